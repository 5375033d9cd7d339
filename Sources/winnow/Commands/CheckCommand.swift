import ArgumentParser
import WinnowConfig

/// `winnow check`: every fault of the configuration.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration files as the daemon would.",
        discussion: "Prints every fault as file:line:column. Exit status 0, or 78 with errors."
    )

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        let tools = try Toolbox()
        let check = try await tools.check(config.path(in: tools.tree))
        for fault in check.report.faults {
            Terminal.complain("\(fault.subject): module is not usable: \(fault.message)")
        }
        for diagnostic in check.diagnostics { Terminal.print("\(diagnostic)") }
        guard let configuration = check.configuration else { throw ExitStatus.configuration }
        let disabled = configuration.sources.count { !$0.isEnabled }
        Terminal.print(
            "\(configuration.mainFile): ok, \(configuration.sources.count) sources"
                + (disabled > 0 ? " (\(disabled) disabled)" : "")
                + ", \(configuration.routes.count) routes, \(check.report.modules.count) modules"
        )
    }
}
