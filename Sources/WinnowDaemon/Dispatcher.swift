import Logging
import Synchronization
import WinnowModel
import WinnowStore
import WinnowWorker

/// Takes bodies from the spool and has the workers process them.
///
/// Twice as many are under way as there are workers, so that one is ready
/// when a worker is, and no more: what waits is safe in the spool.
final class Dispatcher: Sendable {
    private static let pauseAfterFailure = Duration.seconds(5)

    private let store: Store
    private let configuration: CurrentConfiguration
    private let documents: DocumentStage
    private let feeds: FeedStage
    private let logger: Logger
    /// Called when bodies have left the spool, or made more work.
    private let progressed: @Sendable () -> Void
    private let wake: WakeSignal
    private let state = Mutex(State())

    private struct State {
        var underWay: Set<SpoolID> = []
        /// Bodies that wait after a failure which was not theirs.
        var postponed: [SpoolID: Timestamp] = [:]
        var isStopping = false
    }

    init(
        store: Store,
        configuration: CurrentConfiguration,
        documents: DocumentStage,
        feeds: FeedStage,
        logger: Logger,
        wake: WakeSignal,
        progressed: @escaping @Sendable () -> Void
    ) {
        self.store = store
        self.configuration = configuration
        self.documents = documents
        self.feeds = feeds
        self.logger = logger
        self.wake = wake
        self.progressed = progressed
    }

    /// Takes no more bodies; `run` returns when those under way are done.
    func stop() {
        state.withLock { $0.isStopping = true }
        wake.notify()
    }

    /// Processes until `stop` is called or the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled && !state.withLock({ $0.isStopping }) {
                var pause: Duration?
                do throws(StoreError) {
                    pause = try await takeBodies(into: &group)
                } catch {
                    logger.error("spool cannot be read", metadata: [LogKey.error: "\(error)"])
                    pause = Self.pauseAfterFailure
                }
                await wake.wait(atMost: pause)
            }
        }
    }

    /// - Returns: how long to wait at most, nil to wait for a notification.
    private func takeBodies(
        into group: inout DiscardingTaskGroup
    ) async throws(StoreError) -> Duration? {
        guard case .ready = await store.condition else { return Self.pauseAfterFailure }
        let limit = 2 * configuration.value.configuration.workerCount
        let now = Store.systemTime()
        let (busy, postponed) = state.withLock { state in
            state.postponed = state.postponed.filter { $0.value > now }
            return (state.underWay, state.postponed)
        }
        guard busy.count < limit else { return nil }
        let items = try await store.spooled(
            after: nil,
            limit: limit + busy.count + postponed.count
        )
        let free = items.lazy.filter { !busy.contains($0.id) && postponed[$0.id] == nil }
        for item in free.prefix(limit - busy.count) {
            state.withLock { _ = $0.underWay.insert(item.id) }
            group.addTask { await self.process(item) }
        }
        return postponed.isEmpty ? nil : .seconds(1)
    }

    private func process(_ item: SpoolItem) async {
        let ending = await run(item)
        state.withLock { state in
            state.underWay.remove(item.id)
            if case .postponed = ending {
                state.postponed[item.id] =
                    Timestamp(milliseconds: Store.systemTime().milliseconds + 30_000)
            }
        }
        wake.notify()
        progressed()
    }

    private func run(_ item: SpoolItem) async -> DocumentStage.Ending {
        guard let source = configuration.value.sources[item.source] else {
            // The source was removed from the configuration. Its bodies were
            // accepted, so they wait for it to come back.
            return .postponed(reason: "source is not configured")
        }
        var logger = logger
        logger[metadataKey: LogKey.sourceName] = "\(source.settings.name)"
        logger[metadataKey: LogKey.url] = "\(item.header.effectiveURL)"
        do throws(StoreError) {
            let ending: DocumentStage.Ending
            switch item.header.kind {
            case .feed, .sitemap, .links:
                ending = try await feeds.run(item, source: source, logger: logger)
            case .page, .entry, .file:
                ending = try await documents.run(item, source: source, logger: logger)
            }
            if case .postponed(let reason) = ending {
                logger.warning("document postponed", metadata: [LogKey.reason: "\(reason)"])
            }
            return ending
        } catch {
            logger.error("document cannot be committed", metadata: [LogKey.error: "\(error)"])
            return .postponed(reason: error.description)
        }
    }
}
