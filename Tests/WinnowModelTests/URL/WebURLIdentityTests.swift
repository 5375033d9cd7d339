import Testing
import WinnowModel

@Suite struct WebURLIdentityTests {
    @Test(
        "what gives a page no other content is removed",
        arguments: [
            ("HTTP://User:x@News.Example:80/a/../b#c", "http://news.example/b"),
            ("https://news.example/a?utm_source=x&id=1&fbclid=y", "https://news.example/a?id=1"),
            ("https://news.example/a?UTM_Medium=x", "https://news.example/a"),
            ("https://news.example/a/index.html?b=1", "https://news.example/a/?b=1"),
            ("https://news.example./a", "https://news.example/a"),
            ("https://news.example/%7Ea%2fb%c3%a4", "https://news.example/~a%2Fb%C3%A4"),
            ("https://news.example/?", "https://news.example/"),
        ]
    )
    func removed(text: String, expected: String) {
        #expect(WebURL.parse(text)?.canonicalForIdentity.href == expected)
    }

    @Test(
        "what may choose the content stays",
        arguments: [
            "https://news.example/a?b=2&a=1", "https://news.example/a?id=1&&ref=x",
            "https://news.example/A/", "https://news.example/a/index.php?p=1",
            "https://news.example/#!/a/1", "https://news.example:8443/a",
            "https://www.news.example/a", "https://news.example/a?b=%26c", "mailto:a@b#c",
            "https://news.example/a%zz%",
        ]
    )
    func kept(text: String) {
        #expect(WebURL.parse(text)?.canonicalForIdentity.href == text)
    }

    @Test("canonicalising twice changes nothing more")
    func idempotent() {
        for text in [
            "http://a/%2541?utm_a=1&%75tm_b", "http://a/index.html/index.html", "http://a..",
        ] {
            let once = WebURL.parse(text)?.canonicalForIdentity
            #expect(once != nil)
            #expect(
                once?.canonicalForIdentity.canonicalForIdentity.href
                    == once?.canonicalForIdentity.href
            )
        }
    }
}
