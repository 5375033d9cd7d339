import Testing
import WinnowFeeds
import WinnowHTML
import WinnowModel

@Suite struct SitemapTests {
    private func read(_ text: String) throws -> Sitemap {
        try SitemapReader.read(Array(text.utf8), baseURL: "https://s.example/sitemap.xml")
    }

    @Test func `pages are read with dates, news and images`() throws {
        let sitemap = try read(
            """
            <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
             xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
             xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc> https://s.example/a?x=1&amp;y=2 </loc><lastmod>2026-01-02</lastmod>
             <changefreq>Daily</changefreq><priority>0.8</priority>
             <image:image><image:loc>/i.png</image:loc></image:image></url>
            <url><loc><![CDATA[/b]]></loc><n:news><n:publication><n:name>N</n:name><n:language>sv</n:language></n:publication>
             <n:publication_date>2026-01-03T04:05:06Z</n:publication_date><n:title>Å</n:title></n:news></url>
            <url><loc>https://s.example/b</loc></url></urlset>
            """
        )
        #expect(sitemap.kind == .pages)
        #expect(
            sitemap.entries.map(\.url) == ["https://s.example/a?x=1&y=2", "https://s.example/b"]
        )
        #expect(sitemap.entries[0].modified?.rfc3339 == "2026-01-02")
        #expect(sitemap.entries[0].priority == 0.8)
        #expect(sitemap.entries[0].images == ["https://s.example/i.png"])
        #expect(sitemap.entries[1].title == "Å")
        #expect(sitemap.entries[1].language == "sv")
        #expect(sitemap.entries[1].published?.rfc3339 == "2026-01-03T04:05:06Z")
    }

    @Test func `an index lists sitemaps`() throws {
        let sitemap = try read(
            "<sitemapindex><sitemap><loc>https://s.example/1.xml.gz</loc></sitemap>"
                + "<sitemap><loc>https://s.example/2.xml</loc><lastmod>2026-02-01T00:00:00+01:00</lastmod></sitemap>"
        )
        #expect(sitemap.kind == .index)
        #expect(sitemap.entries.count == 2)
    }

    @Test func `lines of addresses are a sitemap`() throws {
        let sitemap = try read("https://s.example/1\r\n\r\nhttps://s.example/2\nnot an address\n")
        #expect(sitemap.entries.map(\.url) == ["https://s.example/1", "https://s.example/2"])
        #expect(sitemap.diagnostics.count == 1)
    }

    @Test func `a feed is a sitemap of its entries`() throws {
        let sitemap = try read(
            "<rss><channel><item><link>https://s.example/1</link><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate></item></channel></rss>"
        )
        #expect(sitemap.entries.map(\.url) == ["https://s.example/1"])
        #expect(sitemap.entries[0].modified?.rfc3339 == "2026-01-01T00:00:00Z")
    }

    @Test func `a compressed sitemap is read`() throws {
        // gzip of "https://s.example/z\n" stored without compression.
        let text = Array("https://s.example/z\n".utf8)
        let sitemap = try SitemapReader.read(storedGzip(text))
        #expect(sitemap.entries.map(\.url) == ["https://s.example/z"])
        let cut = try SitemapReader.read(Array(storedGzip(text).dropLast(10)))
        #expect(cut.diagnostics == ["the compressed sitemap is cut off"])
    }

    @Test func `a page of HTML is no sitemap`() {
        #expect(throws: FeedError.self) { try read("<html><body><p>hello</p></body></html>") }
    }

    @Test func `only what changed since an instant is selected, and what has no date`() throws {
        let sitemap = try read(
            "<urlset><url><loc>https://s/1</loc><lastmod>2026-01-01</lastmod></url>"
                + "<url><loc>https://s/2</loc><lastmod>2026-01-03</lastmod></url>"
                + "<url><loc>https://s/3</loc></url></urlset>"
        )
        let instant = Timestamp(seconds: Timestamp.days(year: 2026, month: 1, day: 2) * 86_400 + 1)
        #expect(sitemap.entries(since: instant).map(\.url) == ["https://s/2", "https://s/3"])
    }

    private func storedGzip(_ bytes: [UInt8]) -> [UInt8] {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        crc = ~crc
        let count = UInt8(bytes.count)
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, count, 0, ~count, 0xFF]
        file += bytes
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            file.append(UInt8(truncatingIfNeeded: crc >> shift))
        }
        return file + [count, 0, 0, 0]
    }
}

