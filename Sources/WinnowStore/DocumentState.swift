import GRDB

/// What of a document was stored last, and what the next record of it is.
struct DocumentState {
    /// 1 and up: content states that the publisher gave.
    var revision: Int
    /// 1 and up: times that other modules processed this content.
    var processing: Int
    private var contentDigest: String
    private var modulesDigest: String

    /// The state after one more record; nil if the record says nothing new.
    ///
    /// Digests tell of the publisher's changes only where the same modules made
    /// both. With other modules nobody knows whose change it is, and it is
    /// counted as theirs; the next record by these modules compares again.
    init?(after stored: DocumentState?, _ record: PendingRecord) {
        contentDigest = record.contentDigest
        modulesDigest = record.modulesDigest
        guard let stored else {
            (revision, processing) = (1, 1)
            return
        }
        if stored.modulesDigest != record.modulesDigest {
            (revision, processing) = (stored.revision, stored.processing + 1)
        } else if stored.contentDigest != record.contentDigest {
            (revision, processing) = (stored.revision + 1, 1)
        } else {
            return nil
        }
    }

    /// The stored state of a document; nil for a new one.
    static func find(_ id: String, in database: Database) throws -> DocumentState? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT revision, processing, content_digest, modules_digest
                    FROM document WHERE id = ?
                    """
            ),
            arguments: [id]
        ).map(DocumentState.init(row:))
    }

    private init(row: Row) {
        revision = row["revision"]
        processing = row["processing"]
        contentDigest = row["content_digest"]
        modulesDigest = row["modules_digest"]
    }

    /// Makes this the stored state.
    func save(
        _ record: PendingRecord,
        segment: Int64,
        position: Int64,
        in database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,
                    processing = excluded.processing, content_digest = excluded.content_digest,
                    modules_digest = excluded.modules_digest, segment = excluded.segment,
                    position = excluded.position
                """
        ).execute(arguments: [
            record.documentID, revision, processing, contentDigest, modulesDigest, segment,
            position,
        ])
    }
}
