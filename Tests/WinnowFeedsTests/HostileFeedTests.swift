import Testing
import WinnowFeeds
import WinnowModel

/// Documents that try to cost more than they weigh.
@Suite struct HostileFeedTests {
    private func read(_ text: String) throws -> Feed {
        try FeedReader.read(Array(text.utf8))
    }

    @Test func `entities that expand each other are bounded and reported`() throws {
        var text = "<!DOCTYPE rss [<!ENTITY a0 \"ha\">"
        for level in 1..<12 {
            let inner = String(repeating: "&a\(level - 1);", count: 10)
            text += "<!ENTITY a\(level) \"\(inner)\">"
        }
        text += "]><rss><channel><title>T</title><item><title>&a11;</title></item>"
        text += "<item><title>after</title></item></channel></rss>"
        let feed = try read(text)
        #expect(feed.entries.count == 2)
        #expect((feed.entries[0].title ?? "").utf8.count < 3_000_000)
        #expect(feed.entries[1].title == "after")
        #expect(feed.diagnostics.contains("entities that expand too far were left as written"))
    }

    @Test func `many uses of one long entity are bounded`() throws {
        let value = String(repeating: "x", count: 50_000)
        let uses = String(repeating: "&v;", count: 2_000)
        let feed = try read(
            "<!DOCTYPE rss [<!ENTITY v \"\(value)\">]><rss><item><title>\(uses)</title></item></rss>"
        )
        #expect((feed.entries[0].title ?? "").utf8.count < 400_000)
        #expect(feed.diagnostics.contains("entities that expand too far were left as written"))
    }

    @Test func `an external entity is left as written and reported`() throws {
        let feed = try read(
            """
            <!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://x/">]>
            <rss><channel><title>&x;</title><item><title>t</title></item></channel></rss>
            """
        )
        #expect(feed.title == "&x;")
        #expect(feed.diagnostics.contains("an external entity was not read"))
    }

    @Test func `deep nesting is passed over with a diagnostic`() throws {
        let depth = 300_000
        let feed = try read(
            "<rss><channel><title>T</title>" + String(repeating: "<x>", count: depth)
                + String(repeating: "</x>", count: depth)
                + "<item><title>after</title></item></channel></rss>"
        )
        #expect(feed.title == "T")
        #expect(feed.diagnostics.contains("elements nested too deep were passed over"))
    }

    @Test func `deep nesting inside markup keeps the text`() throws {
        let depth = 100_000
        let feed = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>"
                + String(repeating: "<div><b>", count: depth) + "core"
                + "</content></entry><entry><title>after</title></entry></feed>"
        )
        #expect(feed.entries.first?.content?.contains("core") == true)
        #expect(feed.entries.last?.title == "after")
    }

    @Test func `a tag with very many attributes is read to its end`() throws {
        let attributes = (0..<200_000).map { "a\($0)='\($0)'" }.joined(separator: " ")
        let feed = try read(
            "<rss><channel \(attributes)><title>T</title><item><title>one</title></item></channel></rss>"
        )
        #expect(feed.title == "T")
        #expect(feed.entries.count == 1)
        #expect(feed.diagnostics.contains("a tag has more attributes than are read"))
    }

    @Test(arguments: [
        "<!--", "<![CDATA[", "<a b=\"", "<a b='", "<?x", "<!x", "<", "</", "&", "]]>",
        "<!DOCTYPE [",
        "<item>", "</item>", "<title>", "<x y=<", "<description>&lt;!--", "<description>&lt;a b='",
    ])
    func `a construct that is repeated and never ended takes linear time`(piece: String) throws {
        let feed = try? read(
            "<rss><channel><title>T</title>" + String(repeating: piece, count: 60_000)
        )
        #expect(feed?.title == "T")
    }

    @Test func `bytes that are no feed are refused`() {
        for text in [
            "", "   ", "hello", "<html><body>page</body></html>", "{\"a\": 1}", "{foo}", "[1]",
        ] {
            #expect(throws: FeedError.self) { try FeedReader.read(Array(text.utf8)) }
        }
    }

    @Test func `every prefix of a feed is read or refused`() throws {
        let text = Array(
            """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e "v">]><rss version="2.0" xmlns:d="u"><!-- c -->
            <channel><title>T &amp; &#x41; &e;</title><item><title><![CDATA[x]]></title>
            <description>&lt;p style="color: red"&gt;y</description><link href='a'/></item></channel></rss>
            """.utf8
        )
        var read = 0
        for length in 0...text.count {
            if (try? FeedReader.read(Array(text[..<length]), baseURL: "https://a.example/")) != nil
            {
                read += 1
            }
        }
        #expect(read > text.count / 2)
    }

    @Test func `deep and broken JSON is bounded`() throws {
        let deep = String(repeating: "[", count: 200_000)
        let feed = try read("{\"version\": \"x\", \"items\": [{\"id\": \"1\"}, \(deep)")
        #expect(feed.entries.map(\.id) == ["1"])
        #expect(
            feed.diagnostics.contains { $0.hasPrefix("the JSON text is too deep or too large") }
        )
    }
}
