import Logging
import WinnowConfig
import WinnowModel
import WinnowStore
import WinnowWorker

/// Puts a checked configuration into force, at the start and at each reload.
///
/// The order decides what a failure leaves behind: the new workers load their
/// modules first, and only when they stand ready does anything change.
struct Activation: Sendable {
    let store: Store
    let pool: WorkerPool
    let tree: InstallTree

    /// - Returns: the configuration as it runs now.
    /// - Throws: `DaemonError` if the workers cannot run it; what ran before
    ///   runs on.
    func activate(
        _ configuration: Configuration,
        modules: [ModuleDescription]
    ) async throws(DaemonError) -> RunningConfiguration {
        let report: WorkerReport
        do throws(WorkerError) {
            report = try await pool.replace(
                WorkerConfiguration(for: configuration, tree: tree),
                limits: WorkerLimits(for: configuration)
            )
        } catch {
            throw DaemonError(.workers, error.description)
        }
        let fatal = report.faults.filter(\.isFatal)
        guard fatal.isEmpty else {
            throw DaemonError(
                .modules,
                fatal.map { "\($0.subject): \($0.message)" }.joined(separator: "; ")
            )
        }
        do throws(StoreError) {
            return try await running(configuration, modules: report.modules)
        } catch {
            throw DaemonError(.store, error.description)
        }
    }

    private func running(
        _ configuration: Configuration,
        modules: [ModuleDescription]
    ) async throws(StoreError) -> RunningConfiguration {
        if let template = SegmentTemplate(configuration.output.path) {
            await store.setOutput(
                template,
                segmentSize: Int64(configuration.output.segmentSize.bytes)
            )
        }
        let now = Store.systemTime()
        let enabled = configuration.sources.filter(\.isEnabled)
        let stored = try await store.reconcile(
            SourceSchedule.declarations(of: enabled, now: now)
        )
        let settings = Dictionary(uniqueKeysWithValues: enabled.map { ($0.name, $0) })
        var sources: [SourceID: RunningSource] = [:]
        for source in stored {
            guard let settings = settings[source.name] else { continue }
            sources[source.id] = RunningSource(
                settings: settings,
                stored: source,
                route: settings.route.stages,
                backOffMaximum: configuration.schedule.backoffMax,
                jitter: Double(configuration.schedule.jitterPercent) / 100
            )
        }
        return RunningConfiguration(
            configuration: configuration,
            sources: sources,
            modules: modules,
            since: now
        )
    }
}
