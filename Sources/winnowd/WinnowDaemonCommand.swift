import ArgumentParser
import Glibc
import Logging
import WinnowDaemon
import WinnowModel
import WinnowWorker

/// The service's program.
@main
struct WinnowDaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winnowd",
        abstract: "Poll sources, clean what they publish, and store it.",
        discussion: """
            Runs in the foreground and logs to standard error. SIGHUP reloads the configuration, \
            SIGTERM stops. Exit status: 0 stopped; 1 failed to start; 64 wrong usage; 75 the state \
            directory is in use by another daemon; 78 the configuration has errors.
            """,
        version: "winnowd \(WinnowVersion.current)"
    )

    @Option(help: "The main configuration file; by default that of this installation.")
    var config: String?

    @Option(help: "The state directory, in place of the configuration's.")
    var state: String?

    func run() async throws {
        guard let tree = InstallTree.ofRunningProgram() else {
            Self.complain("could not find the installation of this program")
            throw ExitCode(1)
        }
        // A peer that closes a socket or pipe early is an error code, not the
        // end of the service.
        signal(SIGPIPE, SIG_IGN)
        let daemon = Daemon(
            options: Daemon.Options(
                configurationFile: config ?? tree.configurationFile,
                stateDirectory: state,
                tree: tree
            )
        )
        do throws(DaemonError) {
            try await daemon.run { level in
                Logger(label: "winnowd") { _ in StandardErrorLogHandler(level: level) }
            }
        } catch {
            Self.complain(error.description)
            throw ExitCode(error.exitStatus)
        }
    }

    private static func complain(_ message: String) {
        for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
            let prefix = LogLine.isStandardErrorJournal() ? "<2>" : ""
            LogLine.write("\(prefix)winnowd: \(line)\n")
        }
    }
}
