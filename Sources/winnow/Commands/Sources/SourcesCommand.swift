import ArgumentParser

/// `winnow sources`: what is followed, and how to follow more.
struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "List the daemon's sources, or add, import and export them.",
        subcommands: [
            SourcesListCommand.self, SourcesAddCommand.self, SourcesImportCommand.self,
            SourcesExportCommand.self,
        ],
        defaultSubcommand: SourcesListCommand.self
    )
}

/// `winnow sources list`: the sources as the running daemon sees them.
struct SourcesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the running daemon's sources.",
        discussion: "Exit status 69 if no daemon is running."
    )

    @OptionGroup var connection: DaemonConnection

    @Flag(help: "Prints the daemon's answer as JSON.")
    var json = false

    func run() async throws {
        let answer = try await connection.request(["status"])
        if json { return Terminal.write(answer + [UInt8(ascii: "\n")]) }
        let status = try connection.decode(DaemonStatus.self, from: answer)
        for line in status.table.dropFirst() { Terminal.print(line) }
    }
}
