import ArgumentParser
import WinnowConfig
import WinnowFeeds
import WinnowModel
import WinnowWorker

/// `winnow feed`: a feed as the daemon reads it.
struct FeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed",
        abstract: "Parse a feed in a worker, as the daemon does, and print it as JSON."
    )

    @Argument(help: "A URL, a file, or - for standard input.")
    var location: String

    @Option(help: "The value of the Content-Type field the feed came with.")
    var contentType: String?

    @Option(help: "What relative references are resolved against.")
    var baseURL: String?

    @Option(
        name: .customLong("header"),
        parsing: .singleValue,
        help: ArgumentHelp("A further response field.", valueName: "Name: value")
    )
    var headers: [String] = []

    func run() async throws {
        let tools = try Toolbox()
        let input = try await Retrieval.retrieve(
            location,
            accept: .feed,
            configuration: Configuration()
        )
        try await tools.startWorkers(Configuration(), routes: [], count: 1)
        let job = FeedJob(
            kind: .syndication,
            contentType: contentType ?? input.contentType,
            baseURL: baseURL ?? input.metadata[Metadata.Key.baseURL],
            headers: try givenHeaders()
                + input.headers.map { .init(name: $0.name, value: $0.value) },
            body: input.body
        )
        var json = JSONWriter()
        var failed = false
        do throws(JobFailure) {
            FeedJSON.write(try await tools.pool.read(job), to: &json)
        } catch {
            failed = true
            FeedJSON.write(
                FeedError(code: .notAFeed, subject: "", message: error.description),
                to: &json
            )
        }
        await tools.pool.stop()
        Terminal.print(String(decoding: json.bytes, as: UTF8.self))
        if failed { throw ExitStatus.someFailed }
    }

    private func givenHeaders() throws -> [FeedJob.Header] {
        try headers.map { header in
            guard let colon = header.firstIndex(of: ":") else {
                throw ValidationError("--header takes 'Name: value'.")
            }
            let value = header[header.index(after: colon)...].drop { $0 == " " }
            return FeedJob.Header(name: String(header[..<colon]), value: String(value))
        }
    }
}
