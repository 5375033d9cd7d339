/// What a route made of one input: the worker's answer, before the daemon
/// gives it an identity and a revision.
public struct ProcessedDocument: Sendable, Equatable {
    /// How the document ended.
    public enum Outcome: Sendable, Equatable {
        /// It has text to store.
        case stored
        /// The route ran, and no text is left.
        case empty(reason: String)
        /// A module dropped the document on purpose.
        case dropped(module: String, rule: String)
        /// A module refused it.
        case failed(module: String, message: String)
    }

    public var outcome: Outcome
    public var metadata: Metadata
    /// The kept blocks as one text; see `TextRendering`.
    public var text: String
    /// UAX 29 words of `text`.
    public var wordCount: Int
    /// `sha256:` and the hexadecimal SHA-256 of `text` in UTF-8.
    public var contentDigest: String
    /// `simhash64-v1:` and 16 hexadecimal digits; see `Fingerprint`.
    public var fingerprint: String
    /// All blocks, dropped ones included, where the job asked for them.
    public var blocks: [Block]
    /// The modules of the route that ran, in order.
    public var modules: [ModuleStamp]

    public init(
        outcome: Outcome,
        metadata: Metadata,
        text: String = "",
        wordCount: Int = 0,
        contentDigest: String = "",
        fingerprint: String = "",
        blocks: [Block] = [],
        modules: [ModuleStamp] = []
    ) {
        self.outcome = outcome
        self.metadata = metadata
        self.text = text
        self.wordCount = wordCount
        self.contentDigest = contentDigest
        self.fingerprint = fingerprint
        self.blocks = blocks
        self.modules = modules
    }
}

/// A module as it took part in a document's processing.
public struct ModuleStamp: Sendable, Equatable {
    public var name: String
    /// Version, a plus sign, and a digest of the options and of the data files
    /// the module was made with.
    public var version: String

    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
