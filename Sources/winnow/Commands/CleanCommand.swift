import ArgumentParser
import Glibc
import WinnowConfig
import WinnowDaemon
import WinnowModel
import WinnowWorker

/// `winnow clean`: files through the modules, without network.
struct CleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Clean files, folders or standard input, without network.",
        discussion: """
            Prints one result for each input, in the order given. Gzip files are unpacked. \
            A manifest has one JSON object a line: {"path": ..., "url": ..., "media_type": ...}.
            """
    )

    @Argument(help: "Files and folders; - is standard input.")
    var paths: [String] = []

    @Option(help: "Reads the inputs' list from this file.")
    var manifest: String?

    @Option(help: "jsonl, text or markdown.")
    var format: OutputFormat = .jsonl

    @Option(help: "The media type of all inputs; by default told by name and content.")
    var mediaType: String?

    @Option(help: "The URL the inputs came from, for links and metadata.")
    var baseURL: String?

    @Option(help: "Worker processes; by default one for each processor.")
    var jobs: Int?

    @Option(help: "The route to take.")
    var route = "default"

    @Option(name: .customLong("config"), help: "Takes routes and options from this file.")
    var configurationFile: String?

    @Flag(help: "Shows every block, kept or dropped, with the rule.")
    var explain = false

    @Flag(help: "Reads the inputs as contents of feed entries, not as pages.")
    var feed = false

    @Option(help: "Colours: auto, always or never; auto follows NO_COLOR and FORCE_COLOR.")
    var colour: ColourChoice = .auto

    @Flag(help: "Keeps the targets of links in Markdown.")
    var links = false

    func validate() throws {
        if paths.isEmpty && manifest == nil {
            throw ValidationError("Give files, folders, - or a --manifest.")
        }
        if let jobs, !(1...256).contains(jobs) {
            throw ValidationError("--jobs takes a number from 1 to 256.")
        }
    }

    func run() async throws {
        ProcessMemory.keepFreed()
        let tools = try Toolbox()
        let configuration = try await tools.configuration(configurationFile)
        guard let route = configuration.route(named: route) else {
            throw ValidationError("There is no route named \(self.route).")
        }
        let inputs = try inputList()
        let count = jobs ?? configuration.workerCount
        try await tools.startWorkers(configuration, routes: [route], count: count)
        let printer = DocumentPrinter(
            format: format,
            explains: explain,
            keepsLinks: links,
            hasColour: Terminal.hasColour(STDOUT_FILENO, colour)
        )
        let runner = CleanRunner(
            pool: tools.pool,
            route: route.stages,
            printer: printer,
            origin: feed ? "feed" : "file",
            workers: count
        )
        let failures = await runner.run(inputs)
        await tools.pool.stop()
        if failures > 0 { throw ExitStatus.someFailed }
    }

    private func inputList() throws -> [Input] {
        do throws(InputError) {
            var inputs = InputList.expand(paths)
            if let manifest { inputs += try InputList.manifest(manifest) }
            return inputs.map { input in
                Input(
                    path: input.path,
                    url: input.url ?? baseURL,
                    mediaType: input.mediaType ?? mediaType
                )
            }
        } catch {
            Terminal.complain("\(error)")
            throw ExitStatus.someFailed
        }
    }
}
