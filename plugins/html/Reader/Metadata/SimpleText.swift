/// Text in which every scalar is a character of its own, as in most pages'
/// metadata. There white space can be found without the standard library's
/// search for the bounds of characters, at a tenth of the cost.
enum SimpleText {
    /// Text with white space in runs made one space and none at the ends; nil
    /// if the text has scalars that may combine.
    static func collapsed(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes -> String? in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            var isGap = false
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                var length = 1
                var isSpace = byte == 0x20 || byte >= 0x09 && byte <= 0x0D
                if byte >= 0x80 {
                    let scalar: UInt32
                    (scalar, length) = decodeScalar(bytes, at: index)
                    guard standsAlone(scalar) else { return nil }
                    isSpace = isWhiteSpace(scalar)
                }
                if isSpace {
                    isGap = true
                } else {
                    if isGap, !result.isEmpty { result.append(0x20) }
                    isGap = false
                    result.append(contentsOf: bytes[index..<index + length])
                }
                index += length
            }
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// Whether a scalar neither combines with another nor is combined with:
    /// Latin, Greek, Cyrillic and Armenian letters, general punctuation without
    /// joiners, ideographs, kana and Hangul syllables.
    private static func standsAlone(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0..<0x300, 0x370...0x482, 0x48A...0x58F, 0x2000...0x200B, 0x2010...0x205F,
            0x3000...0x3029, 0x3030...0x3098, 0x309B...0xA4CF, 0xAC00...0xD7A3, 0xFF01...0xFF9D:
            true
        default: false
        }
    }

    /// White space beyond ASCII, and the space without width.
    private static func isWhiteSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
