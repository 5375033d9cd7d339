import Logging
import UnixSignals
import WinnowFetch
import WinnowModel
import WinnowStore
import WinnowWorker

/// The parts that run, and how they wake each other.
struct RunningParts: Sendable {
    /// How long fetches under way may go on after a stop was asked for. The
    /// documents under way have the workers' deadline.
    private static let fetchGrace = Duration.seconds(2)

    let store: Store
    let pool: WorkerPool
    let fetcher: Fetcher
    let poller: Poller
    let dispatcher: Dispatcher
    let reloader: Reloader
    let current: CurrentConfiguration
    let logger: Logger

    init(
        store: Store,
        pool: WorkerPool,
        fetcher: Fetcher,
        current: CurrentConfiguration,
        activation: Activation,
        options: Daemon.Options,
        logger: Logger
    ) {
        self.store = store
        self.pool = pool
        self.fetcher = fetcher
        self.current = current
        self.logger = logger
        let schedule = SourceSchedule()
        let wakes = Wakes()
        let directories = DirectoryStage(
            store: store,
            schedule: schedule,
            configuration: current,
            bodyWasSpooled: wakes.dispatcher.notify
        )
        let fetches = FetchStage(
            store: store,
            fetcher: fetcher,
            schedule: schedule,
            configuration: current,
            directories: directories,
            logger: logger,
            bodyWasSpooled: wakes.dispatcher.notify
        )
        poller = Poller(store: store, stage: fetches, wake: wakes.poller, logger: logger)
        dispatcher = Dispatcher(
            store: store,
            configuration: current,
            documents: DocumentStage(store: store, pool: pool, configuration: current),
            feeds: FeedStage(store: store, pool: pool, schedule: schedule),
            logger: logger,
            wake: wakes.dispatcher,
            progressed: wakes.poller.notify
        )
        reloader = Reloader(
            file: options.configurationFile,
            stateDirectory: options.stateDirectory,
            activation: activation,
            current: current,
            logger: logger,
            changed: { _ in
                wakes.poller.notify()
                wakes.dispatcher.notify()
            }
        )
    }

    private struct Wakes: Sendable {
        let poller = WakeSignal()
        let dispatcher = WakeSignal()
    }

    /// Runs all loops until a signal asks to stop, then drains them.
    func run(
        control: ControlServer,
        signals: UnixSignalsSequence,
        notifier: ServiceNotifier,
        started: Timestamp
    ) async {
        await withTaskGroup { group in
            group.addTask { await control.run { await answer($0, started: started) } }
            group.addTask { await store.run() }
            group.addTask { await keepWatchdogQuiet(notifier) }
            group.addTask { await reportStatus(to: notifier) }
            await withTaskGroup { work in
                work.addTask { await poller.run() }
                work.addTask { await dispatcher.run() }
                logger.notice(
                    "ready",
                    metadata: [
                        LogKey.count: "\(current.value.sources.count)",
                        LogKey.duration:
                            "\(Store.systemTime().milliseconds - started.milliseconds)ms",
                    ]
                )
                notifier.ready(status: statusLine())
                await waitForStop(signals, notifier)
                notifier.stopping()
                await drain(&work)
            }
            group.cancelAll()
        }
    }

    private func waitForStop(
        _ signals: UnixSignalsSequence,
        _ notifier: ServiceNotifier
    ) async {
        for await signal in signals {
            guard signal == .sighup else {
                logger.notice("stopping", metadata: [LogKey.signal: "\(signal)"])
                return
            }
            notifier.reloading()
            _ = await reloader.reload()
            notifier.ready(status: statusLine())
        }
    }

    /// Lets what is under way end, for a while, then ends it.
    private func drain(_ work: inout TaskGroup<Void>) async {
        poller.stop()
        dispatcher.stop()
        await withTaskGroup { timers in
            timers.addTask {
                guard (try? await Task.sleep(for: Self.fetchGrace)) != nil else { return }
                await fetcher.shutdown()
            }
            await work.waitForAll()
            timers.cancelAll()
        }
    }

    private func answer(_ words: [String], started: Timestamp) async -> [UInt8] {
        switch words.first {
        case "status":
            do throws(StoreError) {
                return StatusReport.status(
                    totals: try await store.totals(),
                    sources: try await store.status(),
                    running: current.value,
                    started: started
                )
            } catch {
                return StatusReport.error(error.description)
            }
        case "reload":
            return StatusReport.reload(await reloader.reload())
        default:
            return StatusReport.error("unknown request \"\(words.first ?? "")\"")
        }
    }

    private func statusLine() -> String { "Following \(current.value.sources.count) sources" }

    private func keepWatchdogQuiet(_ notifier: ServiceNotifier) async {
        guard let interval = ServiceNotifier.watchdogInterval() else { return }
        while !Task.isCancelled {
            // A store that hangs is a daemon that hangs.
            _ = await store.condition
            notifier.watchdog()
            try? await Task.sleep(for: interval)  // Ended by cancellation alone.
        }
    }

    private func reportStatus(to notifier: ServiceNotifier) async {
        while (try? await Task.sleep(for: .seconds(30))) != nil {
            guard let totals = try? await store.totals() else { continue }  // Logged by the loops.
            notifier.status("\(statusLine()), \(totals.documents) documents stored")
        }
    }
}
