import ArgumentParser
import WinnowModel

/// The operator's command. Each subcommand has a file of its own.
@main
struct WinnowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winnow",
        abstract: "Work with the ingestion daemon winnowd, and with its modules by hand.",
        discussion: """
            Exit status: 0 done; 1 some inputs failed, each named on standard error; 64 wrong \
            usage; 69 no daemon is running; 78 the configuration has errors.
            """,
        version: "winnow \(WinnowVersion.current)",
        subcommands: [
            CheckCommand.self, TryCommand.self, CleanCommand.self, FeedCommand.self,
            HTMLCommand.self, LanguageCommand.self, RobotsCommand.self, ModulesCommand.self,
            SourcesCommand.self, StatusCommand.self, ReloadCommand.self,
        ]
    )
}
