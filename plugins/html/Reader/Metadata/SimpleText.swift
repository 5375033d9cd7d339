/// Text in which every scalar is a character of its own, as in most pages'
/// metadata. There white space can be found without the standard library's
/// search for the bounds of characters, at a tenth of the cost.
enum SimpleText {
    /// Appends text with white space in runs made one space and none at the
    /// ends.
    static func append(collapsing text: ByteText, to output: inout [UInt8]) {
        let start = output.count
        guard !appendSimple(text, to: &output) else { return }
        output.removeSubrange(start...)
        output += TextCleaner.splitAndJoined(String(decoding: text, as: UTF8.self)).utf8
    }

    /// Whether the text is simple; if not, a part of it was appended.
    private static func appendSimple(_ bytes: ByteText, to output: inout [UInt8]) -> Bool {
        let start = output.count
        output.reserveCapacity(start + bytes.count)
        var isGap = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte == 0x20 || byte >= 0x09 && byte <= 0x0D {
                    isGap = true
                    index += 1
                    continue
                }
                if isGap, output.count > start { output.append(0x20) }
                isGap = false
                let end = endOfWords(bytes, index)
                output.append(contentsOf: bytes.part(index..<end))
                index = end
                continue
            }
            let (scalar, length) = decodeScalar(bytes, at: index)
            // Bytes of a page that was cut off may be no UTF-8.
            guard length > 1, standsAlone(scalar), isWhole(bytes, index, scalar, length) else {
                return false
            }
            if ScalarKind.isSpace(scalar) {
                isGap = true
            } else {
                if isGap, output.count > start { output.append(0x20) }
                isGap = false
                for offset in 0..<length { output.append(bytes[index + offset]) }
            }
            index += length
        }
        return true
    }

    /// Where words of ASCII end between which single spaces stand: they are
    /// taken at once.
    private static func endOfWords(_ bytes: ByteText, _ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count {
            var next = end
            if bytes[end] == 0x20, end + 1 < bytes.count { next += 1 }
            guard bytes[next] > 0x20, bytes[next] < 0x80 else { break }
            end = next + 1
        }
        return end
    }

    /// Whether the bytes are the scalar's only form in UTF-8.
    @inline(__always)
    private static func isWhole(
        _ bytes: ByteText,
        _ index: Int,
        _ scalar: UInt32,
        _ length: Int
    ) -> Bool {
        for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return false }
        return scalar >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000)
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
}
