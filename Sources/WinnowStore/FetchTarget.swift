import WinnowModel

/// Names a fetch target's row.
public struct TargetID: RawRepresentable, Sendable, Hashable {
    /// The row's number.
    public var rawValue: Int64

    /// Wraps a row's number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names an entry's row: one item of a feed, a sitemap or a directory.
public struct EntryID: RawRepresentable, Sendable, Hashable {
    /// The row's number.
    public var rawValue: Int64

    /// Wraps a row's number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// `ETag` and `Last-Modified`, byte for byte as the server sent them.
public struct Validators: Sendable, Equatable {
    /// The value of `ETag`.
    public var etag: [UInt8]?
    /// The value of `Last-Modified`.
    public var lastModified: [UInt8]?

    /// Creates a pair; nil where the server sent none.
    public init(etag: [UInt8]? = nil, lastModified: [UInt8]? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// One thing that is fetched now and then, and how that went so far.
public struct FetchTarget: Sendable, Equatable {
    /// What a target stands for. Raw values stand in the database.
    public enum Kind: Int, Sendable {
        /// The source's own resource: its feed, page, sitemap or directory.
        case source = 0
        /// The page of an entry.
        case entryPage = 1
    }

    /// Names the target in other calls.
    public var id: TargetID
    /// The source it belongs to.
    public var source: SourceID
    /// What it stands for.
    public var kind: Kind
    /// What is fetched.
    public var url: String
    /// What the server sent with the body that was stored last.
    public var validators: Validators
    /// When it is due; nil while nothing is planned.
    public var nextFetch: Timestamp?
    /// Failed fetches since the last one that succeeded.
    public var failures: Int
    /// When it was last fetched, whatever came of it.
    public var lastFetch: Timestamp?
    /// When a fetch last succeeded, an unchanged answer included.
    public var lastSuccess: Timestamp?
    /// Status of the last HTTP answer; nil where there was none.
    public var lastStatus: Int?
    /// Why the last fetch failed; nil after one that succeeded.
    public var lastError: String?
    /// The entry whose page it is.
    public var entry: EntryID?
}

/// How a fetch ended.
public struct FetchUpdate: Sendable, Equatable {
    /// When the fetch ended.
    public var at: Timestamp
    /// Status of the HTTP answer; nil where there was none.
    public var httpStatus: Int?
    /// Why the fetch failed; nil if it succeeded. A success sets the number
    /// of failures to zero, an error adds one.
    public var error: String?
    /// When to fetch again; nil to plan nothing.
    public var nextFetch: Timestamp?

    /// Creates an update.
    public init(
        at: Timestamp,
        httpStatus: Int? = nil,
        error: String? = nil,
        nextFetch: Timestamp?
    ) {
        self.at = at
        self.httpStatus = httpStatus
        self.error = error
        self.nextFetch = nextFetch
    }
}
