import ArgumentParser
import Glibc
import WinnowConfig
import WinnowDaemon
import WinnowFetch
import WinnowModel
import WinnowWorker

/// `winnow try`: one page or file through its route; stores nothing.
struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Fetch one page, or read one file, and show what its route makes of it."
    )

    @Argument(help: "A URL, a file, or - for standard input.")
    var location: String

    @Flag(help: "Shows every block of the page, kept or dropped, with the rule.")
    var explain = false

    @Option(help: "Colours: auto, always or never; auto follows NO_COLOR and FORCE_COLOR.")
    var colour: ColourChoice = .auto

    @Flag(help: "Prints the record as JSON.")
    var json = false

    @Option(help: "The route to take.")
    var route = "default"

    @Option(name: .customLong("config"), help: "Takes routes and options from this file.")
    var configurationFile: String?

    func run() async throws {
        let tools = try Toolbox()
        let configuration = try await tools.configuration(configurationFile)
        guard let route = configuration.route(named: route) else {
            throw ValidationError("There is no route named \(self.route).")
        }
        let input = try await Retrieval.retrieve(
            location,
            accept: .page,
            configuration: configuration
        )
        try await tools.startWorkers(configuration, routes: [route], count: 1)
        let printer = DocumentPrinter(
            format: json ? .jsonl : .text,
            explains: explain,
            hasColour: Terminal.hasColour(STDOUT_FILENO, colour)
        )
        let job = DocumentJob(
            route: route.stages,
            metadata: input.metadata,
            body: input.body,
            wantsBlocks: printer.needsBlocks
        )
        do throws(JobFailure) {
            let document = try await tools.pool.process(job)
            Terminal.write(
                printer.render(
                    document,
                    path: location,
                    rawDigest: RecordDigest.describe(input.body)
                )
            )
            await tools.pool.stop()
            try report(document.outcome)
        } catch {
            Terminal.complain("\(location): \(error)")
            throw ExitStatus.someFailed
        }
    }

    /// An empty or refused document prints nothing on standard output, so its
    /// reason goes to standard error.
    private func report(_ outcome: ProcessedDocument.Outcome) throws(JobFailure) {
        switch outcome {
        case .stored: break
        case .empty(let reason): Terminal.complain("\(location): no text (\(reason))")
        case .dropped(let module, let rule):
            Terminal.complain("\(location): dropped by \(module) (\(rule))")
        case .failed(let module, let message):
            throw .unreadable(message: "\(message) (module \(module))")
        }
    }
}
