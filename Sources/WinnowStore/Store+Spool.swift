import FoundationEssentials
import GRDB
import WinnowModel

extension Store {
    /// Stores a fetched body: its bytes, the validators that came with it, and
    /// the next poll, all or nothing.
    ///
    /// Validators never move without the body: a 304 for bytes that a crash
    /// took away would lose what they said. For an entry's page, what the feed
    /// said is put below the header's metadata.
    @discardableResult
    public func commitFetched(
        _ target: TargetID,
        _ update: FetchUpdate,
        validators: Validators,
        header: SpoolHeader,
        body: SpooledBody
    ) throws(StoreError) -> SpoolID {
        try writable()
        let id = try watching { () throws(StoreError) in
            try database.write("cannot spool the body") { database in
                try Store.note(update, on: target, in: database)
                let row = try Store.advance(target, validators, in: database)
                var header = header
                let metadata: Data? = row["metadata"]
                if let metadata {
                    header.metadata = header.metadata.over(MetadataCoding.decode(Array(metadata)))
                }
                let origin = SpoolTable.Origin(
                    source: row["source"],
                    target: target.rawValue,
                    entry: row["entry"],
                    document: Store.documentID(of: row, header: header)
                )
                let id = try SpoolTable.insert(header, origin, body, in: database)
                try pass(.bodyInserted)
                return id
            }
        }
        try pass(.bodyCommitted)
        return id
    }

    /// Moves a target's validators on, and returns what its body's row needs.
    private static func advance(
        _ target: TargetID,
        _ validators: Validators,
        in database: Database
    ) throws -> Row {
        try database.cachedStatement(
            sql: "UPDATE target SET etag = ?, last_modified = ? WHERE id = ?"
        ).execute(arguments: [
            validators.etag.map { Data($0) }, validators.lastModified.map { Data($0) },
            target.rawValue,
        ])
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT target.source, target.entry, target.metadata, entry.key,
                        source.kind, source.identity
                    FROM target JOIN source ON source.id = target.source
                        LEFT JOIN entry ON entry.id = target.entry
                    WHERE target.id = ?
                    """
            ),
            arguments: [target.rawValue]
        )
        guard let row else {
            throw StoreError(
                .notFound,
                subject: "target \(target.rawValue)",
                message: "cannot spool the body: there is no such target"
            )
        }
        return row
    }

    /// A feed's entry keeps its id wherever its page moves; elsewhere the URL
    /// is all there is.
    static func documentID(of row: Row, header: SpoolHeader) -> String {
        let kind: String = row["kind"]
        let key: String? = row["key"]
        if kind == SourceKind.feed.rawValue, let key {
            return WinnowStore.documentID(feed: row["identity"], entry: key)
        }
        return WinnowStore.documentID(url: header.effectiveURL)
    }

    /// Bodies that wait to be processed, oldest first, without their bytes.
    ///
    /// Those before and at `after` are left out, so that a caller can go on
    /// where it stopped; nil begins at the oldest.
    public func spooled(after: SpoolID? = nil, limit: Int) throws(StoreError) -> [SpoolItem] {
        try usable()
        return try database.read("cannot read the spool") { database in
            let statement = try database.cachedStatement(
                sql: "SELECT * FROM spool WHERE id > ? ORDER BY id LIMIT ?"
            )
            return try Row.fetchAll(statement, arguments: [after?.rawValue ?? 0, limit])
                .map(SpoolItem.init)
        }
    }

    /// The bytes of a spooled body. Throws `notFound` if it is free.
    public func body(of id: SpoolID) throws(StoreError) -> [UInt8] {
        try usable()
        let bytes = try database.read("cannot read the spool") { database in
            try SpoolTable.body(of: id, in: database)
        }
        guard let bytes else { throw Store.notSpooled(id) }
        return bytes
    }

    /// Counts an attempt at processing a body, before it begins, and returns
    /// how many there were with this one. So a body that kills its worker, or
    /// the daemon, is not tried for ever.
    @discardableResult
    public func noteAttempt(_ id: SpoolID) throws(StoreError) -> Int {
        try writable()
        let count = try watching { () throws(StoreError) in
            try database.write("cannot count the attempt") { database in
                try Int.fetchOne(
                    database.cachedStatement(
                        sql: """
                            UPDATE spool SET attempts = attempts + 1 WHERE id = ?
                            RETURNING attempts
                            """
                    ),
                    arguments: [id.rawValue]
                )
            }
        }
        guard let count else { throw Store.notSpooled(id) }
        return count
    }

    /// Frees a body that leads to no record, such as one that a module dropped.
    /// Freeing it twice does nothing.
    public func discard(_ id: SpoolID) throws(StoreError) {
        try writable()
        try watching { () throws(StoreError) in
            _ = try database.write("cannot free the body") { database in
                try SpoolTable.delete(id, in: database)
            }
        }
    }

    static func notSpooled(_ id: SpoolID) -> StoreError {
        StoreError(
            .notFound,
            subject: "spooled body \(id.rawValue)",
            message: "cannot use the body: it is not in the spool"
        )
    }
}

extension Metadata {
    /// This metadata, with the fields of another where this has none.
    func over(_ other: Metadata) -> Metadata {
        var result = self
        for field in other.fields where values(of: field.key).isEmpty {
            result.set(field.key, to: field.values)
        }
        return result
    }
}
