import GRDB
import Glibc
import WinnowModel

/// The steps that open a store, in order.
///
/// 1. Take the lock.
/// 2. Open the database; one that is damaged is set aside for a new one.
/// 3. Learn from the segments what a new database does not know.
/// 4. Heal damaged segments.
/// 5. Write the records that are not known to be written.
struct StoreOpening {
    let lock: LockBox
    let database: StateDatabase
    let segments: SegmentFiles
    private(set) var report = OpeningReport()
    private(set) var condition = StoreCondition.ready
    /// Whether records are left to write, since the disk is full.
    private(set) var hasBacklog = false
    private let directory: String

    init(directory: String, options: Store.Options) throws(StoreError) {
        self.directory = directory
        try Paths.createDirectory(directory)
        lock = try LockBox(directory: directory)
        let now = options.clock()
        (database, report.damages) = try Self.openDatabase(in: directory, at: now)
        if !report.damages.isEmpty {
            try FaultPoint.pass(.damageSetAside, hook: options.fault, path: directory)
        }
        segments = SegmentFiles(directory: directory, fault: options.fault)
        try learn(options.output, at: now)
        let recovery = SegmentRecovery(
            database: database,
            segments: segments,
            fault: options.fault
        )
        report.damages += try recovery.check(at: now)
        try write(with: recovery)
    }

    private static func openDatabase(
        in directory: String,
        at now: Timestamp
    ) throws(StoreError) -> (StateDatabase, [OpeningReport.Damage]) {
        let path = Paths.join(directory, "state.db")
        do throws(StoreError) {
            return (try checkedDatabase(path, directory: directory), [])
        } catch  where error.code == .damaged {
            let aside = "\(path).damaged-\(now.fileStamp)"
            try setAside(path, as: aside)
            let damage = OpeningReport.Damage(
                path: path,
                setAside: aside,
                reason: error.message
            )
            return (try checkedDatabase(path, directory: directory), [damage])
        }
    }

    /// Opens the database, brings its schema up to date, and compares its
    /// pages if that is quick or there is cause to.
    private static func checkedDatabase(
        _ path: String,
        directory: String
    ) throws(StoreError) -> StateDatabase {
        let isSuspect = DamageMark.isSet(directory: directory)
        let size = Paths.size(of: path) ?? 0
        let database = try StateDatabase(path: path)
        if size > 0, isSuspect || size <= quickCheckLimit { try database.check() }
        try database.migrate()
        if isSuspect { try DamageMark.clear(directory: directory) }
        return database
    }

    /// Up to this size all pages are compared at each start: 0.05 s.
    private static let quickCheckLimit: Int64 = 16 << 20

    /// Renames the database and its log. The log goes first: left behind, it
    /// would be taken for that of the new database.
    private static func setAside(_ path: String, as aside: String) throws(StoreError) {
        for suffix in ["-wal", "-shm", ""] where Paths.exists(path + suffix) {
            try Paths.rename(path + suffix, to: aside + suffix)
        }
        try Paths.syncDirectory(Paths.directory(of: path))
    }

    /// Learns the segments, if this database has never done so.
    private mutating func learn(
        _ template: SegmentTemplate,
        at now: Timestamp
    ) throws(StoreError) {
        let isDone = try database.read("cannot read the database") { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM fact WHERE name = 'segments learned')"
            ) ?? false
        }
        if isDone { return }
        let learning = SegmentLearning(
            directory: directory,
            segments: segments,
            template: template,
            now: now
        )
        let result = try database.write("cannot learn the segments") { database in
            let result = try learning.learn(in: database)
            try database.execute(
                sql: "INSERT INTO fact VALUES ('segments learned', ?)",
                arguments: [now.rfc3339]
            )
            return result
        }
        report.relearnedDocuments = result.documents
        for (path, garbage) in result.damaged {
            let repair = SegmentRepair(segments: segments, now: now)
            report.damages.append(
                repair.heal(path, garbage: garbage, reason: "the segment has lines of other bytes")
            )
        }
    }

    /// Writes what is left over. On a full disk the store opens all the same,
    /// and tries again before the next commit.
    private mutating func write(with recovery: SegmentRecovery) throws(StoreError) {
        do throws(StoreError) {
            report.recoveredRecords = try recovery.writePending()
        } catch  where error.code == .diskFull {
            condition = .diskFull(error.description)
            hasBacklog = true
        }
    }
}

/// A file whose presence says that the database gave wrong answers.
///
/// Comparing all pages of a large database takes seconds, so it is done only
/// after a process met damage.
enum DamageMark {
    private static func path(_ directory: String) -> String {
        Paths.join(directory, "state.db.suspect")
    }

    /// Leaves the mark.
    static func set(directory: String) {
        // Without it the damage is met again instead of being found at start.
        _ = try? File(path(directory), flags: O_WRONLY | O_CREAT).sync()
    }

    /// Whether the mark is there.
    static func isSet(directory: String) -> Bool { Paths.exists(path(directory)) }

    /// Takes the mark away.
    static func clear(directory: String) throws(StoreError) {
        try Paths.remove(path(directory))
    }
}
