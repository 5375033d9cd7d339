/// The version of this build, in one place for all programs.
public enum WinnowVersion {
    /// Semantic version.
    public static let current = "0.1.0"
}
