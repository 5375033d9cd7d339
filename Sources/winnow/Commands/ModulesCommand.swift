import ArgumentParser
import WinnowDaemon
import WinnowModel
import WinnowWorker

/// `winnow modules`: the modules of this installation.
struct ModulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modules",
        abstract: "List the modules that are found, and say why others are not used."
    )

    @OptionGroup var config: ConfigurationOption

    @Flag(help: "Prints a JSON array.")
    var json = false

    @Flag(help: "Prints the JSON Schema of each module's options.")
    var schema = false

    func run() async throws {
        let tools = try Toolbox()
        let report = try await tools.check(config.path(in: tools.tree)).report
        if json {
            printJSON(report.modules)
        } else {
            for module in report.modules { printText(module) }
        }
        for fault in report.faults { Terminal.complain("\(fault.subject): \(fault.message)") }
        if !report.faults.isEmpty { throw ExitStatus.someFailed }
    }

    private func printText(_ module: ModuleDescription) {
        let kind =
            module.role == .reader
            ? "reader of \(module.mediaTypes.joined(separator: ", "))" : "processor"
        Terminal.print("\(module.name) \(module.version), \(kind)")
        if !module.summary.isEmpty { Terminal.print("    \(module.summary)") }
        Terminal.print("    \(module.path)")
        if schema && !module.optionsSchema.isEmpty { Terminal.print("    \(module.optionsSchema)") }
    }

    private func printJSON(_ modules: [ModuleDescription]) {
        var json = JSONWriter()
        json.beginArray()
        for module in modules {
            json.beginObject()
            json.member("name", module.name)
            json.member("version", module.version)
            json.member("role", module.role == .reader ? "reader" : "processor")
            json.member("media_types", module.mediaTypes)
            json.member("summary", module.summary)
            json.member("path", module.path)
            if schema {
                json.key("options")
                if module.optionsSchema.isEmpty {
                    json.null()
                } else {
                    json.raw(module.optionsSchema.utf8)
                }
            }
            json.endObject()
        }
        json.endArray()
        Terminal.print(String(decoding: json.bytes, as: UTF8.self))
    }
}
