import FoundationEssentials
import GRDB
import WinnowModel

extension Store {
    /// Takes in what a feed, sitemap or link page lists, and frees its body.
    ///
    /// Entries known with the same digest do nothing. A new or changed one
    /// becomes a fetch of its page that is due now, or a spooled body of its
    /// own. All of it is one transaction, so no entry is lost or doubled by a
    /// crash. `nextFetch` moves the feed's next poll, where the publisher
    /// wishes another; nil leaves it.
    public func commitFeed(
        _ id: SpoolID,
        entries: [EntryCandidate],
        nextFetch: Timestamp? = nil
    ) throws(StoreError) -> FeedCommit {
        try writable()
        let now = clock()
        let result = try watching { () throws(StoreError) in
            try database.write("cannot store the entries") { database in
                let feed = try FeedRow.find(id, in: database)
                guard let feed, try SpoolTable.delete(id, in: database) else {
                    var result = FeedCommit()
                    result.applied = false
                    return result
                }
                if let target = feed.target, let nextFetch {
                    try Store.plan(target, nextFetch, in: database)
                }
                var intake = EntryIntake(feed: feed, now: now)
                let result = try intake.take(entries, in: database)
                try pass(.feedInserted)
                return result
            }
        }
        try pass(.feedCommitted)
        return result
    }
}

/// What the intake needs to know of the body that listed the entries.
struct FeedRow {
    var source: Int64
    var kind: String
    var identity: String
    var target: TargetID?
    var effectiveURL: String
    var fetched: Timestamp
    var httpStatus: Int?

    static func find(_ id: SpoolID, in database: Database) throws -> FeedRow? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT spool.source, spool.target, spool.effective_url, spool.fetched,
                        spool.http_status, source.kind, source.identity
                    FROM spool JOIN source ON source.id = spool.source WHERE spool.id = ?
                    """
            ),
            arguments: [id.rawValue]
        )
        return row.map { row in
            FeedRow(
                source: row["source"],
                kind: row["kind"],
                identity: row["identity"],
                target: (row["target"] as Int64?).map(TargetID.init(rawValue:)),
                effectiveURL: row["effective_url"],
                fetched: Timestamp(milliseconds: row["fetched"]),
                httpStatus: row["http_status"]
            )
        }
    }
}

/// Decides for each entry of one feed whether it is new, changed or known.
///
/// An entry is known by its id. A feed that gives its entries new ids is
/// recognised by their URLs, but only where that cannot merge two entries: the
/// URL belongs to one candidate and one row, and the row's own id is not in the
/// feed any more. Feeds whose entries all link to the home page exist.
struct EntryIntake {
    private let feed: FeedRow
    private let now: Timestamp

    init(feed: FeedRow, now: Timestamp) {
        self.feed = feed
        self.now = now
    }

    private struct Known {
        var id: Int64
        var key: String
        var digest: Data
    }

    mutating func take(
        _ candidates: [EntryCandidate],
        in database: Database
    ) throws -> FeedCommit {
        var result = FeedCommit()
        let keys = Set(candidates.map(\.key))
        let urlCounts = candidates.reduce(into: [String: Int]()) { counts, candidate in
            if let url = candidate.canonicalURL { counts[url, default: 0] += 1 }
        }
        var seen: Set<String> = []
        for candidate in candidates {
            // Feeds repeat entries; the first one stands, as in readers.
            guard seen.insert(candidate.key).inserted else {
                result.unchanged += 1
                continue
            }
            var known = try find(key: candidate.key, in: database)
            if known == nil, let url = candidate.canonicalURL, urlCounts[url] == 1 {
                known = try find(url: url, excluding: keys, in: database)
            }
            if let known, known.digest == Data(candidate.digest) {
                result.unchanged += 1
                continue
            }
            if known == nil { result.new += 1 } else { result.changed += 1 }
            try accept(candidate, known, in: database)
        }
        return result
    }

    private func find(key: String, in database: Database) throws -> Known? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT id, key, digest FROM entry WHERE source = ? AND key = ?"
            ),
            arguments: [feed.source, key]
        ).map(known)
    }

    private func find(
        url: String,
        excluding keys: Set<String>,
        in database: Database
    ) throws -> Known? {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT id, key, digest FROM entry
                    WHERE source = ? AND canonical_url = ? LIMIT 2
                    """
            ),
            arguments: [feed.source, url]
        )
        guard rows.count == 1 else { return nil }
        let found = known(rows[0])
        return keys.contains(found.key) ? nil : found
    }

    private func known(_ row: Row) -> Known {
        Known(id: row["id"], key: row["key"], digest: row["digest"])
    }

    /// Remembers a new or changed entry and puts its work in line.
    private func accept(
        _ candidate: EntryCandidate,
        _ known: Known?,
        in database: Database
    ) throws {
        let entry: Int64
        if let known {
            entry = known.id
            try database.cachedStatement(
                sql: "UPDATE entry SET canonical_url = ?, digest = ? WHERE id = ?"
            ).execute(arguments: [candidate.canonicalURL, Data(candidate.digest), entry])
        } else {
            try database.cachedStatement(
                sql: "INSERT INTO entry (source, key, canonical_url, digest) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [
                feed.source, candidate.key, candidate.canonicalURL, Data(candidate.digest),
            ])
            entry = database.lastInsertedRowID
        }
        switch candidate.work {
        case .page(let url):
            try schedulePage(url, of: entry, candidate.metadata, in: database)
        case .content(let bytes, let mediaType, let baseURL):
            try spool(
                bytes,
                mediaType: mediaType,
                baseURL: baseURL,
                candidate,
                entry: (entry, known?.key ?? candidate.key),
                in: database
            )
        case .none: break
        }
    }

    private func schedulePage(
        _ url: String,
        of entry: Int64,
        _ metadata: Metadata,
        in database: Database
    ) throws {
        // The validators of an entry's page stay while its URL does: a change
        // of the feed's words alone then costs a 304.
        try database.cachedStatement(
            sql: """
                INSERT INTO target (source, kind, url, next_fetch, entry, metadata, active)
                SELECT id, 1, ?, ?, ?, ?, active FROM source WHERE id = ?
                ON CONFLICT (entry) WHERE entry IS NOT NULL DO UPDATE SET
                    etag = iif(url = excluded.url, etag, NULL),
                    last_modified = iif(url = excluded.url, last_modified, NULL),
                    url = excluded.url, next_fetch = excluded.next_fetch,
                    metadata = excluded.metadata, failures = 0
                """
        ).execute(arguments: [
            url, now.milliseconds, entry, Data(MetadataCoding.encode(metadata)), feed.source,
        ])
    }

    private func spool(
        _ bytes: [UInt8],
        mediaType: String,
        baseURL: String?,
        _ candidate: EntryCandidate,
        entry: (id: Int64, key: String),
        in database: Database
    ) throws {
        let url = candidate.canonicalURL ?? feed.effectiveURL
        let header = SpoolHeader(
            kind: .entry,
            requestedURL: url,
            effectiveURL: url,
            baseURL: baseURL,
            mediaType: mediaType,
            transportEncoding: "utf-8",
            httpStatus: feed.httpStatus,
            fetched: feed.fetched,
            metadata: candidate.metadata
        )
        let document =
            feed.kind == SourceKind.feed.rawValue
            ? documentID(feed: feed.identity, entry: entry.key) : documentID(url: url)
        let origin = SpoolTable.Origin(
            source: feed.source,
            target: nil,
            entry: entry.id,
            document: document
        )
        _ = try SpoolTable.insert(header, origin, .bytes(bytes), in: database)
    }
}
