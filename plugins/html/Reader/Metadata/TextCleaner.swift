/// Brings values out of attributes and JSON into one form.
enum TextCleaner {
    /// White space in runs becomes one space; none is left at the ends.
    static func collapsed(_ text: String) -> String {
        if text.withBytes(\.isCollapsed) { return text }
        return text.withBytes { $0.withCollapsed { String(decoding: $0, as: UTF8.self) } }
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
        return collapsed(withoutReferences(withoutTags(text)))
    }

    private static func withoutTags(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            let next = rest.index(after: open)
            guard next < rest.endIndex, rest[next].isLetter || rest[next] == "/",
                let close = rest[next...].firstIndex(of: ">")
            else {
                result += rest[..<next]
                rest = rest[next...]
                continue
            }
            result += rest[..<open]
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
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

    private static func withoutReferences(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            let next = rest.index(after: mark)
            let name = rest[next...].prefix(10).prefix { $0 != ";" && $0 != "&" && $0 != " " }
            let end = name.endIndex
            guard end < rest.endIndex, rest[end] == ";", let decoded = decoded(name) else {
                result += "&"
                rest = rest[next...]
                continue
            }
            result += decoded
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
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
