import GRDB
import Glibc
import WinnowModel

extension Store {
    /// Moves a body that cannot be processed out of the spool into a file
    /// below `quarantine/`, with the reason.
    ///
    /// The file is complete and synced before the row that frees the body is;
    /// a crash between leaves both, and the next attempt writes the same file
    /// again. Throws `notFound` if the body is free already.
    @discardableResult
    public func quarantine(
        _ id: SpoolID,
        reason: String,
        module: String? = nil
    ) throws(StoreError) -> QuarantinedDocument {
        try writable()
        let item = try database.read("cannot read the spool") { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM spool WHERE id = ?",
                arguments: [id.rawValue]
            ).map(SpoolItem.init)
        }
        guard let item else { throw Store.notSpooled(id) }
        let document = QuarantinedDocument(
            spool: id,
            source: item.source,
            effectiveURL: item.header.effectiveURL,
            mediaType: item.header.mediaType,
            file: "quarantine/\(item.header.fetched.fileStamp)-\(id.rawValue).body",
            reason: reason,
            module: module,
            at: clock()
        )
        try watching { () throws(StoreError) in try writeFile(of: document) }
        try pass(.quarantineWritten)
        try watching { () throws(StoreError) in
            try database.write("cannot quarantine the body") { database in
                try Store.insert(document, in: database)
                _ = try SpoolTable.delete(id, in: database)
            }
        }
        try pass(.quarantined)
        return document
    }

    private func writeFile(of document: QuarantinedDocument) throws(StoreError) {
        let folder = Paths.join(directory, "quarantine")
        try Paths.createDirectory(folder)
        let path = Paths.join(directory, document.file)
        let partial = path + ".partial"
        let file = try File(partial, flags: O_WRONLY | O_CREAT | O_TRUNC)
        try copyBody(of: document.spool, to: file)
        try file.sync()
        try Paths.rename(partial, to: path)
        try Paths.syncDirectory(folder)
    }

    private func copyBody(of id: SpoolID, to file: borrowing File) throws(StoreError) {
        let body = try database.read("cannot read the spool") { database in
            try SpoolTable.body(of: id, in: database)
        }
        try file.write(body ?? [], at: 0)
    }

    private static func insert(
        _ document: QuarantinedDocument,
        in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                document.spool.rawValue, document.source.rawValue, document.effectiveURL,
                document.mediaType, document.file, document.reason, document.module,
                document.at.milliseconds,
            ]
        )
        try noteFailure(
            "\(document.effectiveURL): \(document.reason)",
            at: document.at,
            ofSource: "?",
            document.source.rawValue,
            in: database
        )
    }

    /// Quarantined documents, newest first.
    public func quarantined(limit: Int) throws(StoreError) -> [QuarantinedDocument] {
        try usable()
        return try database.read("cannot read the quarantine") { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM quarantine ORDER BY spool DESC LIMIT ?",
                arguments: [limit]
            ).map { row in
                QuarantinedDocument(
                    spool: SpoolID(rawValue: row["spool"]),
                    source: SourceID(rawValue: row["source"]),
                    effectiveURL: row["effective_url"],
                    mediaType: row["media_type"],
                    file: row["file"],
                    reason: row["reason"],
                    module: row["module"],
                    at: Timestamp(milliseconds: row["at"])
                )
            }
        }
    }
}
