import WinnowModel

/// Whether the store can write.
public enum StoreCondition: Sendable, Equatable {
    /// It can.
    case ready
    /// No space is left, or a file or directory may not be written; work goes
    /// on by itself when that changes. The text says which.
    case diskFull(String)
    /// Writing failed in a way that only opening the store anew can heal.
    case failed(String)
}

/// How a source is doing.
public struct SourceStatus: Sendable, Equatable {
    /// Names the source.
    public var id: SourceID
    /// Name in the configuration.
    public var name: String
    /// What the source is.
    public var kind: SourceKind
    /// Where the source is.
    public var location: String
    /// When its own resource was last fetched.
    public var lastFetch: Timestamp?
    /// HTTP status of that.
    public var lastStatus: Int?
    /// Why that failed; nil if it did not.
    public var pollError: String?
    /// When its own resource is due.
    public var nextFetch: Timestamp?
    /// Failed fetches of its own resource since one succeeded.
    public var failuresInARow: Int
    /// Documents stored, revisions not counted.
    public var documents: Int
    /// Records stored, revisions and repeated processing included.
    public var records: Int
    /// Fetches that failed and documents that were quarantined, ever.
    public var failures: Int
    /// The last failure of the source, its entries' pages and documents included.
    public var lastError: String?
    /// When that was.
    public var lastErrorAt: Timestamp?
    /// Entry pages that wait to be fetched.
    public var pagesWaiting: Int
}

/// Sums over the whole store.
public struct StoreTotals: Sendable, Equatable {
    /// Configured sources.
    public var sources = 0
    /// Documents stored, of all sources there ever were.
    public var documents = 0
    /// Records stored.
    public var records = 0
    /// Bodies that wait to be processed.
    public var spooled = 0
    /// Their bytes.
    public var spooledBytes: Int64 = 0
    /// Committed records that are not in their segments yet.
    public var unwritten = 0
    /// Documents in quarantine.
    public var quarantined = 0
    /// Entry pages that wait to be fetched.
    public var pagesWaiting = 0
    /// Bytes in the output segments.
    public var outputBytes: Int64 = 0
    /// Whether the store can write.
    public var condition = StoreCondition.ready

    /// Creates empty sums.
    public init() {}
}

/// A document that could not be processed, kept with its bytes.
public struct QuarantinedDocument: Sendable, Equatable {
    /// The body it was.
    public var spool: SpoolID
    /// The source it came from.
    public var source: SourceID
    /// URL after redirects.
    public var effectiveURL: String
    /// Media type as the transport named it.
    public var mediaType: String
    /// File with the bytes, below the state directory.
    public var file: String
    /// Why it could not be processed.
    public var reason: String
    /// The module at work, if one was.
    public var module: String?
    /// When it was put there.
    public var at: Timestamp
}

/// What opening the store found and did, for the log.
public struct OpeningReport: Sendable, Equatable {
    /// A file that was found damaged.
    public struct Damage: Sendable, Equatable {
        /// The file.
        public var path: String
        /// Where the damaged bytes are kept now; nil if there are none.
        public var setAside: String?
        /// What was wrong with it, and what was done.
        public var reason: String
    }

    /// Damaged files.
    public var damages: [Damage] = []
    /// Records that were written again at their recorded places.
    public var recoveredRecords = 0
    /// Documents learned from the segments because the database was damaged or
    /// missing.
    public var relearnedDocuments = 0

    /// Creates an empty report.
    public init() {}
}
