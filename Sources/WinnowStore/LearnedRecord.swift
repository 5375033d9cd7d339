import GRDB

/// What a stored line tells of its document.
struct LearnedRecord {
    var id: String
    var revision: Int
    var processing: Int
    var contentDigest: String
    var modules: String
    var source: String
    var feedURL: String

    /// Reads a line with SQLite's own JSON functions; nil if it is no record.
    static func read(_ line: [UInt8], in database: Database) throws -> LearnedRecord? {
        // SQLite ends a text at a zero byte, so the rest would go unseen.
        guard line.first == UInt8(ascii: "{"), !line.contains(0),
            let text = String(validating: line, as: UTF8.self),
            try Bool.fetchOne(
                database.cachedStatement(sql: "SELECT json_valid(?)"),
                arguments: [text]
            ) == true
        else { return nil }
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT line ->> '$.id' AS id, line ->> '$.revision' AS revision,
                        line ->> '$.processing' AS processing,
                        line ->> '$.content_digest' AS content_digest,
                        line ->> '$.source' AS source, line ->> '$.feed_url' AS feed_url
                    FROM (SELECT ? AS line)
                    """
            ),
            arguments: [text]
        )
        guard let row, let id = String.fromDatabaseValue(row["id"]), id.hasPrefix("w1:"),
            let revision = Int.fromDatabaseValue(row["revision"]), revision > 0,
            let processing = Int.fromDatabaseValue(row["processing"]), processing > 0
        else { return nil }
        return LearnedRecord(
            id: id,
            revision: revision,
            processing: processing,
            contentDigest: String.fromDatabaseValue(row["content_digest"]) ?? "",
            modules: try modules(of: text, in: database),
            source: String.fromDatabaseValue(row["source"]) ?? "",
            feedURL: String.fromDatabaseValue(row["feed_url"]) ?? ""
        )
    }

    private static func modules(of line: String, in database: Database) throws -> String {
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT key, value FROM json_each(?, '$.modules')"),
            arguments: [line]
        )
        return modulesDigest(
            of: rows.map { row in
                (
                    name: String.fromDatabaseValue(row["key"]) ?? "",
                    version: String.fromDatabaseValue(row["value"]) ?? ""
                )
            }
        )
    }

    /// Makes the record the stored state of its document, unless a later one
    /// is. True if the document was not known.
    func save(segment: Int64, position: Int64, in database: Database) throws -> Bool {
        let known = try DocumentState.find(id, in: database)
        if let known, (known.revision, known.processing) >= (revision, processing) {
            return false
        }
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            id, revision, processing, contentDigest, modules, segment, position,
        ])
        return known == nil
    }
}