@Suite struct OPMLTests {
    @Test func `subscriptions are read with the outlines around them`() throws {
        let list = try OPML.read(
            Array(
                """
                <opml version="1.0"><body><outline text="News &amp; more">
                <outline text="A" title="Title A" type="rss" xmlUrl="https://a.example/f?x=1&amp;y=2" htmlUrl="https://a.example/"/>
                <outline text="Inner"><outline text="B" xmlURL="https://b.example/f"></outline></outline></outline>
                <outline type="rss" text="C" url="https://c.example/f"/><outline text="A again" xmlUrl="https://a.example/f?x=1&amp;y=2"/>
                <outline type="link" url="https://d.example/"/></body></opml>
                """.utf8
            )
        )
        #expect(
            list.map(\.feedURL) == [
                "https://a.example/f?x=1&y=2", "https://b.example/f", "https://c.example/f",
            ]
        )
        #expect(list[0].title == "Title A")
        #expect(list[0].path == ["News & more"])
        #expect(list[1].path == ["News & more", "Inner"])
        #expect(list[2].path == [])
    }

    @Test func `what is written is read again`() throws {
        let list = [
            OPML.Subscription(
                feedURL: "https://a.example/?a=1&b=\"2\"",
                title: "<A> & B",
                path: ["G"]
            ),
            OPML.Subscription(feedURL: "https://b.example/", siteURL: "https://b.example/site"),
        ]
        var expected = list
        expected[1].title = "https://b.example/"
        #expect(try OPML.read(OPML.write(list, title: "All & every")) == expected)
    }

    @Test func `other documents are refused`() {
        #expect(throws: FeedError.self) { try OPML.read(Array("<rss/>".utf8)) }
    }
}

@Suite struct FeedDiscoveryTests {
    @Test func `declared feeds come before linked ones, and comments last`() {
        let html = """
            <base href="/sub/"><link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
            <link rel="Alternate" type="application/atom+xml; charset=utf-8" title="Posts" href="atom.xml">
            <link rel="alternate" type="text/html" hreflang="de" href="/de"><link rel="stylesheet alternate" type="text/css" href="x.css">
            <a href="/blog/rss.xml">Subscribe</a> <a href="/about">RSS</a> <a href="/news">News</a>
            """
        let found = FeedDiscovery.candidates(html: Array(html.utf8), base: "https://d.example/page")
        #expect(
            found.map(\.url) == [
                "https://d.example/sub/atom.xml", "https://d.example/sub/comments/feed",
                "https://d.example/blog/rss.xml", "https://d.example/about",
            ]
        )
        #expect(found[0].title == "Posts")
        #expect(found[0].mediaType == "application/atom+xml")
        #expect(found[2].evidence == .linked)
    }

    @Test func `a document that is a feed is its own candidate`() {
        let feed = "<rss><channel><title>F</title><item><title>t</title></item></channel></rss>"
        let found = FeedDiscovery.candidates(html: Array(feed.utf8), base: "https://d.example/f")
        #expect(found == [.init(url: "https://d.example/f", title: "F", evidence: .document)])
    }

    @Test func `customary places belong to the site`() {
        let places = FeedDiscovery.customaryPlaces(of: "https://d.example/a/b?c")
        #expect(places.first?.url == "https://d.example/feed")
        #expect(FeedDiscovery.customaryPlaces(of: "ftp://d.example/").isEmpty)
    }
}

@Suite struct LinkListTests {
    private let page = Array(
        """
        <nav><a href="/about">About</a></nav><main><h2><a href="/2026/one#top">One</a></h2>
        <h2><a href="/2026/two"> Two <b>x</b></a></h2><p><a href="/2025/old">Old</a> <a href="https://else.example/2026/x">E</a>
        <a href="/2026/one">again</a> <a href="mailto:a@b.example">m</a></p></main>
        """.utf8
    )

    private func urls(_ rules: [String]) throws -> [String] {
        try LinkList(rules).links(html: page, base: "https://l.example/").map(\.url)
    }

    @Test func `a selector chooses the links in it`() throws {
        #expect(
            try urls(["main h2"]) == ["https://l.example/2026/one", "https://l.example/2026/two"]
        )
    }

    @Test func `a pattern chooses addresses`() throws {
        #expect(
            try urls(["/2026/*"]) == [
                "https://l.example/2026/one", "https://l.example/2026/two",
                "https://else.example/2026/x",
            ]
        )
        #expect(try urls(["https://l.example/**"]).count == 4)
        #expect(try urls(["https://l.example/*"]) == ["https://l.example/about"])
    }

    @Test func `rules with an exclamation mark exclude`() throws {
        #expect(
            try urls(["main", "!/2025/**", "!https://else.example/**"]) == [
                "https://l.example/2026/one", "https://l.example/2026/two",
            ]
        )
        #expect(
            try urls(["!nav"]) == [
                "https://l.example/2026/one", "https://l.example/2026/two",
                "https://l.example/2025/old",
            ]
        )
    }

    @Test func `a link has its text as title`() throws {
        let links = try LinkList(["h2"]).links(html: page, base: "https://l.example/")
        #expect(links.map(\.title) == ["One", "Two x"])
    }

    @Test func `a rule that is neither is refused`() {
        #expect(throws: HTMLError.self) { try LinkList(["h2 >> ["]) }
    }
}
