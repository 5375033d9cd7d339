/// Puts the lines of a paragraph together again.
struct LineJoiner {
    /// Looking for a word in the whole text costs its length, so a hostile
    /// text gets only this many looks.
    private static let mostSearches = 200

    let text: UnsafeBufferPointer<UInt8>
    private var searches = 0

    init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// Appends a line to a paragraph: behind a space, or without one between
    /// characters of scripts that write none, or at a broken word.
    mutating func append(_ range: Range<Int>, to paragraph: inout [UInt8]) {
        guard let last = paragraph.last, range.lowerBound < range.upperBound else {
            appendSingleSpaced(range, to: &paragraph)
            return
        }
        if last == UInt8(ascii: "-"), endsWithLetterHyphen(paragraph),
            isLowercaseOrBeyond(text[range.lowerBound])
        {
            if isBrokenWord(paragraph, range) { paragraph.removeLast() }
        } else if !(isWide(lastOf: paragraph) && isWide(at: range.lowerBound)) {
            paragraph.append(0x20)
        }
        appendSingleSpaced(range, to: &paragraph)
    }

    /// Runs of spaces inside a line come from justification or tabs.
    private func appendSingleSpaced(_ range: Range<Int>, to paragraph: inout [UInt8]) {
        var wasSpace = false
        for byte in text[range] {
            let isSpace = LineScanner.isSpace(byte)
            if !(isSpace && wasSpace) { paragraph.append(isSpace ? 0x20 : byte) }
            wasSpace = isSpace
        }
    }

    private func endsWithLetterHyphen(_ paragraph: [UInt8]) -> Bool {
        guard paragraph.count >= 2 else { return false }
        return isLowercaseOrBeyond(paragraph[paragraph.count - 2])
    }

    private func isLowercaseOrBeyond(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    /// Whether a hyphen at the end of a line was put there by wrapping: the
    /// word occurs elsewhere in the text without it. "well-" and "known" keep
    /// theirs.
    private mutating func isBrokenWord(_ paragraph: [UInt8], _ range: Range<Int>) -> Bool {
        guard searches < Self.mostSearches else { return false }
        searches += 1
        let head = paragraph.dropLast().reversed().prefix { $0 > 0x2F }
        let tail = text[range].prefix { $0 > 0x3F || $0 == 0x27 }
        guard head.count >= 2, tail.count >= 2, head.count + tail.count < 64 else { return false }
        return text.contains(word: Array(head.reversed()) + Array(tail))
    }

    private func isWide(at position: Int) -> Bool {
        let lead = text[position]
        // Kana, Han and full-width forms; Hangul (EA to ED) uses spaces.
        return (0xE3...0xE9).contains(lead) || lead == 0xEF
    }

    private func isWide(lastOf paragraph: [UInt8]) -> Bool {
        guard let start = paragraph.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return false }
        let lead = paragraph[start]
        return (0xE3...0xE9).contains(lead) || lead == 0xEF
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes of `word` stand anywhere.
    func contains(word: [UInt8]) -> Bool {
        guard let first = word.first, word.count <= count else { return false }
        var position = 0
        while position + word.count <= count {
            if self[position] == first,
                self[position..<position + word.count].elementsEqual(word)
            {
                return true
            }
            position += 1
        }
        return false
    }
}
