import ArgumentParser
import WinnowConfig
import WinnowFeeds
import WinnowModel
import WinnowWorker

/// `winnow sources add`: finds a site's feed and writes an entry for it.
struct SourcesAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Find the feed of a page and write it into the sources directory.",
        discussion: """
            Fetches the URL once: it may be a feed itself, or a page that names one. With --probe \
            the places where feeds commonly are get tried too, one request each.
            """
    )

    @Argument(help: "The address of a feed or of a site.")
    var url: String

    @Option(help: "The source's name; by default made of the feed's title.")
    var name: String?

    @Flag(help: "Tries the places where feeds commonly are.")
    var probe = false

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        guard Retrieval.isURL(url) else {
            throw ValidationError("\(url) is not an http or https URL.")
        }
        let tools = try Toolbox()
        let folder = try await SourcesFolder(config, tools)
        try await tools.startWorkers(folder.configuration, routes: [], count: 1)
        let finder = FeedFinder(pool: tools.pool, configuration: folder.configuration)
        let found = try await finder.find(at: url, probing: probe)
        await tools.pool.stop()
        guard let found else {
            Terminal.complain(
                "\(url): no feed was found" + (probe ? "" : "; --probe tries the usual places")
            )
            throw ExitStatus.someFailed
        }
        guard !folder.locations.contains(found.url) else {
            Terminal.complain("\(found.url): is among the sources already")
            throw ExitStatus.someFailed
        }
        let entry = SourceEntry(
            name: name
                ?? SourceEntry.name(for: found.title, url: found.url, taken: folder.names),
            feed: found.url
        )
        try folder.write(
            SourceEntry.file([entry], comment: "Added by winnow sources add."),
            named: entry.name
        )
        Terminal.print(entry.yaml)
        Terminal.print("next: winnow check, then winnow reload")
    }
}
