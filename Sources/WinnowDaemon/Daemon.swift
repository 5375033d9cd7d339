import Logging
import UnixSignals
import WinnowConfig
import WinnowFetch
import WinnowModel
import WinnowStore
import WinnowWorker

/// The service, from start to stop. This file holds the order of both.
///
/// Start: configuration, state (with recovery), workers, control socket,
/// fetcher, then the loops; ready is reported when all of that stands.
///
/// Stop: no new polls, then fetches and documents under way end, then the
/// workers, then the store. What is not finished in time is safe: fetches are
/// due again at the next start, bodies are in the spool.
public struct Daemon: Sendable {
    /// What the command line says.
    public struct Options: Sendable {
        public var configurationFile: String
        /// Replaces the configuration's `state_directory`.
        public var stateDirectory: String?
        public var tree: InstallTree

        public init(configurationFile: String, stateDirectory: String?, tree: InstallTree) {
            self.configurationFile = configurationFile
            self.stateDirectory = stateDirectory
            self.tree = tree
        }
    }

    private let options: Options
    private let notifier = ServiceNotifier()
    private let started = Store.systemTime()

    public init(options: Options) {
        self.options = options
    }

    /// Runs until a signal asks to stop.
    ///
    /// - Parameter makeLogger: makes the daemon's logger, once the level is
    ///   known.
    public func run(
        makeLogger: @Sendable (Logger.Level) -> Logger
    ) async throws(DaemonError) {
        // Trapped from the first moment, so that an early SIGTERM ends the
        // start in order too.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let pool = WorkerPool(program: WorkerProgram(path: options.tree.workerPath))
        let check = try await readConfiguration(pool)
        guard let configuration = check.configuration else {
            throw DaemonError(
                .configuration,
                check.diagnostics.map(\.description).joined(separator: "\n")
            )
        }
        let logger = makeLogger(configuration.log.level.logger)
        logger.notice(
            "starting",
            metadata: [LogKey.file: "\(configuration.mainFile)"]
        )
        report(check, logger)
        let store = try await openStore(configuration, logger)
        let activation = Activation(store: store, pool: pool, tree: options.tree)
        let running = try await activation.activate(
            configuration,
            modules: check.report.modules
        )
        let control = try openControl(configuration)
        let fetcher = try makeFetcher(configuration)
        let parts = RunningParts(
            store: store,
            pool: pool,
            fetcher: fetcher,
            current: CurrentConfiguration(running),
            activation: activation,
            options: options,
            logger: logger
        )
        await parts.run(
            control: control,
            signals: signals,
            notifier: notifier,
            started: started
        )
        await stop(parts, logger)
    }

    private func readConfiguration(
        _ pool: WorkerPool
    ) async throws(DaemonError) -> ConfigurationCheck {
        do throws(WorkerError) {
            return try await ConfigurationCheck.run(
                file: options.configurationFile,
                stateDirectory: options.stateDirectory,
                tree: options.tree,
                pool: pool
            )
        } catch {
            throw DaemonError(.workers, error.description)
        }
    }

    private func openStore(
        _ configuration: Configuration,
        _ logger: Logger
    ) async throws(DaemonError) -> Store {
        var storeOptions = Store.Options()
        storeOptions.segmentSize = Int64(configuration.output.segmentSize.bytes)
        if let template = SegmentTemplate(configuration.output.path) {
            storeOptions.output = template
        }
        storeOptions.fault = FaultInjection.hookFromEnvironment()
        let store: Store
        do throws(StoreError) {
            store = try await Store.open(
                directory: configuration.stateDirectory,
                options: storeOptions
            )
        } catch {
            throw DaemonError(error.code == .locked ? .locked : .store, error.description)
        }
        report(store.openingReport, logger)
        return store
    }

    private func openControl(
        _ configuration: Configuration
    ) throws(DaemonError) -> ControlServer {
        do throws(ControlError) {
            return try ControlServer(path: configuration.controlSocketPath)
        } catch {
            throw DaemonError(.control, error.description)
        }
    }

    private func makeFetcher(_ configuration: Configuration) throws(DaemonError) -> Fetcher {
        do throws(FetchError) {
            return try Fetcher(settings: WinnowFetch.FetchSettings(configuration))
        } catch {
            throw DaemonError(.fetcher, error.description)
        }
    }

    /// Warnings of the files, and modules the daemon does without.
    private func report(_ check: ConfigurationCheck, _ logger: Logger) {
        for diagnostic in check.diagnostics {
            logger.warning(
                "configuration",
                metadata: [LogKey.reason: "\(diagnostic.headline)"]
            )
        }
        for fault in check.report.faults {
            logger.warning(
                "module is not usable, running without it",
                metadata: [LogKey.file: "\(fault.subject)", LogKey.error: "\(fault.message)"]
            )
        }
    }

    private func report(_ opening: OpeningReport, _ logger: Logger) {
        for damage in opening.damages {
            logger.error(
                "damaged state was set aside",
                metadata: [
                    LogKey.file: "\(damage.path)", LogKey.reason: "\(damage.reason)",
                    LogKey.segment: "\(damage.setAside ?? "nothing")",
                ]
            )
        }
        if opening.recoveredRecords > 0 || opening.relearnedDocuments > 0 {
            logger.notice(
                "state recovered",
                metadata: [
                    "records.rewritten": "\(opening.recoveredRecords)",
                    "documents.relearned": "\(opening.relearnedDocuments)",
                ]
            )
        }
    }

    private func stop(_ parts: RunningParts, _ logger: Logger) async {
        await parts.fetcher.shutdown()
        await parts.pool.stop()
        do throws(StoreError) {
            try await parts.store.close()
        } catch {
            logger.error("state cannot be closed", metadata: [LogKey.error: "\(error)"])
        }
        logger.notice("stopped")
    }
}
