/// One edit of a document, for provenance.
public struct Edit: Sendable, Equatable {
    /// What was done.
    public enum Action: UInt8, Sendable {
        case addBlock
        case setText
        case setKind
        case setHints
        case setLanguage
        case addSpan
        case dropBlock
        case setMetadata
        case appendMetadata
    }

    /// Name of the module that did it.
    public var module: String
    /// What it did.
    public var action: Action
    /// The block, or 0 for metadata.
    public var block: UInt32
    /// The key, for metadata.
    public var key: String

    /// Describes an edit.
    public init(module: String, action: Action, block: UInt32, key: String = "") {
        self.module = module
        self.action = action
        self.block = block
        self.key = key
    }
}

/// `Edit` as it is recorded: without an allocation.
struct EditRecord: BitwiseCopyable {
    /// Index of the module's name plus one; 0 for the host.
    var module: UInt32
    var block: UInt32
    /// Position of the key in the arena's copy; 0 for blocks.
    var key: UnsafePointer<CChar>?
    var keyLength: UInt32
    var action: UInt8
}
