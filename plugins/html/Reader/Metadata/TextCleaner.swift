/// Brings values out of attributes and JSON into one form.
enum TextCleaner {
    /// White space in runs becomes one space; none is left at the ends.
    static func collapsed(_ text: String) -> String {
        let other: String? = text.withBytes { text in
            if text.isCollapsed { return nil }
            var collapsed: [UInt8] = []
            SimpleText.append(collapsing: text, to: &collapsed)
            return String(decoding: collapsed, as: UTF8.self)
        }
        return other ?? text
    }

    /// The same for text whose scalars may combine, so that the white space of
    /// characters alone counts.
    static func splitAndJoined(_ text: String) -> String {
        text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{200B}" }).joined(
            separator: " "
        )
    }

    /// Collapsed text without tags and with the commonest references decoded,
    /// since many systems escape twice.
    static func plain(_ text: String) -> String {
        let isMarkup = text.withBytes { text in
            text.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
        }
        guard isMarkup else { return collapsed(text) }
        var plain: [UInt8] = []
        text.withBytes(withoutTags).withUnsafeBufferPointer { text in
            withoutReferences(text).withUnsafeBufferPointer {
                SimpleText.append(collapsing: $0, to: &plain)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func withoutTags(_ text: ByteText) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var start = 0
        while let open = text[start...].firstIndex(of: UInt8(ascii: "<")) {
            result.append(contentsOf: text.part(start..<open))
            start = open
            if beginsTag(text, open + 1) {
                // Where this tag has no end, none behind it has one.
                let close = text[(open + 1)...].firstIndex(of: UInt8(ascii: ">"))
                guard let close else { break }
                start = close + 1
            } else {
                result.append(text[open])
                start = open + 1
            }
        }
        result.append(contentsOf: text.part(start..<text.count))
        return result
    }

    private static func beginsTag(_ text: ByteText, _ index: Int) -> Bool {
        guard index < text.count else { return false }
        let byte = text[index]
        let scalar = byte < 0x80 ? UInt32(byte) : decodeScalar(text, at: index).0
        return byte == UInt8(ascii: "/") || ScalarKind.isLetter(scalar)
    }

    private static let references: [(Substring, String)] = [
        ("amp", "&"), ("quot", "\""), ("apos", "'"), ("lt", "<"), ("gt", ">"), ("nbsp", " "),
        ("rsquo", "\u{2019}"), ("lsquo", "\u{2018}"), ("rdquo", "\u{201D}"),
        ("ldquo", "\u{201C}"), ("ndash", "\u{2013}"), ("mdash", "\u{2014}"),
        ("hellip", "\u{2026}"), ("laquo", "\u{AB}"), ("raquo", "\u{BB}"), ("auml", "\u{E4}"),
        ("ouml", "\u{F6}"), ("uuml", "\u{FC}"), ("szlig", "\u{DF}"), ("eacute", "\u{E9}"),
        ("aacute", "\u{E1}"), ("iacute", "\u{ED}"), ("oacute", "\u{F3}"), ("uacute", "\u{FA}"),
        ("ntilde", "\u{F1}"), ("atilde", "\u{E3}"), ("otilde", "\u{F5}"), ("ccedil", "\u{E7}"),
        ("agrave", "\u{E0}"), ("egrave", "\u{E8}"), ("igrave", "\u{EC}"), ("ograve", "\u{F2}"),
        ("ugrave", "\u{F9}"), ("acirc", "\u{E2}"), ("ecirc", "\u{EA}"), ("icirc", "\u{EE}"),
        ("ocirc", "\u{F4}"), ("ucirc", "\u{FB}"), ("euml", "\u{EB}"), ("iuml", "\u{EF}"),
        ("aring", "\u{E5}"), ("oslash", "\u{F8}"), ("aelig", "\u{E6}"), ("Auml", "\u{C4}"),
        ("Ouml", "\u{D6}"), ("Uuml", "\u{DC}"), ("Eacute", "\u{C9}"), ("iexcl", "\u{A1}"),
        ("iquest", "\u{BF}"), ("bdquo", "\u{201E}"), ("sbquo", "\u{201A}"),
        ("bull", "\u{2022}"), ("middot", "\u{B7}"), ("euro", "\u{20AC}"), ("shy", ""),
    ]

    private static func withoutReferences(_ text: ByteText) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var start = 0
        while let mark = text[start...].firstIndex(of: UInt8(ascii: "&")) {
            result.append(contentsOf: text.part(start..<mark))
            let name = text[(mark + 1)...].prefix(10).prefix {
                $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "&") && $0 != 0x20
            }
            if name.endIndex < text.count, text[name.endIndex] == UInt8(ascii: ";"),
                let decoded = decoded(Substring(decoding: name, as: UTF8.self))
            {
                result.append(contentsOf: decoded.utf8)
                start = name.endIndex + 1
            } else {
                result.append(text[mark])
                start = mark + 1
            }
        }
        result.append(contentsOf: text.part(start..<text.count))
        return result
    }

    private static func decoded(_ name: Substring) -> String? {
        if name.first == "#" {
            let digits = name.dropFirst()
            let isHexadecimal = digits.first == "x" || digits.first == "X"
            let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
        return references.first { $0.0 == name }?.1
    }
}
