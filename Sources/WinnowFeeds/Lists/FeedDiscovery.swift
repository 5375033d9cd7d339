import WinnowHTML
import WinnowModel

/// Finds the feeds of a page.
public enum FeedDiscovery {
    /// One address that may be a feed.
    public struct Candidate: Sendable, Equatable {
        /// Why it may be one.
        public enum Evidence: Sendable, Equatable {
            /// The page itself is a feed.
            case document
            /// `link rel=alternate` with a feed's media type.
            case declared
            /// A link in the text that looks like a feed.
            case linked
            /// A place where feeds commonly are; nothing on the page says so.
            case customary
        }

        /// The address, absolute.
        public var url: String
        /// What the page calls it.
        public var title: String?
        /// Media type that the page gives.
        public var mediaType: String?
        /// Why it may be a feed.
        public var evidence: Evidence

        /// Creates a candidate.
        public init(url: String, title: String? = nil, mediaType: String? = nil, evidence: Evidence)
        {
            self.url = url
            self.title = title
            self.mediaType = mediaType
            self.evidence = evidence
        }
    }

    private static let candidateLimit = 50

    /// Candidates of a page, the best first: itself if it is a feed, else what
    /// it declares, then what it links to. Feeds of comments come last within each.
    public static func candidates(html: [UInt8], base: String?) -> [Candidate] {
        html.withUnsafeBufferPointer { candidates(html: $0, base: base) }
    }

    /// Candidates of a page in UTF-8 bytes; see above.
    public static func candidates(
        html: UnsafeBufferPointer<UInt8>,
        base: String?
    ) -> [Candidate] {
        if let base, let feed = try? FeedReader.read(html, baseURL: base) {
            return [
                Candidate(
                    url: feed.selfLink ?? base,
                    title: feed.title,
                    evidence: .document
                )
            ]
        }
        let tree = HTMLTree()
        HTMLParser.parse(html, into: tree)
        let page = PageLinks(tree, base: base)
        var candidates: [Candidate] = []
        for node in tree.descendants(of: tree.document) {
            guard candidates.count < candidateLimit else { break }
            let candidate =
                tree.isElement(node, named: .link)
                ? declared(node, page) : tree.isElement(node, named: .a) ? linked(node, page) : nil
            if let candidate, !candidates.contains(where: { $0.url == candidate.url }) {
                candidates.append(candidate)
            }
        }
        return candidates.enumerated().sorted { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }.map(\.element)
    }

    /// Places where feeds commonly are, for a site that declares none.
    public static func customaryPlaces(of base: String) -> [Candidate] {
        guard let site = WebURL.parse(base), site.isHTTP else { return [] }
        let paths = [
            "/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml",
            "/feed.json", "/rss/", "/blog/feed", "/feeds/posts/default",
        ]
        return paths.compactMap { path in
            site.resolve(path).map { Candidate(url: $0.href, evidence: .customary) }
        }
    }

    private static func rank(_ candidate: Candidate) -> Int {
        let isComments =
            candidate.url.lowercased().contains("comment")
            || candidate.title?.lowercased().contains("comment") == true
        return (candidate.evidence == .declared ? 0 : 2) + (isComments ? 1 : 0)
    }

    private static func declared(_ node: HTMLNodeID, _ page: PageLinks) -> Candidate? {
        let tree = page.tree
        guard let relations = tree.value(of: .rel, of: node)?.lowercased() else { return nil }
        let words = relations.split(whereSeparator: \.isWhitespace)
        let type = tree.value(of: .type, of: node).map { mediaType($0) }
        let isFeed = words.contains("feed") || words.contains("alternate") && isFeedType(type)
        guard isFeed, !words.contains("stylesheet"), let url = page.address(of: node) else {
            return nil
        }
        return Candidate(
            url: url,
            title: tree.value(of: .title, of: node),
            mediaType: type,
            evidence: .declared
        )
    }

    private static func mediaType(_ text: String) -> String {
        let type = text.utf8.prefix { $0 != UInt8(ascii: ";") }
        return String(decoding: trimmedUTF8(type), as: UTF8.self).lowercased()
    }

    private static func isFeedType(_ type: String?) -> Bool {
        guard let type else { return false }
        return [
            "application/rss+xml", "application/atom+xml", "application/feed+json",
            "application/rdf+xml", "application/json", "application/xml", "text/xml",
            "application/rss", "text/rss", "text/rss+xml", "text/atom+xml",
            "application/x.atom+xml",
        ].contains(type)
    }

    /// A link whose path ends like a feed's, or whose text says that it is one.
    private static func linked(_ node: HTMLNodeID, _ page: PageLinks) -> Candidate? {
        guard let address = page.address(of: node), let url = WebURL.parse(address), url.isHTTP
        else { return nil }
        let path = url.path.lowercased()
        let endings = [
            ".rss", ".rdf", ".atom", "rss.xml", "feed.xml", "atom.xml", "feed.json", "/feed",
            "/feed/", "/rss", "/rss/", "/atom", "/atom/",
        ]
        let text = page.tree.textContent(of: node)
        let word = String(decoding: trimmedUTF8(text.utf8), as: UTF8.self).lowercased()
        let isNamed = ["rss", "atom", "rss feed", "atom feed", "rss-feed", "feed"].contains(word)
        guard isNamed || endings.contains(where: { path.hasSuffix($0) }) else { return nil }
        return Candidate(url: address, title: text.isEmpty ? nil : text, evidence: .linked)
    }
}
