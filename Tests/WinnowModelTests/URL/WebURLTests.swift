import Testing
import WinnowModel

@Suite struct WebURLTests {
    @Test(
        "an absolute URL is serialised in the standard's form",
        arguments: [
            (
                "HTTP://News.Example:80/a/./b/../c?q=a b#f g",
                "http://news.example/a/c?q=a%20b#f%20g"
            ),
            (" https://news.example\t/x\n ", "https://news.example/x"),
            ("https:\\\\news.example\\x", "https://news.example/x"),
            ("https://news.example", "https://news.example/"),
            ("https://a:b@c@news.example/", "https://a:b%40c@news.example/"),
            (
                "https://news.example:444/%2e%2E/ä?ä'#ä`",
                "https://news.example:444/%C3%A4?%C3%A4%27#%C3%A4%60"
            ),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            ("http://[2001:DB8:0:0:1:0:0:1]:8080/", "http://[2001:db8::1:0:0:1]:8080/"),
            ("http://[::192.0.2.33]/", "http://[::c000:221]/"),
            (
                "mailto:someone@news.example?subject=a b",
                "mailto:someone@news.example?subject=a%20b"
            ),
            ("data:text/plain,a b", "data:text/plain,a b"),
            ("file:///C|/x/../..", "file:///C:/"),
            ("file://localhost/etc", "file:///etc"),
            ("web+x:/..//a", "web+x:/.//a"),
        ]
    )
    func absolute(input: String, href: String) {
        #expect(WebURL.parse(input)?.href == href)
    }

    @Test(
        "what is no URL is refused",
        arguments: [
            "", "/relative", "http://", "https://a b/", "http://x:99999/", "http://x:1a/",
            "http://256.1.1.1/", "http://1.2.3.4.5/", "http://[::1", "http://[1:2]/",
            "https://user@/x", "http://a%00b/", "http://exa%23mple/",
        ]
    )
    func refused(input: String) {
        #expect(WebURL.parse(input) == nil)
    }

    @Test(
        "a reference is resolved against its base",
        arguments: [
            ("https://news.example/a/b?c#d", "", "https://news.example/a/b?c"),
            ("https://news.example/a/b?c#d", "#x", "https://news.example/a/b?c#x"),
            ("https://news.example/a/b?c#d", "?x", "https://news.example/a/b?x"),
            ("https://news.example/a/b?c#d", "x/./y", "https://news.example/a/x/y"),
            ("https://news.example/a/b?c#d", "../../../x", "https://news.example/x"),
            ("https://news.example/a/b?c#d", "/x", "https://news.example/x"),
            ("https://news.example/a/b?c#d", "//y.example/x", "https://y.example/x"),
            ("https://news.example/a/b?c#d", "https:x", "https://news.example/a/x"),
            ("https://news.example/a/b?c#d", "http:x", "http://x/"),
            ("https://news.example/a/b?c#d", "mailto:a@b", "mailto:a@b"),
            ("https://u:p@news.example:81/a", "b", "https://u:p@news.example:81/b"),
            ("mailto:a@b", "#x", "mailto:a@b#x"),
            ("file:///C:/a/b", "/x", "file:///C:/x"),
            ("file:///C:/a/b", "../../../x", "file:///C:/x"),
        ]
    )
    func resolution(base: String, reference: String, href: String) throws {
        let base = try #require(WebURL.parse(base))
        #expect(base.resolve(reference)?.href == href)
    }

    @Test("an opaque base resolves fragments alone")
    func opaqueBase() throws {
        let base = try #require(WebURL.parse("data:text/plain,x"))
        #expect(base.resolve("y") == nil)
        #expect(base.resolve("#y")?.href == "data:text/plain,x#y")
    }

    @Test("the parts of a URL are those of its serialisation")
    func parts() throws {
        let url = try #require(WebURL.parse("https://u:p@news.example:8443/a/b?c=d#e"))
        #expect(url.scheme == "https")
        #expect(url.username == "u")
        #expect(url.password == "p")
        #expect(url.host == "news.example")
        #expect(url.port == 8443)
        #expect(url.path == "/a/b")
        #expect(url.query == "c=d")
        #expect(url.fragment == "e")
        #expect(url.origin == "https://news.example:8443")
        #expect(url.pathAndQuery == "/a/b?c=d")
        #expect(url.withoutFragment.href == "https://u:p@news.example:8443/a/b?c=d")
        #expect(url.withoutCredentials.href == "https://news.example:8443/a/b?c=d#e")
        #expect(WebURL.parse("https://x/")?.effectivePort == 443)
        #expect(WebURL.parse("data:x")?.origin == nil)
    }

    @Test("any serialisation parses to itself")
    func idempotent() {
        for input in ["http://a/%zz?%#%", "https://h//..//b/", "x:///..//p", "x:/a/..//b#"] {
            let href = WebURL.parse(input)?.href
            #expect(href != nil)
            #expect(href.flatMap { WebURL.parse($0) }?.href == href)
        }
    }
}
