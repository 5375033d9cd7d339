/// What a source is and where it is.
public enum SourceKind: Sendable, Hashable {
    /// A feed, whose entries are followed.
    case feed(url: String)
    /// A sitemap or an index of sitemaps.
    case sitemap(url: String)
    /// One page, which is looked at again and again.
    case page(url: String)
    /// A page; those of its links that one of the rules chooses are followed.
    case pages(url: String, links: [LinkRule])
    /// A folder on this machine, with an absolute path.
    case directory(path: String)

    /// The key by which the configuration calls the kind.
    public var keyword: String {
        switch self {
        case .feed: "feed"
        case .sitemap: "sitemap"
        case .page: "page"
        case .pages: "pages"
        case .directory: "directory"
        }
    }

    /// The URL that is polled, or the path of a directory.
    public var location: String {
        switch self {
        case .feed(let url), .sitemap(let url), .page(let url), .pages(let url, _): url
        case .directory(let path): path
        }
    }
}

/// One source with all its settings resolved.
public struct SourceSettings: Sendable, Equatable {
    /// Unique name: letters, digits, `.`, `_` and `-`, safe in file names.
    public var name: String
    /// What it is, and its place.
    public var kind: SourceKind
    /// Lower bound of the time between two polls.
    public var every: Duration
    /// The modules that its documents pass.
    public var route: ResolvedRoute
    /// Whether the page of a feed's entry is fetched; false keeps the feed's
    /// own content.
    public var fullPage: Bool
    /// Whether the source is polled.
    public var isEnabled: Bool
    /// Language tag that the operator states; nil where none was given.
    public var language: String?
    /// Most new entries, links or files taken up by one poll; nil for all.
    public var maxEntries: Int?
    /// The file that lists the source.
    public var file: String
    /// The line where the source begins in `file`.
    public var line: Int

    /// Makes a source as the loader resolves it.
    public init(
        name: String,
        kind: SourceKind,
        every: Duration,
        route: ResolvedRoute,
        fullPage: Bool = true,
        isEnabled: Bool = true,
        language: String? = nil,
        maxEntries: Int? = nil,
        file: String = "",
        line: Int = 0
    ) {
        self.name = name
        self.kind = kind
        self.every = every
        self.route = route
        self.fullPage = fullPage
        self.isEnabled = isEnabled
        self.language = language
        self.maxEntries = maxEntries
        self.file = file
        self.line = line
    }
}
