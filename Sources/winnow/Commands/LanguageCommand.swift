import ArgumentParser
import WinnowConfig
import WinnowDaemon
import WinnowModel
import WinnowWorker

/// `winnow language`: tag and confidence for each line, through the module.
struct LanguageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "language",
        abstract: "Tag the language of each line: TAG, tab, confidence.",
        discussion: "Each line is a document of its own and passes the modules text and language."
    )

    @Argument(help: "A file, or - for standard input; UTF-8, one text a line.")
    var file: String

    @Option(help: "A language the texts claim to be in, as a page's markup would.")
    var hint: String?

    /// Lines that are under way together.
    private static let batch = 256

    func run() async throws {
        let lines: [[UInt8]]
        do throws(InputError) {
            lines = Self.lines(of: try FileInput.read(file))
        } catch {
            Terminal.complain("\(error)")
            throw ExitStatus.someFailed
        }
        let tools = try Toolbox()
        let route = ResolvedRoute(
            name: "language",
            modules: [ModuleUse(name: "text"), ModuleUse(name: "language")]
        )
        let configuration = Configuration()
        try await tools.startWorkers(
            configuration,
            routes: [route],
            count: configuration.workerCount
        )
        for start in stride(from: 0, to: lines.count, by: Self.batch) {
            let batch = lines[start..<min(start + Self.batch, lines.count)]
            let answers = await tag(Array(batch), route.stages, tools.pool)
            Terminal.write(Array(answers.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")])
        }
        await tools.pool.stop()
    }

    /// The lines of a text; a line feed at the end begins no further line.
    private static func lines(of text: [UInt8]) -> [[UInt8]] {
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { Array($0) }
    }

    private func tag(
        _ lines: [[UInt8]],
        _ route: WorkerConfiguration.Route,
        _ pool: WorkerPool
    ) async -> [String] {
        await withTaskGroup(of: (Int, String).self) { group in
            for (index, line) in lines.enumerated() {
                group.addTask { (index, await self.tag(line, route, pool)) }
            }
            var answers = [String](repeating: "", count: lines.count)
            for await (index, answer) in group { answers[index] = answer }
            return answers
        }
    }

    private func tag(
        _ line: [UInt8],
        _ route: WorkerConfiguration.Route,
        _ pool: WorkerPool
    ) async -> String {
        var metadata = Metadata()
        metadata[Metadata.Key.mediaType] = "text/plain"
        metadata[Metadata.Key.transportEncoding] = "utf-8"
        metadata[Metadata.Key.httpLanguage] = hint
        do throws(JobFailure) {
            let document = try await pool.process(
                DocumentJob(route: route, metadata: metadata, body: line)
            )
            let tag = document.metadata[Metadata.Key.language] ?? "und"
            return "\(tag)\t\(document.metadata[Metadata.Key.languageConfidence] ?? "0")"
        } catch {
            Terminal.complain("\(error)")
            return "und\t0"
        }
    }
}
