import ArgumentParser
import WinnowModel

/// `winnow robots`: what a robots.txt says of a URL.
struct RobotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "robots",
        abstract: "Tell whether a robots.txt file lets an agent fetch a URL."
    )

    @Argument(help: "The robots.txt file, or - for standard input.")
    var file: String

    @Argument(help: "The agent's name, such as winnow.")
    var agent: String

    @Argument(help: "The URL to be fetched.")
    var url: String

    @Flag(help: "Prints a JSON object.")
    var json = false

    func run() throws {
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try FileInput.read(file)
        } catch {
            Terminal.complain("\(error)")
            throw ExitStatus.someFailed
        }
        let decision = RobotsRules(parsing: bytes).decision(agent: agent, url: url)
        if json {
            printJSON(decision)
        } else {
            let verdict = decision.allowed ? "allowed" : "disallowed"
            var reason = " (no rule)"
            if let rule = decision.rule, let line = decision.line {
                reason = " by line \(line): \(rule)"
            }
            Terminal.print(verdict + reason)
        }
    }

    private func printJSON(_ decision: RobotsDecision) {
        var json = JSONWriter()
        json.beginObject()
        json.member("allowed", decision.allowed)
        json.member("rule", decision.rule)
        json.member("line", decision.line)
        json.endObject()
        Terminal.print(String(decoding: json.bytes, as: UTF8.self))
    }
}
