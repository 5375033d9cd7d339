import WinnowModel

/// Names a spooled body. Numbers rise and are never given out again.
public struct SpoolID: RawRepresentable, Sendable, Hashable, Comparable {
    /// The row's number.
    public var rawValue: Int64

    /// Wraps a row's number.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Orders by age.
    public static func < (left: SpoolID, right: SpoolID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a spooled body is. Raw values stand in the database.
public enum SpoolKind: Int, Sendable {
    /// A feed, to be read into entries.
    case feed = 0
    /// A page: a page source's, or that of an entry.
    case page = 1
    /// An entry's own content from its feed.
    case entry = 2
    /// A local file.
    case file = 3
    /// A sitemap, to be read into entries.
    case sitemap = 4
    /// A page whose links are entries.
    case links = 5
}

/// The bytes that a fetch brought.
public enum SpooledBody: Sendable {
    /// Bytes in memory.
    case bytes([UInt8])
    /// An open file, read from offset 0 with `pread`. The caller keeps the
    /// descriptor open until the call returns, and closes it.
    case file(descriptor: Int32, length: Int64)
}

/// What is known of a body beside its bytes, at the time it is spooled.
public struct SpoolHeader: Sendable, Equatable {
    /// What the body is.
    public var kind: SpoolKind
    /// URL that was asked for.
    public var requestedURL: String
    /// URL after redirects.
    public var effectiveURL: String
    /// What references resolve against; nil for the effective URL.
    public var baseURL: String?
    /// Media type as the transport named it, without parameters.
    public var mediaType: String
    /// Character encoding that the transport named.
    public var transportEncoding: String?
    /// Status of the HTTP answer.
    public var httpStatus: Int?
    /// Value of `Content-Language`.
    public var httpLanguage: String?
    /// When the body came.
    public var fetched: Timestamp
    /// What is known of the document. For an entry's page the store puts what
    /// the feed said below it: a key set here wins.
    public var metadata: Metadata

    /// Creates a header.
    public init(
        kind: SpoolKind,
        requestedURL: String,
        effectiveURL: String,
        baseURL: String? = nil,
        mediaType: String,
        transportEncoding: String? = nil,
        httpStatus: Int? = nil,
        httpLanguage: String? = nil,
        fetched: Timestamp,
        metadata: Metadata = Metadata()
    ) {
        self.kind = kind
        self.requestedURL = requestedURL
        self.effectiveURL = effectiveURL
        self.baseURL = baseURL
        self.mediaType = mediaType
        self.transportEncoding = transportEncoding
        self.httpStatus = httpStatus
        self.httpLanguage = httpLanguage
        self.fetched = fetched
        self.metadata = metadata
    }
}

/// A body that waits to be processed, without its bytes.
public struct SpoolItem: Sendable, Equatable {
    /// Names the body in other calls.
    public var id: SpoolID
    /// The source it came from.
    public var source: SourceID
    /// The target whose fetch brought it; nil for an entry's own content.
    public var target: TargetID?
    /// The entry it belongs to.
    public var entry: EntryID?
    /// Id of the document that it becomes; for a feed it has no meaning.
    public var documentID: String
    /// What is known of it.
    public var header: SpoolHeader
    /// How often processing it was begun and did not end.
    public var attempts: Int
    /// Bytes of the body.
    public var length: Int64
}
