import ArgumentParser
import WinnowConfig
import WinnowDaemon
import WinnowModel
import WinnowWorker

/// Exit statuses, after sysexits.h.
enum ExitStatus {
    static let someFailed = ExitCode(1)
    static let noDaemon = ExitCode(69)
    static let software = ExitCode(70)
    static let configuration = ExitCode(78)
}

/// The `--config` option, the same for every command that has it.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: "The main configuration file; by default that of this installation."
    )
    var file: String?

    /// The file to read.
    func path(in tree: InstallTree) -> String { file ?? tree.configurationFile }
}

/// What commands that run modules share: the installed parts and a pool.
struct Toolbox {
    let tree: InstallTree
    let pool: WorkerPool

    init() throws {
        guard let tree = InstallTree.ofRunningProgram() else {
            Terminal.complain("could not find the installation of this program")
            throw ExitStatus.software
        }
        self.tree = tree
        pool = WorkerPool(program: WorkerProgram(path: tree.workerPath))
    }

    /// The configuration in a file; without a file, the built-in defaults.
    /// Prints what is wrong and ends the command if there are errors.
    func configuration(_ file: String?) async throws -> Configuration {
        guard let file else { return Configuration() }
        let check = try await check(file)
        guard let configuration = check.configuration else {
            for diagnostic in check.diagnostics { Terminal.complain("\(diagnostic)") }
            throw ExitStatus.configuration
        }
        return configuration
    }

    func check(_ file: String, stateDirectory: String? = nil) async throws -> ConfigurationCheck {
        do {
            return try await ConfigurationCheck.run(
                file: file,
                stateDirectory: stateDirectory,
                tree: tree,
                pool: pool
            )
        } catch {
            Terminal.complain("\(error)")
            throw ExitStatus.software
        }
    }

    /// Starts workers that know the given routes.
    func startWorkers(
        _ configuration: Configuration,
        routes: [ResolvedRoute],
        count: Int
    ) async throws {
        var workers = WorkerConfiguration(
            moduleDirectories: [tree.moduleDirectory] + configuration.moduleDirectories,
            dataDirectory: tree.dataDirectory,
            memoryLimit: UInt64(configuration.workers.memory.bytes),
            cpuSecondsPerJob: UInt32(clamping: configuration.workers.cpuTime.components.seconds)
        )
        for route in routes { workers.addRoute(route.stages) }
        let limits = WorkerLimits(count: count, deadline: configuration.workers.deadline)
        do {
            let report = try await pool.replace(workers, limits: limits)
            for fault in report.faults { Terminal.complain("\(fault.subject): \(fault.message)") }
            if report.faults.contains(where: \.isFatal) { throw ExitStatus.software }
        } catch let error as WorkerError {
            Terminal.complain("\(error)")
            throw ExitStatus.software
        }
    }
}
