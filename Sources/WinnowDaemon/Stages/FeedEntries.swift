import WinnowConfig
import WinnowModel
import WinnowStore

/// Turns the entries of a parsed feed into what the store remembers and does.
enum FeedEntries {
    /// One candidate for each entry, in the feed's order.
    static func candidates(of feed: Feed, for source: SourceSettings) -> [EntryCandidate] {
        feed.entries.prefix(source.maxEntries ?? .max).map { entry in
            EntryCandidate(
                key: EntryIdentity.key(of: entry),
                canonicalURL: EntryIdentity.canonicalURL(of: entry),
                digest: EntryIdentity.contentDigest(of: entry),
                work: work(for: entry, in: source),
                metadata: metadata(of: entry, in: feed, for: source)
            )
        }
    }

    /// The entry's page where the source wants it and there is one; else what
    /// the feed itself holds.
    private static func work(
        for entry: Entry,
        in source: SourceSettings
    ) -> EntryCandidate.Work {
        if case .feed = source.kind, !source.fullPage { return content(of: entry) }
        guard let link = entry.link, let url = WebURL.parse(link), url.isWeb else {
            return content(of: entry)
        }
        return .page(url: url.href)
    }

    private static func content(of entry: Entry) -> EntryCandidate.Work {
        let html = [entry.content, entry.summary].compactMap { $0 }.first { !$0.isEmpty }
        guard let html else { return .none }
        return .content(
            bytes: Array(html.utf8),
            mediaType: "text/html",
            baseURL: entry.baseURL ?? entry.link
        )
    }

    /// What the feed says of the document. The page replaces it only by better
    /// evidence.
    private static func metadata(
        of entry: Entry,
        in feed: Feed,
        for source: SourceSettings
    ) -> Metadata {
        var metadata = Metadata()
        metadata[Metadata.Key.title] = entry.title
        let authors = entry.authors.isEmpty ? feed.authors : entry.authors
        metadata.set(Metadata.Key.authors, to: authors.compactMap { $0.name ?? $0.email })
        metadata[Metadata.Key.published] = entry.published?.rfc3339
        metadata[Metadata.Key.updated] = entry.updated?.rfc3339
        metadata[Metadata.Key.feedLanguage] = source.language ?? entry.language ?? feed.language
        metadata.set(Metadata.Key.tags, to: entry.categories)
        metadata[Metadata.Key.rights] = entry.rights ?? feed.rights
        if case .feed = source.kind { metadata[Metadata.Key.siteName] = feed.title }
        return metadata
    }
}

extension WebURL {
    /// Whether the fetcher can fetch it.
    var isWeb: Bool { scheme == "http" || scheme == "https" }
}
