import Testing
import WinnowFeeds
import WinnowModel

/// What stays of hostile or odd content.
@Suite struct SanitizerTests {
    private func clean(_ html: String, base: String? = nil) throws -> String {
        let text = html.replacing("]]>", with: "]]]]><![CDATA[>")
        let feed = try FeedReader.read(
            Array("<rss><item><description><![CDATA[\(text)]]></description></item></rss>".utf8),
            baseURL: base
        )
        return feed.entries.first?.summary ?? ""
    }

    @Test(arguments: [
        ("<script>alert(1)</script>a", "a"),
        ("<SCRIPT SRC=x>alert(1)</SCRIPT >a", "a"),
        ("a<style>p{}</style>b", "ab"),
        ("<scr<script>ipt>alert(1)</script>", ""),
        ("<p onclick=x()>a</p>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a>", "<a>a</a>"),
        ("<a href=' jAvAsCrIpT:x()'>a</a>", "<a>a</a>"),
        ("<a href='java&#10;script:x()'>a</a>", "<a>a</a>"),
        ("<a href='&#x6a&#x61;vascript:x()'>a</a>", "<a href=\"&amp;#x6aavascript:x()\">a</a>"),
        ("<img src=data:text/html,x>", "<img />"),
        ("<iframe src=//e.example></iframe>a", "a"),
        (
            "<base href='//e.example/'><meta http-equiv=refresh content=0><link rel=stylesheet>a",
            "a"
        ),
        ("<p style='color: red; position: fixed'>a</p>", "<p style=\"color: red;\">a</p>"),
        ("<p style='width: expression(x())'>a</p>", "<p>a</p>"),
        ("<p style='background: url(x)'>a</p>", "<p>a</p>"),
        (
            "<p title='\"><script>x</script>'>a</p>",
            "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">a</p>"
        ),
        (
            "<noscript><p title='</noscript><img src=x onerror=y>'></noscript>",
            "<noscript><p title=\"&lt;/noscript&gt;&lt;img src=x onerror=y&gt;\"></noscript>"
        ),
        ("<svg><script>x</script><g onload=y></g></svg>", "<svg><g></g></svg>"),
        ("<title>x</title><desc>y</desc>", "xy"),
        ("a < b & c", "a &lt; b & c"),
        ("<!-- a -->b<!-- c", "b"),
        ("</p>a</div>", "a"),
        ("<unknown-tag>a</unknown-tag>", "a"),
        ("<br/><hr>", "<br /><hr />"),
    ])
    func `content keeps what is harmless`(html: String, expected: String) throws {
        #expect(try clean(html) == expected)
    }

    @Test func `references in content become absolute`() throws {
        let base = "https://a.example/b/c?d#e"
        #expect(
            try clean(
                "<a href='f'>1</a><a href='#g'>2</a><a href=''>3</a><img src='//h/i'>",
                base: base
            )
                == "<a href=\"https://a.example/b/f\">1</a><a href=\"https://a.example/b/c?d#g\">2</a>"
                + "<a href=\"https://a.example/b/c?d\">3</a><img src=\"https://h/i\" />"
        )
    }

    @Test func `every end tag that is written closes something`() throws {
        let html = try clean("<b><i>x</b></i><p>a<p>b</p></p></p>")
        #expect(html == "<b><i>x</b><p>a<p>b</p></p>")
    }
}
