import GRDB
import Glibc
import WinnowModel

/// The daemon's memory: sources, schedule, spool, documents, and the output.
///
/// It owns the state directory: `lock`, the SQLite database `state.db`, the
/// output segments, and `quarantine/`. No other code writes there.
///
/// What a call reported is durable: bodies and records are synced before it
/// returns. A record passes four steps (`Store+Commit.swift`), so that after
/// `kill -9` at any instant each document stands in the output exactly once.
///
/// Calls run one after the other on an executor of the store's own. Each
/// throws `StoreError`; after one with `diskFull` nothing of the call was done
/// and the same call may be tried again.
public actor Store {
    /// Settings that the configuration or a test gives.
    public struct Options: Sendable {
        /// Where records go.
        public var output: SegmentTemplate
        /// Bytes after which a segment is followed by the next.
        public var segmentSize: Int64
        /// What time it is.
        public var clock: @Sendable () -> Timestamp
        /// For tests: called at each step.
        public var fault: FaultHook?

        /// Creates settings.
        public init(
            output: SegmentTemplate = .standard,
            segmentSize: Int64 = 256 << 20,
            clock: @escaping @Sendable () -> Timestamp = Store.systemTime,
            fault: FaultHook? = nil
        ) {
            self.output = output
            self.segmentSize = segmentSize
            self.clock = clock
            self.fault = fault
        }
    }

    /// What opening found and did.
    public nonisolated let openingReport: OpeningReport
    /// The state directory.
    public nonisolated let directory: String
    /// Whether the store can write, as the last attempt told.
    public internal(set) var condition = StoreCondition.ready

    let database: StateDatabase
    let segments: SegmentFiles
    let clock: @Sendable () -> Timestamp
    let fault: FaultHook?
    var output: OutputSettings
    /// Calls of `commit` that wait for the next group.
    var commitQueue: [CommitCall] = []
    var isCommitting = false
    /// What was appended to segments and is not synced yet.
    var unsettled = UnsettledAppends()
    /// Whether committed records may be missing from their segments, because
    /// an append failed.
    var hasBacklog = false
    private let executor: StoreExecutor
    private var lock: LockBox?
    var lockIsFree: Bool { lock == nil }

    /// The executor on which everything here runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Opens the state in a directory, and creates what is missing.
    ///
    /// Records that were committed but not known to be written are written at
    /// their places. A damaged database or segment is set aside and named in
    /// `openingReport`. Errors: `locked` if another process has the directory,
    /// `newerSchema`, `permission`, `diskFull`, `io`.
    public static func open(
        directory: String,
        options: Options = Options()
    ) async throws(StoreError) -> Store {
        try Store(directory: directory, options: options)
    }

    private init(directory: String, options: Options) throws(StoreError) {
        let opening = try StoreOpening(directory: directory, options: options)
        self.directory = directory
        lock = opening.lock
        database = opening.database
        segments = opening.segments
        openingReport = opening.report
        clock = options.clock
        fault = options.fault
        output = OutputSettings(template: options.output, segmentSize: options.segmentSize)
        hasBacklog = opening.hasBacklog
        condition = opening.condition
        executor = StoreExecutor()
    }

    /// Changes where records go from now on, as after a reload.
    public func setOutput(_ template: SegmentTemplate, segmentSize: Int64) {
        output = OutputSettings(template: template, segmentSize: segmentSize)
    }

    /// Looks whether the store can write again, and catches up if it can.
    ///
    /// For a daemon that paused after `diskFull`.
    public func resume() throws(StoreError) {
        try writable()
        try watching { () throws(StoreError) in
            try database.write("cannot write to the database") { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO fact VALUES ('resumed', ?)",
                    arguments: [clock().rfc3339]
                )
            }
        }
    }

    /// Closes everything and gives the directory free. Later calls throw
    /// `closed`.
    public func close() throws(StoreError) {
        guard lock != nil else { return }
        defer { lock = nil }
        // What is left open here is done again when the store is opened.
        if condition == .ready { try settle() }
        segments.closeAll()
        try database.close()
    }

    /// The system's clock, in milliseconds.
    public static func systemTime() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension SegmentTemplate {
    /// Where records go unless the configuration says otherwise.
    public static let standard = SegmentTemplate(fixed: "documents/{source}/{date}.jsonl")

    private init(fixed path: String) { self.path = path }
}

/// Where records go and when segments roll.
struct OutputSettings {
    var template: SegmentTemplate
    var segmentSize: Int64
}

/// Keeps the lock where an actor can drop it.
final class LockBox {
    private let lock: StateLock

    init(directory: String) throws(StoreError) {
        lock = try StateLock(directory: directory)
    }
}

extension Store {
    /// Throws if the store was closed.
    func usable() throws(StoreError) {
        if lockIsFree {
            throw StoreError(.closed, subject: directory, message: "the store is closed")
        }
    }

    /// Throws if the store may not write, and first writes what an earlier
    /// failure left over.
    func writable() throws(StoreError) {
        try usable()
        if case .failed(let reason) = condition {
            throw StoreError(.io, subject: directory, message: "writing stopped: \(reason)")
        }
        if hasBacklog { try watching { () throws(StoreError) in try writeBacklog() } }
    }

    /// Runs a step that writes and notes in `condition` how it went.
    func watching<Value>(
        _ step: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        do {
            let value = try step()
            condition = .ready
            return value
        } catch {
            note(error)
            throw error
        }
    }

    /// Draws from an error what it means for the writes to come.
    private func note(_ error: StoreError) {
        switch error.code {
        case .diskFull: condition = .diskFull(error.description)
        case .io: condition = .failed(error.description)
        case .damaged:
            condition = .failed(error.description)
            // The next opening then compares all pages before it trusts any.
            DamageMark.set(directory: directory)
        case .locked, .newerSchema, .permission, .notFound, .invalid, .closed: break
        }
    }

    /// Passes a fault point.
    func pass(_ point: FaultPoint) throws(StoreError) {
        try FaultPoint.pass(point, hook: fault, path: directory)
    }
}

extension FaultPoint {
    /// Calls the hook, if there is one, and throws what it asks for.
    static func pass(_ point: FaultPoint, hook: FaultHook?, path: String) throws(StoreError) {
        guard let hook else { return }
        let number = hook(point)
        if number != 0 { throw StoreError(errno: number, path: path, attempt: "cannot write to") }
    }
}
