import Testing
import WinnowConfig

@Suite struct LinkPatternTests {
    @Test(arguments: [
        ("/news/*", "https://a.example/news/1.html", true),
        ("/news/*", "https://a.example/old/news/1.html", false),
        ("/news/*", "https://a.example/news/", true),
        ("/news", "https://a.example/news?page=2", false),
        ("/news?page=*", "https://a.example/news?page=2#top", true),
        ("/*/2026/*.html", "http://a.example/en/2026/x/y.html", true),
        ("/*/2026/*.html", "http://a.example/en/2025/x.html", false),
        ("*a.example/*", "https://www.a.example/x", true),
        ("https://a.example/*", "https://b.example/", false),
        ("/", "https://a.example", false),
        ("/*", "https://a.example/#part", true),
        ("*", "", true),
        ("/日*", "https://a.example/日报", true),
    ])
    func `a pattern matches what it spells`(_ pattern: String, _ url: String, _ isMatch: Bool) {
        #expect(LinkPattern(pattern).matches(url) == isMatch)
    }

    @Test func `a pattern of many stars costs no more than its length times the URL's`() {
        let pattern = LinkPattern("*" + String(repeating: "a*", count: 500) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5000)))
    }
}
