import CWinnowModule

/// A processor module in Swift.
///
/// A module is one conforming type and one exported function:
///
///     struct Trimmer: Module {
///         static let declaration = ModuleDeclaration(
///             name: "trimmer", version: "1.0.0", role: .processor)
///
///         init(configuration: ModuleConfiguration, host: ModuleHost) {}
///
///         mutating func process(_ document: DocumentHandle) -> Status {
///             .pass
///         }
///     }
///
///     @c(winnow_module_entry)
///     public func entry() -> ModuleDescriptorPointer {
///         moduleDescriptor(for: Trimmer.self)
///     }
///
/// The life cycle and the rules on threads and lifetimes are those of
/// `winnow_module.h`: one thread, `init` before the worker locks itself in,
/// `process` for one document after another.
public protocol Module {
    /// What the module says of itself.
    static var declaration: ModuleDeclaration { get }

    /// Makes an instance. Files may be opened and mapped only here.
    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError)

    /// Processes one document. A thrown error rejects it.
    ///
    /// The document, and every `HostText` read from it, is valid until the
    /// function returns.
    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status

    /// Checks, in milliseconds, that the instance can do its work. A new
    /// worker runs it before it takes documents. The default finds no fault.
    mutating func selfTest() throws(ModuleError)
}

extension Module {
    /// Finds no fault.
    public mutating func selfTest() throws(ModuleError) {}
}

/// What a module says of itself.
public struct ModuleDeclaration: Sendable {
    /// What a module does in a route.
    public enum Role: UInt32, Sendable {
        /// Turns raw bytes into blocks.
        case reader = 0
        /// Tags, edits or drops blocks that a reader made.
        case processor = 1
    }

    /// Name in routes and options: a to z, 0 to 9, `-` and `_`.
    public var name: String
    /// Semantic version.
    public var version: String
    /// What the module does in a route.
    public var role: Role
    /// Media types that a reader reads; `text/*` stands for all of a kind.
    public var mediaTypes: [String]
    /// One sentence for people.
    public var summary: String
    /// JSON Schema of the options; empty where there are none.
    public var optionsSchema: String

    /// Declares a module.
    public init(
        name: String,
        version: String,
        role: Role,
        mediaTypes: [String] = [],
        summary: String = "",
        optionsSchema: String = ""
    ) {
        self.name = name
        self.version = version
        self.role = role
        self.mediaTypes = mediaTypes
        self.summary = summary
        self.optionsSchema = optionsSchema
    }
}

/// How the processing of one document ended.
public enum Status: Sendable, Equatable {
    /// The document goes on to the next module.
    case ok
    /// As `ok`; the module had nothing to do.
    case pass
    /// The document is dropped on purpose.
    case drop(reason: String)
    /// Try once more, later, in a fresh worker.
    case retry(String)
    /// The document failed and is quarantined.
    case reject(String)
    /// The module is no longer usable; the worker ends and is replaced.
    case fatal(String)
}
