/// One entry of a test's feed, with its page.
public struct TestEntry: Sendable {
    /// Its name, also its id in the feed and the end of its path.
    public var name: String
    /// Counts the publisher's changes.
    public var version: Int
    /// Further HTML in the page's main text.
    public var more: String

    /// Makes an entry.
    public init(_ name: String, version: Int = 1, more: String = "") {
        self.name = name
        self.version = version
        self.more = more
    }

    /// Where its page stands.
    public var path: String { "/pages/\(name)" }

    /// The sentence by which tests know the entry's text.
    public var sentence: String { TestEntry.sentence(name: name, version: version) }

    /// The sentence by which tests know an entry's text.
    public static func sentence(name: String, version: Int) -> String {
        "This is version \(version) of \(name), as the editors left it on the evening before."
    }

    /// What it says, as HTML.
    public var content: String {
        """
        <p>\(sentence) The harbour office counted the boats twice and came to the same number both
        times, which had not happened since the spring, when the old clerk still kept the book.</p>
        <p>Nobody in the town was surprised, although several people said later that they had been.
        The figures hang behind glass at the ferry slip, where everybody can compare them with what
        can be seen from the steps.</p>
        \(more)
        """
    }

    /// The page, with a little of what pages have around their text.
    public var page: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><title>Entry \(name)</title></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
        <main><article><h1>Entry \(name)</h1>
        \(content)
        </article></main>
        <footer><p><a href="/imprint">Imprint</a></p></footer>
        </body></html>
        """
    }

    /// The feed's element.
    func item(site: String) -> String {
        """
        <item><title>Entry \(name)</title><guid isPermaLink="false">\(name)</guid>
        <link>\(site)\(path)</link>
        <pubDate>Mon, 16 Nov 2026 08:\(version < 10 ? "0" : "")\(version % 60):00 GMT</pubDate>
        <description><![CDATA[\(content)]]></description></item>
        """
    }

    /// An RSS feed of entries.
    public static func feed(_ entries: [TestEntry], site: String) -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>Test news</title><link>\(site)/</link>
        <description>News for tests</description><language>en</language>
        \(entries.map { $0.item(site: site) }.joined(separator: "\n"))
        </channel></rss>
        """
    }
}
