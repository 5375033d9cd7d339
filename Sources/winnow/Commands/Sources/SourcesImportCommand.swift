import ArgumentParser
import WinnowConfig
import WinnowFeeds
import WinnowModel

/// `winnow sources import`: takes over the list of another feed reader.
struct SourcesImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Write the feeds of an OPML file into the sources directory.",
        discussion: "Feeds that are among the sources already are left out."
    )

    @Argument(help: "The OPML file, or - for standard input.")
    var file: String

    @Option(help: "Name of the new file in the sources directory, without .yaml.")
    var name = "imported"

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        let tools = try Toolbox()
        let folder = try await SourcesFolder(config, tools)
        var taken = folder.names
        var entries: [SourceEntry] = []
        for subscription in try subscriptions() {
            guard Retrieval.isURL(subscription.feedURL),
                !folder.locations.contains(subscription.feedURL)
            else { continue }
            let name = SourceEntry.name(
                for: subscription.title,
                url: subscription.feedURL,
                taken: taken
            )
            taken.insert(name)
            entries.append(SourceEntry(name: name, feed: subscription.feedURL))
        }
        guard !entries.isEmpty else {
            return Terminal.print("\(file): no feed that is not followed already")
        }
        try folder.write(
            SourceEntry.file(entries, comment: "Imported by winnow sources import."),
            named: name
        )
        Terminal.print("\(entries.count) sources; next: winnow check, then winnow reload")
    }

    private func subscriptions() throws -> [OPML.Subscription] {
        do {
            return try OPML.read(try FileInput.read(file), subject: file)
        } catch {
            Terminal.complain("\(error)")
            throw ExitStatus.someFailed
        }
    }
}

/// `winnow sources export`: the feeds as OPML, for other feed readers.
struct SourcesExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the configured feeds as OPML."
    )

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        let tools = try Toolbox()
        let folder = try await SourcesFolder(config, tools)
        let feeds = folder.configuration.sources.compactMap { source -> OPML.Subscription? in
            guard case .feed(let url) = source.kind else { return nil }
            return OPML.Subscription(feedURL: url, title: source.name)
        }
        Terminal.write(OPML.write(feeds, title: "Winnow"))
    }
}
