/// What a module declares about itself, as its descriptor says.
public struct ModuleDescription: Sendable, Equatable {
    /// What a module does in a route.
    public enum Role: UInt8, Sendable {
        /// Turns raw bytes into blocks.
        case reader = 0
        /// Tags, edits or drops blocks that a reader made.
        case processor = 1
    }

    /// Name by which routes and options call it.
    public var name: String
    /// Semantic version of the module.
    public var version: String
    public var role: Role
    /// Media types that a reader reads; empty for processors.
    public var mediaTypes: [String]
    /// JSON Schema of its options, or empty where it takes none.
    public var optionsSchema: String
    /// One sentence on what it does.
    public var summary: String
    /// File that it was loaded from.
    public var path: String

    public init(
        name: String,
        version: String,
        role: Role,
        mediaTypes: [String] = [],
        optionsSchema: String = "",
        summary: String = "",
        path: String
    ) {
        self.name = name
        self.version = version
        self.role = role
        self.mediaTypes = mediaTypes
        self.optionsSchema = optionsSchema
        self.summary = summary
        self.path = path
    }
}
