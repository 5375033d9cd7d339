import FoundationEssentials
import GRDB
import WinnowModel

extension Store {
    /// Targets of active sources that are due, longest overdue first.
    ///
    /// A target whose fetch was begun is not among them, since `beginFetch`
    /// moved its time.
    public func dueTargets(at time: Timestamp, limit: Int) throws(StoreError) -> [FetchTarget] {
        try usable()
        return try database.read("cannot read the schedule") { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT * FROM target WHERE active AND next_fetch IS NOT NULL
                        AND next_fetch <= ? ORDER BY next_fetch LIMIT ?
                    """
            )
            return try Row.fetchAll(statement, arguments: [time.milliseconds, limit])
                .map(FetchTarget.init)
        }
    }

    /// When the next target is due; nil if nothing is planned.
    public func nextDue() throws(StoreError) -> Timestamp? {
        try usable()
        return try database.read("cannot read the schedule") { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT next_fetch FROM target WHERE active AND next_fetch IS NOT NULL
                    ORDER BY next_fetch LIMIT 1
                    """
            )
            return try Int64.fetchOne(statement).map(Timestamp.init(milliseconds:))
        }
    }

    /// One target; nil if there is none with the id.
    public func target(_ id: TargetID) throws(StoreError) -> FetchTarget? {
        try usable()
        return try database.read("cannot read the schedule") { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM target WHERE id = ?"),
                arguments: [id.rawValue]
            ).map(FetchTarget.init)
        }
    }

    /// Stores when each target is to be fetched next, before its fetch starts.
    ///
    /// A daemon that dies during the fetch thus neither repeats it at once nor
    /// forgets it. Many fetches that start together share one sync.
    public func beginFetches(
        _ fetches: [(target: TargetID, nextFetch: Timestamp)]
    ) throws(StoreError) {
        try writable()
        try watching { () throws(StoreError) in
            try database.write("cannot plan the next fetch") { database in
                for (target, nextFetch) in fetches {
                    try Store.plan(target, nextFetch, in: database)
                }
            }
        }
    }

    /// Stores when a target is to be fetched next, before its fetch starts.
    public func beginFetch(_ target: TargetID, nextFetch: Timestamp) throws(StoreError) {
        try beginFetches([(target, nextFetch)])
    }

    /// Changes when a target is fetched next, as after a reload with another
    /// interval; nil plans nothing.
    public func reschedule(_ target: TargetID, nextFetch: Timestamp?) throws(StoreError) {
        try writable()
        try watching { () throws(StoreError) in
            try database.write("cannot plan the next fetch") { database in
                try Store.plan(target, nextFetch, in: database)
            }
        }
    }

    /// Notes how a fetch ended that brought no body: unchanged, or failed.
    ///
    /// Validators stay as they are; only a body that was stored moves them.
    public func finishFetch(_ target: TargetID, _ update: FetchUpdate) throws(StoreError) {
        try writable()
        try watching { () throws(StoreError) in
            try database.write("cannot note the fetch") { database in
                try Store.note(update, on: target, in: database)
            }
        }
    }

    static func plan(
        _ target: TargetID,
        _ nextFetch: Timestamp?,
        in database: Database
    ) throws {
        try database.cachedStatement(sql: "UPDATE target SET next_fetch = ? WHERE id = ?")
            .execute(arguments: [nextFetch?.milliseconds, target.rawValue])
    }

    /// Writes an update into the target's row, and a failure into its source's.
    static func note(
        _ update: FetchUpdate,
        on target: TargetID,
        in database: Database
    ) throws {
        let failed = update.error != nil
        try database.cachedStatement(
            sql: """
                UPDATE target SET next_fetch = ?, last_fetch = ?, last_status = ?,
                    last_error = ?, failures = iif(?, failures + 1, 0),
                    last_success = iif(?, last_success, ?) WHERE id = ?
                """
        ).execute(arguments: [
            update.nextFetch?.milliseconds, update.at.milliseconds, update.httpStatus,
            update.error, failed, failed, update.at.milliseconds, target.rawValue,
        ])
        guard database.changesCount > 0 else {
            throw StoreError(
                .notFound,
                subject: "target \(target.rawValue)",
                message: "cannot note the fetch: there is no such target"
            )
        }
        guard let error = update.error else { return }
        try noteFailure(
            error,
            at: update.at,
            ofSource: "(SELECT source FROM target WHERE id = ?)",
            target.rawValue,
            in: database
        )
    }

    /// Counts a failure of a source. `expression` yields the source's id from
    /// the one argument.
    static func noteFailure(
        _ error: String,
        at time: Timestamp,
        ofSource expression: String,
        _ argument: Int64,
        in database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                UPDATE source SET failures = failures + 1, last_error = ?, last_error_at = ?
                WHERE id = \(expression)
                """
        ).execute(arguments: [error, time.milliseconds, argument])
    }
}

extension FetchTarget {
    init(row: Row) {
        let kind: Int = row["kind"]
        let etag: Data? = row["etag"]
        let lastModified: Data? = row["last_modified"]
        self.init(
            id: TargetID(rawValue: row["id"]),
            source: SourceID(rawValue: row["source"]),
            kind: Kind(rawValue: kind) ?? .source,
            url: row["url"],
            validators: Validators(
                etag: etag.map(Array.init),
                lastModified: lastModified.map(Array.init)
            ),
            nextFetch: Timestamp(row["next_fetch"]),
            failures: row["failures"],
            lastFetch: Timestamp(row["last_fetch"]),
            lastSuccess: Timestamp(row["last_success"]),
            lastStatus: row["last_status"],
            lastError: row["last_error"],
            entry: (row["entry"] as Int64?).map(EntryID.init(rawValue:))
        )
    }
}

extension Timestamp {
    /// The instant of a column; nil for NULL.
    init?(_ milliseconds: Int64?) {
        guard let milliseconds else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
