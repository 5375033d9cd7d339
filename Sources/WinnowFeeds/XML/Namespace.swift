/// Vocabularies that the readers tell apart.
enum Namespace: UInt8 {
    /// RSS of any kind, CDF, or no namespace at all.
    case core
    case atom
    case dublinCore
    case dublinCoreTerms
    /// RSS 1.0 content module.
    case content
    case itunes
    case media
    /// RSS 1.0 syndication module.
    case syndication
    case xhtml
    case svg
    case mathML
    case rdf
    case feedBurner
    case opensearch
    /// Sitemaps, and the extensions of Google's.
    case sitemap
    case news
    case image
    case other

    /// The vocabulary of a namespace name.
    ///
    /// Publishers vary case, scheme and the last slash, so these do not count.
    init(uri: String) {
        var key = uri.utf8.map(folded)[...]
        while let last = key.last, last == 0x2F || last == 0x23 || isSpace(last) {
            key.removeLast()
        }
        while let first = key.first, isSpace(first) { key.removeFirst() }
        var text = String(decoding: key, as: UTF8.self)
        for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
            text.removeFirst(scheme.count)
        }
        if text.hasPrefix("www.") { text.removeFirst(4) }
        self = Namespace.known[text] ?? .other
    }

    /// The vocabulary that a prefix usually stands for, where a document does
    /// not declare it.
    init(usualPrefix prefix: UnsafeBufferPointer<UInt8>) {
        let text = String(decoding: prefix.map(folded), as: UTF8.self)
        self = Namespace.usual[text] ?? .other
    }

    private static let usual: [String: Namespace] = [
        "rss": .core, "atom": .atom, "atom03": .atom, "atom10": .atom, "a10": .atom,
        "dc": .dublinCore, "dcterms": .dublinCoreTerms, "content": .content,
        "itunes": .itunes, "media": .media, "sy": .syndication, "syn": .syndication,
        "xhtml": .xhtml, "html": .xhtml, "svg": .svg, "math": .mathML, "mathml": .mathML,
        "rdf": .rdf, "feedburner": .feedBurner, "opensearch": .opensearch, "news": .news,
        "image": .image, "sitemap": .sitemap,
    ]

    /// Namespace names without scheme, `www.` and final slash or hash.
    private static let known: [String: Namespace] = [
        "": .core,
        "backend.userland.com/rss": .core,
        "backend.userland.com/rss2": .core,
        "backend.userland.com/rss091": .core,
        "blogs.law.harvard.edu/tech/rss": .core,
        "cyber.law.harvard.edu/rss/rss.html": .core,
        "cyber.law.harvard.edu/rss": .core,
        "rssboard.org/rss-specification": .core,
        "purl.org/rss/1.0": .core,
        "purl.org/rss/2.0": .core,
        "my.netscape.com/rdf/simple/0.9": .core,
        "channel.netscape.com/rdf/simple/0.9": .core,
        "purl.org/echo": .atom,
        "purl.org/pie": .atom,
        "purl.org/atom/ns": .atom,
        "purl.org/atom-blog/ns": .atom,
        "w3.org/2005/atom": .atom,
        "purl.org/dc/elements/1.0": .dublinCore,
        "purl.org/dc/elements/1.1": .dublinCore,
        "purl.org/dc/terms": .dublinCoreTerms,
        "purl.org/rss/1.0/modules/content": .content,
        "purl.org/rss/1.0/modules/dcterms": .dublinCoreTerms,
        "purl.org/rss/1.0/modules/syndication": .syndication,
        "itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "itunes.com/dtds/podcast.dtd": .itunes,
        "itunes.apple.com/dtds/podcast-1.0.dtd": .itunes,
        "search.yahoo.com/mrss": .media,
        "tools.search.yahoo.com/mrss": .media,
        "video.search.yahoo.com/mrss": .media,
        "api.feedburner.com/awareness/1.0": .other,
        "rssnamespace.org/feedburner/ext/1.0": .feedBurner,
        "a9.com/-/spec/opensearch/1.1": .opensearch,
        "a9.com/-/spec/opensearchrss/1.0": .opensearch,
        "w3.org/1999/xhtml": .xhtml,
        "w3.org/2000/svg": .svg,
        "w3.org/1998/math/mathml": .mathML,
        "w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "sitemaps.org/schemas/sitemap/0.9": .sitemap,
        "sitemaps.org/schemas/sitemap/0.84": .sitemap,
        "google.com/schemas/sitemap/0.84": .sitemap,
        "google.com/schemas/sitemap/0.9": .sitemap,
        "google.com/schemas/sitemap-news/0.9": .news,
        "google.com/schemas/sitemap-image/1.1": .image,
    ]
}
