import Testing
import WinnowModel

@Suite("URLs written as they are serialised")
struct WebURLPlainTests {
    /// What a URL says of itself.
    private func parts(_ url: WebURL?) -> [String?] {
        guard let url else { return [] }
        return [
            url.href, url.scheme, url.username, url.password, url.host, url.port.map(String.init),
            url.path, url.query, url.fragment, url.origin, url.pathAndQuery,
            url.withoutFragment.href,
        ]
    }

    @Test(
        "are read as with all rules",
        arguments: [
            "https://news.example/a/b-c_d?e=f&g=%20#h", "http://news.example/",
            "https://news.example//a//", "https://news.example/a/./b/../c",
            "https://news.example/a/%2e%2E/b", "https://news.example/.../%41", "/.", "/..", "/%2e",
            "https://news.example/a?b?c#d#e", "https://news.example/#", "https://news.example/?",
            "https://news.example/?#", "https://xn--bcher-kva.example/a", "https://1.2.3/a",
            "https://example.0x1/a", "https://example.1a/", "https://example./a", "https://.a/b",
            "https://a..b/c", "https://-a-.b-/c", "https://a_b.example/c", "https://A.example/B",
            "https://news.example", "https://news.example:443/a", "https://me@news.example/a",
            "https:///news.example/a", "https://a.b/c d", "https://a.b/c|d'e\"f<g>`h{i}^[j]\\k",
            "https://a.b/c?d'e|f", "https://a.b/c#d`e'f", "https://a.b/ä?ö#ü", "https://a.b/c\td",
            "ftp://a.b/c", "file:///c:/d", "/", "//a.b/c", "/\\a.b/c", "/a/b?c#d", "/a/../b",
            "/a#b?c/d", "/a?b/./c", "/\u{0}", "/a:b@c", "",
        ]
    )
    func plain(text: String) throws {
        for base in [
            nil, "https://me:you@base.example:8080/x/y?z#w", "http://base.example/", "file:///c:/d",
            "data:text/plain,x", "example://base/x/y",
        ] {
            let base = base.flatMap { WebURL.parse($0) }
            // Space in front does not count, but needs the rules.
            let ruled = WebURL.parse(" " + text, base: base)
            let url = WebURL.parse(text, base: base)
            #expect(parts(url) == parts(ruled))
            let child = url.flatMap { WebURL.parse("child/../x", base: $0) }
            #expect(parts(child) == parts(ruled.flatMap { WebURL.parse("child/../x", base: $0) }))
        }
    }
}
