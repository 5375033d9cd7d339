import WinnowModel

/// A processed document that is ready for the output.
public struct PendingRecord: Sendable {
    /// The body it was made from, freed by the commit.
    public var spool: SpoolID
    /// The source it came from.
    public var source: SourceID
    /// The document's id, as `SpoolItem.documentID` gives it.
    public var documentID: String
    /// The record's `content_digest`.
    public var contentDigest: String
    /// `modulesDigest(of:)` of the record's `modules`.
    public var modulesDigest: String
    /// Makes the record's JSON line, without the line feed. It runs on the
    /// store's thread, inside the transaction, at most once for each commit.
    public var encode: @Sendable (_ revision: Int, _ processing: Int) -> [UInt8]

    /// Creates a record.
    public init(
        spool: SpoolID,
        source: SourceID,
        documentID: String,
        contentDigest: String,
        modulesDigest: String,
        encode: @escaping @Sendable (_ revision: Int, _ processing: Int) -> [UInt8]
    ) {
        self.spool = spool
        self.source = source
        self.documentID = documentID
        self.contentDigest = contentDigest
        self.modulesDigest = modulesDigest
        self.encode = encode
    }
}

/// What became of a record.
public enum CommitOutcome: Sendable, Equatable {
    /// The record is in the output, or will be whatever happens.
    case stored(StoredRecord)
    /// The same content, made by the same modules, was stored before.
    case unchanged
    /// The body was not spooled any more, so the record was committed before.
    case gone
}

/// Where a record stands.
public struct StoredRecord: Sendable, Equatable {
    /// 1 and up: content states that the publisher gave the document.
    public var revision: Int
    /// 1 and up: times that other modules processed this content.
    public var processing: Int
    /// Segment, as the output template gives it.
    public var segment: String
    /// First byte of the record's line in the segment.
    public var offset: Int64

    /// Creates a place.
    public init(revision: Int, processing: Int, segment: String, offset: Int64) {
        self.revision = revision
        self.processing = processing
        self.segment = segment
        self.offset = offset
    }
}
