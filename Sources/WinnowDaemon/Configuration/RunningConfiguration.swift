import Synchronization
import WinnowConfig
import WinnowModel
import WinnowStore
import WinnowWorker

/// A source as the daemon runs it: its settings, its row, and the route that
/// its documents take.
struct RunningSource: Sendable {
    let settings: SourceSettings
    let stored: StoredSource
    let route: WorkerConfiguration.Route
    /// The longest pause that failures lead to.
    let backOffMaximum: Duration
    /// The largest part of an interval that chance adds.
    let jitter: Double
}

/// One checked configuration with all that follows from it. Immutable; a
/// reload makes another one.
struct RunningConfiguration: Sendable {
    let configuration: Configuration
    let sources: [SourceID: RunningSource]
    let modules: [ModuleDescription]
    /// When it came into force.
    let since: Timestamp
}

/// The configuration in force. The parts of the daemon read it anew for each
/// piece of work, so a reload reaches them without being told.
final class CurrentConfiguration: Sendable {
    private let current: Mutex<RunningConfiguration>

    init(_ configuration: RunningConfiguration) {
        current = Mutex(configuration)
    }

    var value: RunningConfiguration { current.withLock { $0 } }

    func replace(with configuration: RunningConfiguration) {
        current.withLock { $0 = configuration }
    }
}

extension WorkerConfiguration {
    /// What workers need for a configuration: the installed modules and those
    /// of the operator, and the routes of its sources.
    init(for configuration: Configuration, tree: InstallTree) {
        self.init(
            moduleDirectories: [tree.moduleDirectory] + configuration.moduleDirectories,
            dataDirectory: tree.dataDirectory,
            memoryLimit: UInt64(configuration.workers.memory.bytes),
            cpuSecondsPerJob: UInt32(clamping: configuration.workers.cpuTime.components.seconds)
        )
        for source in configuration.sources { addRoute(source.route.stages) }
    }
}

extension ResolvedRoute {
    /// The route as workers know it.
    public var stages: WorkerConfiguration.Route {
        modules.map { WorkerConfiguration.Instance(module: $0.name, options: $0.options) }
    }
}

extension WorkerLimits {
    /// The limits that a configuration sets.
    init(for configuration: Configuration) {
        self.init(count: configuration.workerCount, deadline: configuration.workers.deadline)
    }
}
