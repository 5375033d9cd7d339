import WinnowModel

/// A list of a site's pages, or of its sitemaps.
public struct Sitemap: Sendable, Equatable {
    /// What the entries are.
    public enum Kind: Sendable, Equatable {
        /// Pages.
        case pages
        /// Further sitemaps.
        case index
    }

    /// What the entries are.
    public var kind: Kind
    /// The pages or sitemaps, in the document's order, each address once.
    public var entries: [SitemapEntry] = []
    /// What was wrong with the document, in words; it was read all the same.
    public var diagnostics: [String] = []

    /// Creates a list without entries.
    public init(kind: Kind) {
        self.kind = kind
    }

    /// Entries that changed at or after an instant; those without a date are
    /// among them, because nothing says that they did not.
    public func entries(since instant: Timestamp) -> [SitemapEntry] {
        entries.filter { entry in
            guard let modified = entry.modified ?? entry.published else { return true }
            // A day alone ends 24 hours after its first second.
            let slack: Int64 = modified.precision.rawValue <= 2 ? 86_400_000 : 0
            return modified.timestamp.milliseconds + slack >= instant.milliseconds
        }
    }
}

/// One page, or one further sitemap.
public struct SitemapEntry: Sendable, Equatable {
    /// The address, absolute.
    public var url: String
    /// `lastmod`.
    public var modified: FeedDate?
    /// `changefreq`, such as `daily`.
    public var changeFrequency: String?
    /// `priority`, 0 to 1.
    public var priority: Double?
    /// `news:title`, or the title of a feed's entry.
    public var title: String?
    /// `news:publication_date`.
    public var published: FeedDate?
    /// `news:language`, else that of an `hreflang` that names the page itself.
    public var language: String?
    /// `news:keywords`.
    public var keywords: [String] = []
    /// `image:loc`.
    public var images: [String] = []

    /// Creates an entry with an address alone.
    public init(url: String) {
        self.url = url
    }
}
