/// One line of normalised text, by its place in it.
struct TextLine {
    /// First byte that is no space.
    var start: Int
    /// The byte after the last one that is no space.
    var end: Int
    /// Columns of white space in front; a tab counts to the next multiple of 8.
    var indent: Int
    /// Columns of the text: two for each wide East Asian character.
    var columns: Int

    var isBlank: Bool { start == end }
    var range: Range<Int> { start..<end }
}

/// Splits normalised text into lines.
enum LineScanner {
    /// The lines of `text`, in order.
    static func lines(of text: UnsafeBufferPointer<UInt8>) -> [TextLine] {
        var lines: [TextLine] = []
        var start = 0
        while start <= text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            if start < text.count || lines.isEmpty { lines.append(line(text, start, end)) }
            start = end + 1
        }
        return lines
    }

    private static func line(
        _ text: UnsafeBufferPointer<UInt8>,
        _ from: Int,
        _ to: Int
    ) -> TextLine {
        var start = from
        var end = to
        var indent = 0
        while start < end, isSpace(text[start]) {
            indent = text[start] == 0x09 ? (indent / 8 + 1) * 8 : indent + 1
            start += 1
        }
        while end > start, isSpace(text[end - 1]) { end -= 1 }
        return TextLine(
            start: start,
            end: end,
            indent: indent,
            columns: columns(text, start, end)
        )
    }

    static func columns(
        _ text: UnsafeBufferPointer<UInt8>,
        _ start: Int,
        _ end: Int
    ) -> Int {
        var columns = 0
        for byte in text[start..<end] where byte & 0xC0 != 0x80 {
            // U+3000 to U+FFFF begin with E3 to EF: nearly all are wide.
            columns += byte >= 0xE3 && byte < 0xF0 ? 2 : 1
        }
        return columns
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension TextLine {
    /// Whether the line is one word of a script with spaces.
    func isUnbreakable(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        text[range].allSatisfy { $0 < 0x80 && !LineScanner.isSpace($0) }
    }

    /// Whether the line ends as sentences and clauses do, in any script.
    func endsSentence(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = self.end
        while end > start {
            var position = end - 1
            while position > start, text[position] & 0xC0 == 0x80 { position -= 1 }
            switch TextNormalizer.decode(text, position).scalar {
            case 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x589, 0x60C, 0x61B, 0x61F, 0x6D4, 0x964,
                0x965, 0x1362, 0x166E, 0x2026, 0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF0E, 0xFF1A,
                0xFF1B, 0xFF1F:
                return true
            case 0x22, 0x29, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F:
                // What closes a quotation or a bracket is looked behind.
                end = position
            default: return false
            }
        }
        return false
    }
}
