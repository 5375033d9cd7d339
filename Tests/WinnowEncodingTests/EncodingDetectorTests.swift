import Testing
import WinnowEncoding

@Suite struct EncodingDetectorTests {
    /// A sentence of each language, written for these tests.
    private static let sentences = [
        "fr":
            "L’été dernier, le maire a déclaré que la rénovation du théâtre coûterait très cher à la ville.",
        "de":
            "Die Gemeinde möchte das alte Gebäude für Schüler öffnen, sagte die Bürgermeisterin am Mittwoch.",
        "es":
            "El año pasado la compañía anunció que cerrará también la fábrica más pequeña de la región.",
        "cs":
            "Ředitel školy včera řekl, že žáci budou příští týden psát důležitou zkoušku z češtiny.",
        "pl":
            "Wczoraj wieczorem mieszkańcy zaczęli sprzątać ulice po największej śnieżycy od wielu lat.",
        "hu":
            "A tűzoltók szerint az erdőben keletkezett tüzet csak holnap délelőtt tudják megfékezni.",
        "tr":
            "Belediye başkanı dün akşam şehrin kuzeyindeki yeni köprünün açılışını yapacağını söyledi.",
        "lt":
            "Šiandien miškininkai pranešė, kad šią žiemą žvėrių skaičius miškuose gerokai išaugo.",
        "ru":
            "Вчера вечером жители города собрались на площади, чтобы обсудить строительство нового моста.",
        "uk":
            "Учора ввечері мешканці міста зібралися на площі, щоб обговорити будівництво нового мосту її мрії.",
        "bg": "Снощи жителите на града се събраха на площада, за да обсъдят строежа на новия мост.",
        "el":
            "Χθες το βράδυ οι κάτοικοι της πόλης συγκεντρώθηκαν στην πλατεία για να συζητήσουν το έργο.",
        "he": "אתמול בערב התאספו תושבי העיר בכיכר כדי לדון בבניית הגשר החדש שמעל הנהר.",
        "ar": "اجتمع سكان المدينة مساء أمس في الساحة لمناقشة بناء الجسر الجديد فوق النهر.",
        "th": "เมื่อวานนี้ชาวเมืองมารวมตัวกันที่ลานกว้างเพื่อพูดคุยเรื่องการสร้างสะพานใหม่",
        "zh": "昨天晚上，市民们聚集在广场上讨论在河上建造新桥的计划。市长说，这个计划还需要一些时间。",
        "zh-Hant": "昨天晚上，市民們聚集在廣場上討論在河上建造新橋的計畫。市長說，這個計畫還需要一些時間。",
        "ja": "昨日の夜、市民は広場に集まり、川に新しい橋をかける計画について話し合いました。",
        "ko": "어제 저녁 시민들은 광장에 모여 강 위에 새로운 다리를 놓는 계획에 대해 이야기했다.",
    ]

    @Test(
        "the encoding of a sentence is recognised",
        arguments: [
            ("fr", Encoding.windows1252), ("de", .windows1252), ("es", .windows1252),
            ("cs", .windows1250), ("cs", .iso88592), ("pl", .windows1250), ("pl", .iso88592),
            ("hu", .windows1250), ("tr", .windows1254), ("lt", .windows1257),
            ("ru", .windows1251), ("ru", .koi8R), ("ru", .ibm866), ("ru", .iso88595),
            ("ru", .macCyrillic), ("uk", .windows1251), ("uk", .koi8U), ("bg", .windows1251),
            ("el", .windows1253), ("he", .windows1255), ("ar", .windows1256), ("th", .windows874),
            ("zh", .gbk), ("zh-Hant", .big5), ("ja", .shiftJIS), ("ja", .eucJP), ("ko", .eucKR),
        ] as [(String, Encoding)]
    )
    func sentence(language: String, encoding: Encoding) throws {
        let text = try #require(Self.sentences[language])
        let bytes = try #require(encode(text, as: encoding))
        #expect(bytes.withUnsafeBufferPointer { EncodingDetector.detect($0) } == encoding)
        // Markup around the text must not matter.
        let page = Array("<html><body class=x><p>".utf8) + bytes + Array("</p></body>".utf8)
        #expect(page.withUnsafeBufferPointer { EncodingDetector.detect($0) } == encoding)
    }

    @Test("UTF-8 is recognised, also cut off or with a broken byte")
    func utf8() {
        let text = Array(Self.sentences.values.joined(separator: "\n").utf8)
        #expect(text.withUnsafeBufferPointer { EncodingDetector.detect($0) } == .utf8)
        let cut = Array(Self.sentences["ru", default: ""].utf8.dropLast(2))
        #expect(cut.withUnsafeBufferPointer { EncodingDetector.detect($0) } == .utf8)
        let broken = Array(text.prefix(900)) + [0xFF] + text
        #expect(broken.withUnsafeBufferPointer { EncodingDetector.detect($0) } == .utf8)
    }

    @Test("plain ASCII tells nothing")
    func ascii() {
        let bytes = Array("Nothing to see here.".utf8)
        #expect(bytes.withUnsafeBufferPointer { EncodingDetector.detect($0) } == nil)
        #expect([UInt8]().withUnsafeBufferPointer { EncodingDetector.detect($0) } == nil)
    }

    @Test("ISO-2022-JP is recognised by its escapes")
    func escapes() {
        let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]
        #expect(bytes.withUnsafeBufferPointer { EncodingDetector.detect($0) } == .iso2022JP)
    }

    @Test("wide characters are recognised by their zeros")
    func wide() {
        let ascii = Array("A title and some text.".utf8)
        let cases: [(Encoding, [UInt8])] = [
            (.utf16LE, ascii.flatMap { [$0, 0] }), (.utf16BE, ascii.flatMap { [0, $0] }),
            (.utf32LE, ascii.flatMap { [$0, 0, 0, 0] }),
            (.utf32BE, ascii.flatMap { [0, 0, 0, $0] }),
        ]
        for (encoding, bytes) in cases {
            #expect(bytes.withUnsafeBufferPointer { EncodingDetector.detect($0) } == encoding)
        }
    }

    @Test("any bytes have an encoding")
    func anyBytes() {
        for seed in 0..<50 {
            let bytes = (0..<(seed * 7)).map {
                UInt8(truncatingIfNeeded: $0 &* 197 ^ seed &* 31) | 0x80
            }
            let encoding = bytes.withUnsafeBufferPointer { EncodingDetector.detect($0) }
            #expect((encoding == nil) == bytes.isEmpty)
        }
    }

    /// Encodes by trying which one or two bytes decode to each character; nil if
    /// one has none.
    private func encode(_ text: String, as encoding: Encoding) -> [UInt8]? {
        var table: [Unicode.Scalar: [UInt8]] = [:]
        let leads = UInt8(0x80)...0xFF
        for lead in leads {
            for trail in [nil] + (UInt8(0x40)...0xFF).map(Optional.some) {
                let bytes = [lead] + (trail.map { [$0] } ?? [])
                let decoded = String(decoding: encoding.decode(bytes), as: UTF8.self).unicodeScalars
                guard decoded.count == 1, let scalar = decoded.first, scalar != "\u{FFFD}" else {
                    continue
                }
                if table[scalar] == nil { table[scalar] = bytes }
            }
        }
        var encoded: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                encoded.append(UInt8(scalar.value))
            } else if let bytes = table[scalar] {
                encoded += bytes
            } else if scalar == "’" {
                encoded.append(0x27)
            } else {
                return nil
            }
        }
        return encoded
    }
}
