import Testing
import WinnowEncoding

@Suite struct EncodingSnifferTests {
    private func html(_ text: String, transport: String? = nil) -> EncodingDecision {
        Array(text.utf8).withUnsafeBufferPointer { EncodingSniffer.html($0, transport: transport) }
    }

    private func xml(_ bytes: [UInt8], transport: String? = nil) -> EncodingDecision {
        bytes.withUnsafeBufferPointer { EncodingSniffer.xml($0, transport: transport) }
    }

    @Test(
        "a meta names the encoding as the prescan reads it",
        arguments: [
            ("<meta charset=koi8-r>", Encoding.koi8R),
            ("<META CHARSET = 'KOI8-R' >", .koi8R),
            ("<meta http-equiv=content-type content='text/html; charset=koi8-r'>", .koi8R),
            ("<meta content='x;charset = \"koi8-r\"' http-equiv='Content-Type'>", .koi8R),
            ("<!-- <meta charset=koi8-r> --><meta charset=big5>", .big5),
            ("<!--><meta charset=koi8-r>", .koi8R),
            ("<p title='<meta charset=koi8-r>'><meta charset=big5>", .big5),
            ("</p title='<meta charset=koi8-r>'><meta charset=big5>", .big5),
            ("<?php <meta charset=koi8-r><meta charset=big5>", .big5),
            ("<meta charset=utf-16be>", .utf8),
            ("<meta charset=x-user-defined>", .windows1252),
            ("<meta charset=nonsense><meta charset=big5>", .big5),
            ("<meta charset=koi8-r charset=big5>", .koi8R),
            ("<metadata charset=koi8-r><meta/charset=big5>", .big5),
            ("<?xml version='1.0' encoding='big5'?><p>", .big5),
        ]
    )
    func meta(text: String, encoding: Encoding) {
        #expect(html(text) == EncodingDecision(encoding, .meta))
    }

    @Test(
        "a meta that is not complete or not meant names nothing",
        arguments: [
            "<meta charset=koi8-r", "<meta charset='koi8-r>", "<meta content='charset=koi8-r'>",
            "<meta http-equiv=refresh content='charset=koi8-r'>", "<!-- <meta charset=koi8-r>",
            "<meta charset>", "<me", "<", "", "<meta http-equiv=content-type content=charset>",
        ]
    )
    func noMeta(text: String) {
        #expect(html(text) == EncodingDecision(.windows1252, .assumed))
    }

    @Test("a meta behind the first 1024 bytes counts")
    func lateMeta() {
        let text = "<!--" + String(repeating: "x", count: 2000) + "--><meta charset=koi8-r>"
        #expect(html(text).encoding == .koi8R)
    }

    @Test("the byte order mark is stronger than the transport, that than the document")
    func order() {
        #expect(html("\u{FEFF}<meta charset=big5>", transport: "koi8-r").source == .byteOrderMark)
        #expect(html("\u{FEFF}<p>").byteOrderMarkLength == 3)
        #expect(html("<meta charset=big5>", transport: "koi8-r").encoding == .koi8R)
        #expect(html("<meta charset=big5>", transport: "nonsense").encoding == .big5)
    }

    @Test("an XML declaration names the encoding")
    func declaration() {
        let text = "<?xml version='1.0' encoding = \"Shift_JIS\" ?><rss/>"
        #expect(xml(Array(text.utf8)) == EncodingDecision(.shiftJIS, .xmlDeclaration))
        #expect(xml(Array(text.utf8), transport: "big5").encoding == .big5)
        #expect(xml(Array("<?xml version='1.0'?><rss/>".utf8)).encoding == .utf8)
        #expect(xml(Array("<?xml encoding='utf-16'?><rss/>".utf8)).encoding == .utf8)
        #expect(xml(Array("<?xml encoding='MacCyrillic'?><rss/>".utf8)).encoding == .macCyrillic)
    }

    @Test("XML in wide characters needs no byte order mark")
    func wide() {
        #expect(xml([0x3C, 0, 0x3F, 0]).encoding == .utf16LE)
        #expect(xml([0, 0x3C, 0, 0x3F]).encoding == .utf16BE)
        #expect(xml([0x3C, 0, 0, 0]).encoding == .utf32LE)
        #expect(xml([0, 0, 0, 0x3C]).encoding == .utf32BE)
        #expect(xml([0xFF, 0xFE, 0, 0]).byteOrderMarkLength == 4)
        #expect(xml([0xFF, 0xFE, 0x3C, 0]).encoding == .utf16LE)
    }

    @Test("UTF-8 declared as Latin-1 is read as UTF-8, and Latin-1 as declared")
    func staleDeclaration() {
        let head = "<?xml version='1.0' encoding='ISO-8859-1'?><a>"
        #expect(xml(Array((head + "Größe").utf8)).encoding == .utf8)
        #expect(xml(Array(head.utf8) + [0x47, 0x72, 0xF6, 0xDF]).encoding == .windows1252)
    }

    @Test(
        "the charset of a Content-Type is found however it is written",
        arguments: [
            ("text/html; charset=utf-8", "utf-8"),
            ("text/html;charset= 'big5'", "big5"),
            ("text/html; x=y; CharSet = \"koi8-r\" ; z", "koi8-r"),
            ("text/html", nil),
            ("text/html; charset=", nil),
            ("charset=utf-8", nil),
        ]
    )
    func contentType(value: String, label: String?) {
        #expect(EncodingSniffer.charset(ofContentType: value) == label)
    }

    @Test("a decision decodes without the byte order mark")
    func decode() {
        let decision = EncodingDecision(.utf16LE, .byteOrderMark, byteOrderMarkLength: 2)
        #expect(decision.decode([0xFF, 0xFE, 0x61, 0]) == [0x61])
        #expect(decision.decode([0xFF]).isEmpty)
    }
}
