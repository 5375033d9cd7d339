import WinnowEncoding
import WinnowHTML
import WinnowModel

/// Reads the lists that are no feeds, sitemaps and pages of links, into the
/// form of a feed, so that what follows entries need know one form alone.
public enum EntryLists {
    /// The pages of a sitemap, or the sitemaps of an index, as entries. When a
    /// page changed is the entry's `updated`.
    public static func sitemap(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String?,
        baseURL: String?
    ) throws(FeedError) -> Feed {
        let sitemap = try SitemapReader.read(bytes, contentType: contentType, baseURL: baseURL)
        var feed = Feed()
        feed.format = sitemap.kind == .index ? "sitemapindex" : "sitemap"
        feed.diagnostics = sitemap.diagnostics
        feed.entries = sitemap.entries.map { page in
            var entry = Entry()
            entry.link = page.url
            entry.title = page.title
            entry.updated = page.modified
            entry.published = page.published
            entry.language = page.language
            entry.categories = page.keywords
            return entry
        }
        return feed
    }

    /// The links of a page that one of the rules chooses; see ``LinkList``.
    public static func links(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String?,
        baseURL: String?,
        rules: [String]
    ) throws(FeedError) -> Feed {
        let list: LinkList
        do throws(HTMLError) {
            list = try LinkList(rules)
        } catch {
            throw FeedError(
                code: .invalidRule,
                subject: baseURL ?? "",
                message: "link rule cannot be used: \(error)"
            )
        }
        let (text, label) = decoded(bytes, contentType: contentType)
        var feed = Feed()
        feed.format = "links"
        feed.encoding = label
        feed.entries = list.links(html: text, base: baseURL).map { link in
            var entry = Entry()
            entry.link = link.url
            entry.title = link.title
            return entry
        }
        return feed
    }

    /// The feeds that a page names, the best first; see ``FeedDiscovery``.
    public static func discovery(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String?,
        baseURL: String?
    ) -> Feed {
        let (text, label) = decoded(bytes, contentType: contentType)
        var feed = Feed()
        feed.format = "discovery"
        feed.encoding = label
        feed.entries = FeedDiscovery.candidates(html: text, base: baseURL).map { candidate in
            var entry = Entry()
            entry.link = candidate.url
            entry.title = candidate.title
            return entry
        }
        return feed
    }

    /// A page in UTF-8, and the label of the encoding it was in.
    private static func decoded(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String?
    ) -> (text: [UInt8], label: String) {
        let charset = contentType.flatMap { EncodingSniffer.charset(ofContentType: $0) }
        let decision = EncodingSniffer.html(bytes, transport: charset)
        var text: [UInt8] = []
        _ = decision.decode(bytes, into: &text)
        return (text, decision.encoding.label)
    }
}
