import ArgumentParser

/// `winnow status`: how the daemon and its sources are doing.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the daemon and each of its sources are doing.",
        discussion: "Exit status 69 if no daemon is running."
    )

    @OptionGroup var connection: DaemonConnection

    @Flag(help: "Prints the daemon's answer as JSON.")
    var json = false

    func run() async throws {
        let answer = try await connection.request(["status"])
        if json { return Terminal.write(answer + [UInt8(ascii: "\n")]) }
        let status = try connection.decode(DaemonStatus.self, from: answer)
        Terminal.print(status.summary)
        for line in status.table { Terminal.print(line) }
    }
}
