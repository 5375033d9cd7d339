import Logging
import Synchronization
import WinnowModel
import WinnowStore

/// Starts the fetches that are due, as long as there is room for what they
/// bring.
///
/// The loop sleeps until the next target is due, a fetch ends, or somebody
/// wakes it. Politeness towards hosts is the fetcher's business: fetches wait
/// there for their host's turn, so many more are begun than run.
final class Poller: Sendable {
    /// Fetches begun at one time; enough that one host with many pages due
    /// does not keep the others waiting.
    private static let maximumBegun = 2048
    /// Bodies that may wait for a worker before polling pauses.
    private static let maximumSpooled = 1024
    /// How long a loop that failed waits before it looks again.
    private static let pauseAfterFailure = Duration.seconds(5)

    private let store: Store
    private let stage: FetchStage
    private let logger: Logger
    private let wake: WakeSignal
    private let state = Mutex(State())

    private struct State {
        var begun: Set<TargetID> = []
        var isStopping = false
    }

    /// - Parameter wake: woken when targets were added or rescheduled, or bodies
    ///   were taken from the spool.
    init(store: Store, stage: FetchStage, wake: WakeSignal, logger: Logger) {
        self.wake = wake
        self.store = store
        self.stage = stage
        self.logger = logger
    }

    /// Begins no more fetches; `run` returns when those under way have ended.
    func stop() {
        state.withLock { $0.isStopping = true }
        wake.notify()
    }

    /// Polls until `stop` is called or the task is cancelled, which also ends
    /// the fetches under way.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled && !isStopping {
                let pause: Duration?
                do throws(StoreError) {
                    try await begin(in: &group)
                    pause = try await timeToNextTarget()
                } catch {
                    logger.error(
                        "schedule cannot be read",
                        metadata: [LogKey.error: "\(error)"]
                    )
                    pause = Self.pauseAfterFailure
                }
                await wake.wait(atMost: pause)
            }
        }
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    private func begin(in group: inout DiscardingTaskGroup) async throws(StoreError) {
        let begun = state.withLock { $0.begun }
        guard begun.count < Self.maximumBegun, try await hasRoomInSpool() else { return }
        let now = Store.systemTime()
        let due = try await store.dueTargets(at: now, limit: Self.maximumBegun - begun.count)
        let fetches = due.compactMap { target in
            begun.contains(target.id) ? nil : stage.plan(target, now: now)
        }
        guard !fetches.isEmpty else { return }
        // Stored before anything is fetched: a daemon that dies in between
        // neither repeats the fetch at once nor forgets it.
        try await store.beginFetches(
            fetches.map { (target: $0.target.id, nextFetch: $0.provisionalNext) }
        )
        state.withLock { $0.begun.formUnion(fetches.map(\.target.id)) }
        for fetch in fetches {
            group.addTask {
                await self.stage.run(fetch)
                self.end(fetch.target.id)
                self.wake.notify()
            }
        }
    }

    private func end(_ target: TargetID) {
        state.withLock { _ = $0.begun.remove(target) }
    }

    /// A full disk or a full spool pauses polling; the fetches begun before
    /// find their own way to wait.
    private func hasRoomInSpool() async throws(StoreError) -> Bool {
        guard case .ready = await store.condition else { return false }
        return try await store.totals().spooled < Self.maximumSpooled
    }

    private func timeToNextTarget() async throws(StoreError) -> Duration? {
        guard let next = try await store.nextDue() else { return nil }
        let milliseconds = next.milliseconds - Store.systemTime().milliseconds
        // A target that is due and was not begun waits for room or for its own
        // fetch to end; both wake the loop, this is only the safety net.
        return .milliseconds(max(milliseconds, 1000))
    }
}
