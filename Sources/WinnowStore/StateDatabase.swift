import GRDB

/// The SQLite connection, with its errors turned into ours.
///
/// The log is synced at each commit (`synchronous = FULL`), because a commit is
/// the store's word that a fetched body survives a power failure.
final class StateDatabase {
    let path: String
    private let connection: DatabaseQueue

    /// Opens or creates the file, without looking at what is in it.
    init(path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.journalMode = .wal
        // An operator may look into the file; five seconds are long enough.
        configuration.busyMode = .timeout(5)
        configuration.label = "winnow.state"
        self.path = path
        do {
            connection = try DatabaseQueue(path: path, configuration: configuration)
            // GRDB's preparation of the log sets `synchronous` to NORMAL, so
            // this cannot stand in its preparation callback.
            try connection.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL;
                        PRAGMA journal_size_limit = 67108864;
                        PRAGMA cache_size = -4096;
                        """
                )
            }
        } catch {
            throw StoreError(error, path: path, attempt: "cannot open the database")
        }
    }

    /// Runs queries. `attempt` begins the message of an error.
    func read<Value>(
        _ attempt: String,
        _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        do {
            return try connection.unsafeRead(body)
        } catch {
            throw StoreError(error, path: path, attempt: attempt)
        }
    }

    /// Runs one transaction, which an error rolls back.
    func write<Value>(
        _ attempt: String,
        _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        do {
            return try connection.write(body)
        } catch {
            throw StoreError(error, path: path, attempt: attempt)
        }
    }

    /// Runs one transaction whose loss would only repeat work, so that it need
    /// not wait for the disk.
    func writeRelaxed<Value>(
        _ attempt: String,
        _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        do {
            return try connection.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                let result = Result { try StateDatabase.transaction(in: database, body) }
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return try result.get()
            }
        } catch {
            throw StoreError(error, path: path, attempt: attempt)
        }
    }

    private static func transaction<Value>(
        in database: Database,
        _ body: (Database) throws -> Value
    ) throws -> Value {
        var result: Value?
        try database.inTransaction {
            result = try body(database)
            return .commit
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return result
    }

    /// Brings the schema up to date.
    func migrate() throws(StoreError) {
        do {
            if try connection.read(Schema.migrator.hasBeenSuperseded) {
                throw StoreError(
                    .newerSchema,
                    subject: path,
                    message: "the database was written by a newer version of winnow"
                )
            }
            try Schema.migrator.migrate(connection)
        } catch {
            throw StoreError(error, path: path, attempt: "cannot prepare the database")
        }
    }

    /// Compares every page and index with the others. Cost: reads the file.
    func check() throws(StoreError) {
        let findings = try read("cannot check the database") { database in
            try String.fetchAll(database, sql: "PRAGMA quick_check(1)")
        }
        guard findings == ["ok"] else {
            throw StoreError(
                .damaged,
                subject: path,
                message: "the database is damaged: \(findings.first ?? "no finding")"
            )
        }
    }

    /// Closes the connection; the log is folded into the file.
    func close() throws(StoreError) {
        do {
            try connection.close()
        } catch {
            throw StoreError(error, path: path, attempt: "cannot close the database")
        }
    }
}

extension StoreError {
    /// Turns what a transaction threw into an error of ours.
    init(_ error: any Error, path: String, attempt: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.io, subject: path, message: "\(attempt): \(error)", underlying: error)
            return
        }
        let code: Code =
            switch error.resultCode {
            // The index of the log cannot grow: so SQLite tells a full disk.
            case _ where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .diskFull
            case .SQLITE_FULL: .diskFull
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .permission
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
            case .SQLITE_IOERR: .io
            default: .invalid
            }
        let text = error.message ?? "no message"
        let number = error.extendedResultCode.rawValue
        self.init(
            code,
            subject: path,
            message: "\(attempt): \(text) (SQLite error \(number))",
            underlying: error
        )
    }
}
