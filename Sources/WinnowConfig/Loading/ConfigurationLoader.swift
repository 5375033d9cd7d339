import WinnowModel

/// Reads and checks the configuration; `winnow check`, the start of the
/// daemon and each reload all run this code.
public enum ConfigurationLoader {
    /// Reads `mainFile` and the files in its sources directory.
    ///
    /// - Parameters:
    ///   - mainFile: path of the main file.
    ///   - modules: the catalog of modules that are installed.
    ///   - stateDirectory: replaces the main file's `state_directory`.
    /// - Returns: the configuration, nil if there is any error; and every
    ///   finding, in the order of files and lines. Warnings alone leave the
    ///   configuration usable.
    public static func load(
        mainFile: String,
        modules: [ModuleDescription],
        stateDirectory: String? = nil
    ) -> (configuration: Configuration?, diagnostics: [Diagnostic]) {
        (nil, [])
    }
}
