import Testing
import WinnowModel

@Suite struct DomainNameTests {
    private func host(_ domain: String) -> String? {
        WebURL.parse("https://\(domain)/")?.host
    }

    @Test(
        "a domain beyond ASCII is mapped, composed and encoded",
        arguments: [
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("straße.example", "xn--strae-oqa.example"),
            ("www。例え。jp", "www.xn--r8jz45g.jp"),
            ("ＥＸＡＭＰＬＥ.com", "example.com"),
            ("so\u{AD}ft.example", "soft.example"),
            ("한국.kr", "xn--3e0b707e.kr"),
            ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
            ("%E2%98%83.example", "xn--n3h.example"),
            ("１２７.0.0.1", "127.0.0.1"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("a..b", "a..b"),
        ]
    )
    func toASCII(domain: String, ascii: String) {
        #expect(host(domain) == ascii)
    }

    @Test("a joiner is allowed after a virama")
    func joiner() {
        let joined = host("क्\u{200D}ष.example")
        #expect(joined?.hasPrefix("xn--") == true)
        #expect(joined != host("क्ष.example"))
    }

    @Test(
        "a label that is not valid is refused",
        arguments: [
            "\u{300}a.example", "a\u{200D}b.example", "xn--a.example", "xn--.example",
            "xn--bcher-kva-.example", "xn--zzzzzzzzzz99999999.example", "\u{FFFF}.example",
            "aא.example", "אa.example", "1א.example", "\u{AD}", "a\u{2488}b.example",
            "xn--strae-oqA\u{E9}.example",
        ]
    )
    func refused(domain: String) {
        #expect(host(domain) == nil)
    }

    @Test("a very long label is refused at once")
    func long() {
        #expect(host(String(repeating: "ü", count: 100_000)) == nil)
        #expect(host(String(repeating: "\u{200C}\u{300}", count: 100_000)) == nil)
        #expect(host("xn--" + String(repeating: "9", count: 100_000)) == nil)
        #expect(host(String(repeating: "a", count: 100_000))?.utf8.count == 100_000)
    }
}
