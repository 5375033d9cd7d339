import WinnowModel

/// An entry as a feed, sitemap or directory just stated it.
public struct EntryCandidate: Sendable, Equatable {
    /// Entry id, after fallback rules; unique within the feed.
    public var key: String
    /// Normalised URL of the entry's page; a feed that changed its ids is
    /// recognised by it.
    public var canonicalURL: String?
    /// Digest of what the feed states (content, title, updated, ...).
    public var digest: [UInt8]
    /// What becomes of a new or changed entry.
    public var work: Work
    /// What the feed says of the document.
    public var metadata: Metadata

    /// What becomes of a new or changed entry.
    public enum Work: Sendable, Equatable {
        /// The page at the URL is fetched.
        case page(url: String)
        /// The bytes are the document.
        case content(bytes: [UInt8], mediaType: String, baseURL: String?)
        /// The entry is remembered, nothing else.
        case none
    }

    /// Creates a candidate.
    public init(
        key: String,
        canonicalURL: String?,
        digest: [UInt8],
        work: Work,
        metadata: Metadata
    ) {
        self.key = key
        self.canonicalURL = canonicalURL
        self.digest = digest
        self.work = work
        self.metadata = metadata
    }
}

/// What a feed brought.
public struct FeedCommit: Sendable, Equatable {
    /// Entries that were not known.
    public var new = 0
    /// Entries that were known with another digest.
    public var changed = 0
    /// Entries known with the same digest, and repetitions within the feed.
    public var unchanged = 0
    /// Whether the body was still spooled; a second commit of one body is
    /// false and changes nothing.
    public var applied = true

    /// Creates an empty count.
    public init() {}
}
