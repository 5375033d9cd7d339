import Testing
import WinnowModel

@Suite struct RobotsRulesTests {
    private func isAllowed(_ text: String, _ url: String, agent: String = "winnow") -> Bool {
        RobotsRules(parsing: Array(text.utf8)).decision(agent: agent, url: url).allowed
    }

    @Test("a decision names the rule and its line")
    func rule() {
        let text = "# news\r\nUser-agent: *\r\nDisallow: /a # not this\r\nAllow: /a/b\r\n"
        let rules = RobotsRules(parsing: Array(text.utf8))
        let refused = RobotsDecision(allowed: false, rule: "Disallow: /a # not this", line: 3)
        #expect(rules.decision(agent: "winnow", url: "https://x/a/c") == refused)
        let allowed = RobotsDecision(allowed: true, rule: "Allow: /a/b", line: 4)
        #expect(rules.decision(agent: "winnow", url: "https://x/a/b") == allowed)
        let free = RobotsDecision(allowed: true)
        #expect(rules.decision(agent: "winnow", url: "https://x/") == free)
    }

    @Test("the group for the agent replaces the group for all")
    func groups() {
        let text = """
            User-agent: *
            Disallow: /
            User-agent: Other
            User-agent: WINNOW/2.0
            Disallow: /private
            User-agent: winnow
            Disallow: /drafts
            """
        #expect(isAllowed(text, "/news"))
        #expect(!isAllowed(text, "/private"))
        #expect(!isAllowed(text, "/drafts"))
        #expect(isAllowed(text, "/drafts", agent: "other"))
        #expect(!isAllowed(text, "/news", agent: "third"))
        #expect(isAllowed(text, "/news", agent: "Winnow/1.0 (+https://ops.example)"))
        #expect(isAllowed("User-agent: winnow\nUser-agent: *\nDisallow:\n", "/"))
    }

    @Test(
        "patterns match from the start, with stars and a final dollar",
        arguments: [
            ("/", "/x", true), ("/x", "/x", true), ("/x", "/xy?z", true), ("/x/", "/x", false),
            ("/x$", "/x", true), ("/x$", "/xy", false), ("/*.pdf$", "/a/b.pdf", true),
            ("/*.pdf$", "/a/b.pdf?c", false), ("/*.pdf", "/a/b.pdf?c", true),
            ("*/x", "/a/x", true), ("/a*b*c", "/abbbc", true), ("/a*b*c", "/acb", false),
            ("/a**b", "/ab", true), ("/*aab*aac", "/aaabaaac", true),
            ("/*aab*aac", "/aaabaabc", false), ("/a*a$", "/a", false), ("/a*$", "/abc", true),
            ("/$x", "/$x", true), ("", "/x", false), ("$", "/x", false),
            ("/ä", "/%C3%A4", true), ("/%c3%a4", "/ä", true), ("/%62", "/b", false),
            ("/a b", "/a%20b", true),
        ]
    )
    func patterns(pattern: String, path: String, matches: Bool) {
        #expect(isAllowed("User-agent: *\nDisallow: \(pattern)\n", path) == !matches)
    }

    @Test("the longer rule wins, and allowing at equal length")
    func precedence() {
        #expect(isAllowed("user-agent: *\nallow: /x\ndisallow: /x", "/x"))
        #expect(!isAllowed("user-agent: *\nallow: /\ndisallow: /x", "/x"))
        #expect(isAllowed("user-agent: *\nallow: /x/index.html\ndisallow: /x/", "/x/"))
        #expect(!isAllowed("user-agent: *\nallow: /x/index.html\ndisallow: /x/", "/x/y"))
    }

    @Test(
        "careless files are read as they are meant",
        arguments: [
            "user-agent *\ndisallow /", "USER-AGENT:*\rDisallow:/", "user agent : *\ndissalow: /",
            "\u{FEFF}useragent: *\ndisallow: /", "user-agent: * all\n\n\ndisallow: /",
            "user-agent: *\nsitemap: https://x/s.xml\nnonsense\n: /\ndisallow: /",
        ]
    )
    func careless(text: String) {
        #expect(!isAllowed(text, "/x"))
    }

    @Test("rules before the first group do not count")
    func noGroup() {
        #expect(isAllowed("disallow: /\nuser-agent: *\n", "/x"))
        #expect(isAllowed("", "/x"))
    }

    @Test("the path of a URL is what its request line holds")
    func path() {
        let text = "user-agent: *\ndisallow: /?a\ndisallow: /;b\ndisallow: /c#d\nallow: /http"
        #expect(!isAllowed(text, "https://x?a"))
        #expect(!isAllowed(text, "https://x;b"))
        #expect(!isAllowed(text, "//x/c#d"))
        #expect(isAllowed(text, "https://x#/c"))
        #expect(isAllowed(text, "https://x/http://y/c"))
    }

    @Test("nothing is read behind the size limit, nor a line that it cuts")
    func sizeLimit() {
        let head = "user-agent: *\n"
        let comment = String(repeating: "#", count: RobotsRules.sizeLimit - head.utf8.count - 12)
        #expect(!isAllowed(head + comment + "\ndisallow: /\ndisallow: /y", "/x"))
        #expect(isAllowed(head + comment + "##\ndisallow: /\n", "/x"))
    }

    @Test("sitemaps and crawl delays are kept")
    func others() {
        let text =
            "sitemap: https://x/a.xml\nuser-agent: a\ncrawl-delay: 2.5\nallow: /\nuser-agent: *\n"
            + "crawl-delay: -1\nSitemap: /b\n"
        let rules = RobotsRules(parsing: Array(text.utf8))
        #expect(rules.sitemaps == ["https://x/a.xml", "/b"])
        #expect(rules.crawlDelay(agent: "A/1.0") == 2.5)
        #expect(rules.crawlDelay(agent: "b") == nil)
    }

    @Test("the constant rules allow all or nothing")
    func constants() throws {
        let url = try #require(WebURL.parse("https://x/y"))
        #expect(RobotsRules.allowingAll.decision(agent: "winnow", url: url).allowed)
        #expect(!RobotsRules.disallowingAll.decision(agent: "winnow", url: url).allowed)
    }

    @Test("any bytes are a robots.txt")
    func anyBytes() {
        let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) }
        #expect(RobotsRules(parsing: bytes).decision(agent: "winnow", url: "/").allowed)
    }
}
