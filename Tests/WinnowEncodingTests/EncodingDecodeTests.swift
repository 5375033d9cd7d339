import Testing
import WinnowEncoding

@Suite struct EncodingDecodeTests {
    private func text(_ encoding: Encoding, _ bytes: [UInt8]) -> String {
        String(decoding: encoding.decode(bytes), as: UTF8.self)
    }

    @Test("every label names its encoding, whatever its case and space")
    func labels() {
        for encoding in Encoding.allCases where encoding != .utf32BE && encoding != .utf32LE {
            #expect(Encoding(label: encoding.label) == encoding)
        }
        #expect(Encoding(label: " \tLatin1\n") == .windows1252)
        #expect(Encoding(label: "US-ASCII") == .windows1252)
        #expect(Encoding(label: "GB2312") == .gbk)
        #expect(Encoding(label: "ks_c_5601-1987") == .eucKR)
        #expect(Encoding(label: "utf-16") == .utf16LE)
        #expect(Encoding(label: "utf-7") == nil)
        #expect(Encoding(label: "utf-32") == nil)
        #expect(Encoding(label: "") == nil)
        #expect(Encoding(label: "\u{A0}utf-8") == nil)
    }

    @Test(
        "an ill-formed UTF-8 sequence is replaced by maximal subparts",
        arguments: [
            ([0x61, 0xFF, 0x62], "a\u{FFFD}b"),
            ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"),
            ([0xE2, 0x82], "\u{FFFD}"),
            ([0xE2, 0x82, 0x41], "\u{FFFD}A"),
            ([0xF0, 0x9F, 0x92, 0x41], "\u{FFFD}A"),
            ([0xF0, 0x9F, 0x92, 0xA9], "\u{1F4A9}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xE0, 0x9F, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xC3], "\u{FFFD}"),
        ] as [([UInt8], String)]
    )
    func utf8(bytes: [UInt8], expected: String) {
        #expect(text(.utf8, bytes) == expected)
    }

    @Test("UTF-8 at any offset from a word's start decodes as Swift decodes it")
    func utf8Offsets() {
        let tail: [UInt8] = [0xD0, 0x96, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x92, 0xA9, 0x80, 0xE2]
        for length in 0..<70 {
            let bytes = [UInt8](repeating: 0x61, count: length) + tail
            #expect(text(.utf8, bytes) == String(decoding: bytes, as: UTF8.self))
            let valid = UTF8Scanner.validPrefixLength(bytes.span)
            #expect(valid == length + 9)
        }
    }

    @Test(
        "single-byte text decodes by its table",
        arguments: [
            (Encoding.windows1252, [0x80, 0x81, 0xE9], "\u{20AC}\u{81}\u{E9}"),
            (.windows1251, [0xCF, 0xF0, 0xE8], "При"),
            (.koi8R, [0xF0, 0xD2, 0xC9], "При"),
            (.koi8U, [0xAE, 0xA4], "ўє"),
            (.ibm866, [0x8F, 0xE0, 0xA8], "При"),
            (.macCyrillic, [0x8F, 0xF0, 0xE8, 0xFF], "При\u{20AC}"),
            (.iso88597, [0xA4, 0xD2, 0xE1], "\u{20AC}\u{FFFD}α"),
            (.windows1255, [0xE0, 0xCA], "א\u{5BA}"),
            (.windows874, [0xA1, 0xDB], "ก\u{FFFD}"),
            (.userDefined, [0x41, 0x80, 0xFF], "A\u{F780}\u{F7FF}"),
        ] as [(Encoding, [UInt8], String)]
    )
    func singleByte(encoding: Encoding, bytes: [UInt8], expected: String) {
        #expect(text(encoding, bytes) == expected)
    }

    @Test(
        "multi-byte text decodes by its index",
        arguments: [
            (Encoding.gbk, [0xC4, 0xE3, 0xBA, 0xC3, 0x80], "你好\u{20AC}"),
            (.gb18030, [0x81, 0x30, 0x81, 0x30], "\u{80}"),
            (.gb18030, [0x90, 0x30, 0x81, 0x30], "\u{10000}"),
            (.gb18030, [0xA6, 0xD9, 0xFE, 0x59], "\u{FE10}\u{9FB4}"),
            (.gb18030, [0x81, 0x35, 0xF4, 0x37], "\u{E7C7}"),
            (.big5, [0xA7, 0x41, 0xA6, 0x6E], "你好"),
            (.big5, [0x88, 0x62, 0x88, 0xA5], "\u{CA}\u{304}\u{EA}\u{30C}"),
            (.shiftJIS, [0x93, 0xFA, 0x96, 0x7B, 0xB1, 0x5C], "日本ｱ\\"),
            (.shiftJIS, [0xF0, 0x40], "\u{E000}"),
            (.eucJP, [0xC6, 0xFC, 0xCB, 0xDC, 0x8E, 0xB1], "日本ｱ"),
            (.eucJP, [0x8F, 0xB0, 0xA1], "丂"),
            (.eucKR, [0xC7, 0xD1, 0x81, 0x41], "한갂"),
            (.iso2022JP, [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42, 0x61], "日a"),
            (.iso2022JP, [0x1B, 0x28, 0x4A, 0x5C, 0x7E], "\u{A5}\u{203E}"),
        ] as [(Encoding, [UInt8], String)]
    )
    func multiByte(encoding: Encoding, bytes: [UInt8], expected: String) {
        #expect(text(encoding, bytes) == expected)
    }

    @Test(
        "a malformed character swallows no ASCII",
        arguments: [
            (Encoding.gbk, [0xC4, 0x3C], "\u{FFFD}<"),
            (.gb18030, [0x81, 0x30, 0x3C], "\u{FFFD}0<"),
            (.gb18030, [0x81, 0x30, 0x81, 0x3C], "\u{FFFD}0\u{FFFD}<"),
            (.gb18030, [0x81, 0x30, 0x81], "\u{FFFD}"),
            (.gb18030, [0xFF, 0x41], "\u{FFFD}A"),
            (.big5, [0xA7, 0x3C], "\u{FFFD}<"),
            (.big5, [0xA7, 0xFF, 0x41], "\u{FFFD}A"),
            (.shiftJIS, [0x93, 0x3C, 0xA0], "\u{FFFD}<\u{FFFD}"),
            (.eucJP, [0x8E, 0x3C, 0x8F, 0xA1, 0x3C], "\u{FFFD}<\u{FFFD}<"),
            (.eucKR, [0xC7, 0x3C, 0xC7], "\u{FFFD}<\u{FFFD}"),
            (.iso2022JP, [0x1B, 0x28, 0x42, 0x1B, 0x28, 0x42, 0x61], "\u{FFFD}a"),
            (.iso2022JP, [0x1B, 0x24, 0x21, 0x0E], "\u{FFFD}$!\u{FFFD}"),
        ] as [(Encoding, [UInt8], String)]
    )
    func malformed(encoding: Encoding, bytes: [UInt8], expected: String) {
        #expect(text(encoding, bytes) == expected)
    }

    @Test("UTF-16 and UTF-32 replace what is no character")
    func wide() {
        #expect(text(.utf16LE, [0x61, 0, 0x3D, 0xD8, 0xA9, 0xDC]) == "a\u{1F4A9}")
        #expect(
            text(.utf16BE, [0xD8, 0x3D, 0, 0x61, 0xDC, 0xA9, 0]) == "\u{FFFD}a\u{FFFD}\u{FFFD}"
        )
        #expect(text(.utf16LE, [0x3D, 0xD8, 0x61]) == "\u{FFFD}")
        #expect(text(.utf32LE, [0xA9, 0xF4, 1, 0, 0, 0xD8, 0, 0]) == "\u{1F4A9}\u{FFFD}")
        #expect(text(.utf32BE, [0, 0x11, 0, 0, 0, 0]) == "\u{FFFD}\u{FFFD}")
    }

    @Test("the replacement encoding gives one U+FFFD")
    func replacement() {
        #expect(text(.replacement, [0x61, 0x62]) == "\u{FFFD}")
        #expect(text(.replacement, []).isEmpty)
    }

    @Test("every two bytes decode to UTF-8 in every encoding")
    func anyBytes() {
        var bytes: [UInt8] = []
        for high in UInt8.min...UInt8.max {
            for low in stride(from: UInt8(0), to: 255, by: 5) { bytes += [high, low, high, 0x41] }
        }
        for encoding in Encoding.allCases {
            let decoded = encoding.decode(bytes)
            let isValid = UTF8Scanner.isValid(decoded.span)
            #expect(isValid)
        }
    }
}
