import WinnowConfig
import WinnowFeeds
import WinnowHTML
import WinnowModel
import WinnowWorker

/// Reads a configuration and checks it against the modules that are there.
///
/// The start of the daemon, every reload and `winnow check` run this code.
public struct ConfigurationCheck: Sendable {
    /// The configuration; nil if it cannot be used.
    public let configuration: Configuration?
    /// Everything found in the files, in their order.
    public let diagnostics: [Diagnostic]
    /// The modules found, and what kept others from being used.
    public let report: WorkerReport

    /// Loads the modules in a worker to learn what they declare, then reads
    /// the files.
    ///
    /// - Throws: `WorkerError` if the worker itself cannot run.
    public static func run(
        file: String,
        stateDirectory: String?,
        tree: InstallTree,
        pool: WorkerPool
    ) async throws(WorkerError) -> ConfigurationCheck {
        let directories = [tree.moduleDirectory] + ConfigurationLoader.moduleDirectories(of: file)
        let report = try await pool.describe(
            WorkerConfiguration(
                moduleDirectories: directories,
                dataDirectory: tree.dataDirectory
            )
        )
        let (configuration, diagnostics) = ConfigurationLoader.load(
            mainFile: file,
            modules: report.modules,
            stateDirectory: stateDirectory
        )
        let unusable = configuration.map(unusableLinkRules) ?? []
        return ConfigurationCheck(
            configuration: unusable.isEmpty ? configuration : nil,
            diagnostics: diagnostics + unusable,
            report: report
        )
    }

    /// Link rules that are neither a selector nor a pattern, which only the
    /// reader of links can tell.
    private static func unusableLinkRules(_ configuration: Configuration) -> [Diagnostic] {
        configuration.sources.compactMap { source in
            guard case .pages(_, let links) = source.kind else { return nil }
            do throws(HTMLError) {
                _ = try LinkList(links.map(\.text))
                return nil
            } catch {
                return Diagnostic(
                    code: .invalidValue,
                    file: source.file,
                    position: Diagnostic.Position(line: source.line, column: 1),
                    message: "a rule in `links` of \(source.name) cannot be used: \(error.message)"
                )
            }
        }
    }
}
