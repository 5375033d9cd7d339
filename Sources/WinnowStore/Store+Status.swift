import GRDB
import WinnowModel

extension Store {
    /// How each active source is doing, by name. One query, whatever their
    /// number.
    public func status() throws(StoreError) -> [SourceStatus] {
        try usable()
        return try database.read("cannot read the sources") { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT source.id, name, source.kind, location, documents, records,
                        source.failures, source.last_error, last_error_at,
                        target.last_fetch, target.last_status, target.last_error AS poll_error, target.next_fetch,
                        target.failures AS failures_in_a_row,
                        coalesce(waiting.pages, 0) AS pages
                    FROM source
                        JOIN target ON target.source = source.id AND target.kind = 0
                        LEFT JOIN (
                            SELECT source, count(*) AS pages FROM target
                            WHERE kind = 1 AND next_fetch IS NOT NULL GROUP BY source
                        ) AS waiting ON waiting.source = source.id
                    WHERE source.active ORDER BY name
                    """
            )
            return try Row.fetchAll(statement).map(SourceStatus.init)
        }
    }

    /// Where the latest record of a document stands; nil if there is none.
    public func record(of documentID: String) throws(StoreError) -> StoredRecord? {
        try usable()
        return try database.read("cannot read the documents") { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT revision, processing, path, position
                        FROM document JOIN segment ON segment.id = document.segment
                        WHERE document.id = ?
                        """
                ),
                arguments: [documentID]
            ).map {
                StoredRecord(
                    revision: $0["revision"],
                    processing: $0["processing"],
                    segment: $0["path"],
                    offset: $0["position"]
                )
            }
        }
    }

    /// Sums over the whole store.
    public func totals() throws(StoreError) -> StoreTotals {
        try usable()
        var totals = try database.read("cannot read the totals") { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT (SELECT count(*) FROM source WHERE active) AS sources,
                            (SELECT coalesce(sum(documents), 0) FROM source) AS documents,
                            (SELECT coalesce(sum(records), 0) FROM source) AS records,
                            (SELECT count(*) FROM spool) AS spooled,
                            (SELECT coalesce(sum(length), 0) FROM spool) AS bytes,
                            (SELECT count(*) FROM pending) AS unwritten,
                            (SELECT count(*) FROM quarantine) AS quarantined,
                            (SELECT count(*) FROM target
                                WHERE kind = 1 AND next_fetch IS NOT NULL) AS pages,
                            (SELECT coalesce(sum(assigned), 0) FROM segment) AS output
                        """
                )
            )
            return row.map(StoreTotals.init) ?? StoreTotals()
        }
        // Those stand in their segments; only the sync is to come.
        totals.unwritten -= unsettled.records
        totals.condition = condition
        return totals
    }
}

extension SourceStatus {
    init(row: Row) {
        let kind: String = row["kind"]
        self.init(
            id: SourceID(rawValue: row["id"]),
            name: row["name"],
            kind: SourceKind(rawValue: kind) ?? .feed,
            location: row["location"],
            lastFetch: Timestamp(row["last_fetch"]),
            lastStatus: row["last_status"],
            pollError: row["poll_error"],
            nextFetch: Timestamp(row["next_fetch"]),
            failuresInARow: row["failures_in_a_row"],
            documents: row["documents"],
            records: row["records"],
            failures: row["failures"],
            lastError: row["last_error"],
            lastErrorAt: Timestamp(row["last_error_at"]),
            pagesWaiting: row["pages"]
        )
    }
}

extension StoreTotals {
    init(row: Row) {
        sources = row["sources"]
        documents = row["documents"]
        records = row["records"]
        spooled = row["spooled"]
        spooledBytes = row["bytes"]
        unwritten = row["unwritten"]
        quarantined = row["quarantined"]
        pagesWaiting = row["pages"]
        outputBytes = row["output"]
    }
}
