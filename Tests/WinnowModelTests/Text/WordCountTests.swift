import FoundationEssentials
import Testing
import WinnowModel

@Suite struct WordCountTests {
    @Test(
        "words are counted as UAX 29 divides text",
        arguments: [
            ("", 0), ("  \n", 0), ("one two, three.", 3), ("can't won’t", 2), ("3.14 1,000", 2),
            ("a.b a. b a..b", 5), ("x_y __ z", 2), ("e-mail", 2), ("日本語", 3), ("カタカナ", 1),
            ("한국어 글", 2), ("Größe cafe\u{301}s", 2), ("😀 👍🏽", 0), ("п. 5", 2), ("\"quoted\"", 1),
            ("צה\"ל", 1), ("a\u{200D}b", 1), ("A1b2", 1), ("1'000", 1), ("'tis 'twas'", 2),
        ]
    )
    func words(text: String, count: Int) {
        #expect(WordCount.words(in: text) == count)
    }

    @Test("a sign before a space changes no count, whatever space it is", arguments: 0..<128)
    func signs(_ code: Int) {
        let sign = Unicode.Scalar(UInt8(code))
        for word in ["ab", "a", "7", "a1", "1,0", "it's"] {
            let plain = "\(word)\(sign) \(word)\(sign)  end \(sign) \(word)\(sign)"
            let wide = plain.replacing(" ", with: "\u{2003}")
            #expect(WordCount.words(in: plain) == WordCount.words(in: wide), "\(word)")
        }
    }

    @Test("bytes that are no UTF-8 separate words")
    func illFormed() {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xE2, 0x82, 0x63, 0xF5, 0x64, 0xC3]
        #expect(bytes.withUnsafeBufferPointer { WordCount.words(in: $0) } == 4)
    }

    // Debian's package unicode-data has the consortium's own test file.
    private static let testFile = "/usr/share/unicode/auxiliary/WordBreakTest.txt"

    @Test(
        "the Unicode Consortium's test file is satisfied",
        .enabled(if: FileManager.default.fileExists(atPath: testFile))
    )
    func conformance() throws {
        let data = try #require(FileManager.default.contents(atPath: Self.testFile))
        var count = 0
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let sample = line.prefix { $0 != "#" }
            guard sample.contains("÷") else { continue }
            count += 1
            let segments = sample.split(separator: "÷").map { segment in
                segment.split { $0 == " " || $0 == "×" || $0 == "\t" }
                    .compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
            }
            let words = segments.filter { $0.contains(where: isLetterOrNumber) }.count
            let text = String(String.UnicodeScalarView(segments.flatMap { $0 }))
            #expect(WordCount.words(in: text) == words, "\(sample)")
        }
        #expect(count > 1000)
    }

    private func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        default:
            false
        }
    }
}
