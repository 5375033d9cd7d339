import Testing
import WinnowEncoding
import WinnowHTML

@Suite struct HTMLParserEncodingTests {
    private func text(_ bytes: [UInt8], transport: String? = nil) -> (String, Encoding) {
        let tree = HTMLTree()
        let decision = HTMLParser.parse(encoded: bytes, transport: transport, into: tree)
        return (tree.textContent(of: tree.document), decision.encoding)
    }

    @Test func `a byte order mark is not part of the text`() {
        #expect(text([0xEF, 0xBB, 0xBF] + Array("ä".utf8)) == ("ä", .utf8))
    }

    @Test func `the transport's label goes before the page's own`() {
        let page = Array("<meta charset=utf-8><p>".utf8) + [0xE4]
        #expect(text(page, transport: "iso-8859-1") == ("ä", .windows1252))
    }

    @Test func `a meta element names the encoding`() {
        #expect(text(Array("<meta charset=shift_jis><p>".utf8) + [0x82, 0xA0]) == ("あ", .shiftJIS))
    }

    @Test func `malformed UTF-8 becomes replacement characters`() {
        #expect(
            text(Array("a".utf8) + [0xFF] + Array("b".utf8), transport: "utf-8") == (
                "a\u{FFFD}b", .utf8
            )
        )
    }
}
