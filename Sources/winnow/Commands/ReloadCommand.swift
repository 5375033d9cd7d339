import ArgumentParser

/// `winnow reload`: the daemon takes over the changed configuration.
struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have the daemon read its configuration again.",
        discussion: """
            Waits until the new configuration is in force. If it has errors they are printed, the \
            exit status is 78, and the daemon goes on with the configuration it has.
            """
    )

    @OptionGroup var connection: DaemonConnection

    private struct Answer: Decodable {
        var ok: Bool?
        var sources: Int?
        var errors: [String]?
    }

    func run() async throws {
        let answer = try connection.decode(
            Answer.self,
            from: try await connection.request(["reload"])
        )
        guard answer.ok == true else {
            for error in answer.errors ?? [] { Terminal.complain(error) }
            Terminal.complain("not reloaded, the configuration before stays in force")
            throw ExitStatus.configuration
        }
        Terminal.print("reloaded, following \(answer.sources ?? 0) sources")
    }
}
