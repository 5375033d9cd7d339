import Foundation

/// A winnowd under test, with a directory for its configuration, state and
/// log. It may be started several times.
public final class TestDaemon {
    /// The programs under test.
    public let tree: InstallTree
    /// Where its files are.
    public let directory: ScratchDirectory
    private var process: ChildProcess?
    private var logStart = 0

    /// Prepares a daemon; `start` starts it.
    public init(tree: InstallTree? = nil, _ configuration: TestConfiguration) throws {
        guard let tree = tree ?? InstallTree.built else {
            throw TestFailure("there is no built tree: run make build")
        }
        self.tree = tree
        directory = try ScratchDirectory()
        try configure(configuration)
    }

    /// The main configuration file.
    public var mainFile: String { directory.path + "/winnow.yaml" }
    /// The state directory.
    public var state: String { directory.path + "/state" }
    /// Where the records are.
    public var output: String { state + "/documents" }
    private var logFile: String { directory.path + "/log" }

    /// Writes the configuration files.
    public func configure(_ configuration: TestConfiguration) throws {
        try directory.write(configuration.mainFile, to: "winnow.yaml")
        try directory.write(configuration.sourcesFile, to: "sources.d/test.yaml")
    }

    // MARK: The process

    /// Starts it, and waits until it is ready.
    public func start(environment: [String: String] = [:]) throws {
        let process = try launch(environment: environment)
        try waitUntil("the daemon is ready", detail: { log }) {
            if process.hasEnded { throw TestFailure("the daemon ended:\n\(log)") }
            return logLines("ready").count > 0
        }
    }

    /// Starts it and returns at once.
    @discardableResult
    public func launch(environment: [String: String] = [:]) throws -> ChildProcess {
        logStart = logBytes.count
        let process = try ChildProcess(
            tree.daemon,
            ["--config", mainFile],
            environment: environment,
            errors: logFile
        )
        self.process = process
        return process
    }

    /// Starts a further one with the same files, and waits until it ends.
    public func startSecond() throws -> CommandResult {
        try CommandResult.of(tree.daemon, ["--config", mainFile])
    }

    /// Sends a signal.
    public func send(_ signal: Int32) { process?.send(signal) }

    /// Ends it with SIGKILL.
    public func kill() { process?.end() }

    /// Asks it to stop and waits for it.
    public func stop() throws -> ChildProcess.Ending {
        guard let process else { throw TestFailure("the daemon was not started") }
        process.send(SIGTERM)
        return try process.wait()
    }

    /// Its process's number.
    public var pid: pid_t { process?.pid ?? 0 }

    /// The numbers of its worker processes.
    public var workers: [pid_t] {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.compactMap { pid_t($0) }.filter { number in
            let stat = FileManager.default.contents(atPath: "/proc/\(number)/stat") ?? Data()
            // "PID (NAME) STATE PARENT ...", where the name may hold anything.
            let fields = String(decoding: stat, as: UTF8.self).split(separator: ")").last?
                .split(separator: " ")
            return fields?.dropFirst().first.flatMap { pid_t($0) } == pid
        }
    }

    // MARK: What it says

    private var logBytes: Data { FileManager.default.contents(atPath: logFile) ?? Data() }

    /// The log since the last start.
    public var log: String { String(decoding: logBytes.dropFirst(logStart), as: UTF8.self) }

    /// The lines of the log since the last start that hold all of the words.
    public func logLines(_ words: String...) -> [String] {
        log.split(separator: "\n").map(String.init).filter { line in
            words.allSatisfy { line.contains($0) }
        }
    }

    /// Runs `winnow` with this daemon's configuration.
    public func command(_ name: String, _ arguments: String...) throws -> CommandResult {
        try CommandResult.of(tree.command, [name, "--config", mainFile] + arguments)
    }

    /// The answer of `winnow status --json`.
    public func status() throws -> DaemonReport {
        let result = try command("status", "--json")
        guard result.ending == .exited(0) else {
            throw TestFailure("winnow status: \(result.ending) \(result.errors)")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(DaemonReport.self, from: result.outputBytes)
    }

    /// Every record in the output, in the order of the segments' names.
    public func records() throws -> [StoredRecord] {
        guard let names = FileManager.default.enumerator(atPath: output) else { return [] }
        let paths = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".jsonl") }.sorted()
        return try paths.flatMap { path in
            let bytes = FileManager.default.contents(atPath: output + "/" + path) ?? Data()
            // The last line may be under way.
            let whole = bytes.prefix(through: bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1)
            return try whole.split(separator: UInt8(ascii: "\n")).map { line in
                try JSONDecoder().decode(StoredRecord.self, from: line)
            }
        }
    }

    /// Waits until the output has that many records, and gives them.
    public func waitForRecords(_ count: Int) throws -> [StoredRecord] {
        try waitUntil("\(count) records", detail: { log }) { try records().count >= count }
        return try records()
    }
}
