import Logging
import WinnowModel
import WinnowWorker

/// Takes over a changed configuration while the daemon runs.
///
/// One reload at a time; a request that comes meanwhile waits for its turn and
/// then reads the files anew. Whatever fails, the configuration before stays
/// in force.
actor Reloader {
    /// What a reload came to.
    enum Outcome: Sendable {
        case loaded(RunningConfiguration)
        /// What is wrong, one finding an element.
        case refused([String])
    }

    private let file: String
    private let stateDirectory: String?
    private let activation: Activation
    private let current: CurrentConfiguration
    private let logger: Logger
    /// Called when another configuration is in force.
    private let changed: @Sendable (RunningConfiguration) -> Void
    private var running: Task<Outcome, Never>?

    init(
        file: String,
        stateDirectory: String?,
        activation: Activation,
        current: CurrentConfiguration,
        logger: Logger,
        changed: @escaping @Sendable (RunningConfiguration) -> Void
    ) {
        self.file = file
        self.stateDirectory = stateDirectory
        self.activation = activation
        self.current = current
        self.logger = logger
        self.changed = changed
    }

    /// Checks the files, starts a new generation of workers, and switches to
    /// it.
    func reload() async -> Outcome {
        let previous = running
        let task = Task { [previous] in
            _ = await previous?.value
            return await self.reloadNow()
        }
        running = task
        return await task.value
    }

    private func reloadNow() async -> Outcome {
        logger.notice("reloading", metadata: [LogKey.file: "\(file)"])
        let outcome = await attempt()
        switch outcome {
        case .loaded(let configuration):
            current.replace(with: configuration)
            changed(configuration)
            logger.notice(
                "reloaded",
                metadata: [LogKey.count: "\(configuration.sources.count)"]
            )
        case .refused(let faults):
            for fault in faults {
                logger.error("configuration refused", metadata: [LogKey.error: "\(fault)"])
            }
            logger.warning("reload failed, the configuration before stays in force")
        }
        return outcome
    }

    private func attempt() async -> Outcome {
        let check: ConfigurationCheck
        do throws(WorkerError) {
            check = try await ConfigurationCheck.run(
                file: file,
                stateDirectory: stateDirectory,
                tree: activation.tree,
                pool: activation.pool
            )
        } catch {
            return .refused([error.description])
        }
        guard let configuration = check.configuration else {
            return .refused(check.diagnostics.map(\.headline))
        }
        do throws(DaemonError) {
            let running = try await activation.activate(
                configuration,
                modules: check.report.modules
            )
            return .loaded(running)
        } catch {
            return .refused([error.description])
        }
    }
}
