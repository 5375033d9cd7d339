/// UTF-8 of a text that stands elsewhere, for the time of a call.
///
/// The places that may hold names and dates are many and short; read as bytes
/// they cost a tenth of what they cost as `String` and `Character`.
typealias ByteText = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// A part of the text.
    @inline(__always)
    func part(_ range: Range<Int>) -> ByteText {
        ByteText(rebasing: self[range])
    }

    /// The text without spaces at its ends.
    var trimmed: ByteText {
        var start = 0
        var end = count
        while start < end, self[start] == 0x20 { start += 1 }
        while end > start, self[end - 1] == 0x20 { end -= 1 }
        return part(start..<end)
    }

    /// Whether the bytes of a word stand at an index.
    @inline(__always)
    func has(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index >= 0, count - index >= length else { return false }
        for offset in 0..<length where self[index + offset] != word.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Whether the text is a word.
    func isEqual(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && has(word, at: 0)
    }

    /// The number of scalars.
    var scalarCount: Int {
        var count = 0
        for byte in self where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// Where a word first stands; nil if nowhere.
    func firstIndex(of word: StaticString) -> Int? {
        let length = word.utf8CodeUnitCount
        guard count >= length else { return nil }
        let first = word.utf8Start[0]
        for index in 0...count - length where self[index] == first && has(word, at: index) {
            return index
        }
        return nil
    }

    /// Whether another text stands anywhere in this one, which is looked through
    /// for its first byte, eight bytes at a step.
    func holds(_ other: ByteText) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        let every: UInt64 = 0x0101_0101_0101_0101
        let wanted = every &* UInt64(first)
        let last = count - other.count
        var index = 0
        while index <= last {
            if let bytes = eight(at: index) {
                let others = bytes ^ wanted
                // The highest bit of a byte that is zero.
                let found = (others &- every) & ~others & (every &* 0x80)
                index += found.trailingZeroBitCount >> 3
                if found == 0 || index > last { continue }
            }
            if self[index] == first, self[index + other.count - 1] == other[other.count - 1],
                part(index..<index + other.count).elementsEqual(other)
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// Whether a digit or a byte beyond ASCII is among the next eight bytes, or
    /// may be since there are fewer.
    @inline(__always)
    func hasDigit(from index: Int) -> Bool {
        guard let bytes = eight(at: index) else { return true }
        return ByteRuns.hasDigit(bytes)
    }

    /// The bytes from an index on, the first one lowest; nil near the end.
    @inline(__always)
    private func eight(at index: Int) -> UInt64? {
        guard count - index >= 8 else { return nil }
        let bytes = UnsafeRawBufferPointer(self)
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Whether the text is simple: ASCII with single spaces between words, and
    /// none at the ends.
    var isCollapsed: Bool {
        var isSpace = true
        for byte in self {
            guard byte < 0x80, byte > 0x20 || byte == 0x20 && !isSpace else { return false }
            isSpace = byte == 0x20
        }
        return isEmpty || !isSpace
    }

    /// Calls with the text in which runs of white space are one space.
    func withCollapsed<Result>(_ body: (ByteText) -> Result) -> Result {
        if isCollapsed { return body(self) }
        var collapsed: [UInt8] = []
        SimpleText.append(collapsing: self, to: &collapsed)
        return collapsed.withUnsafeBufferPointer(body)
    }
}

extension String {
    /// Calls with the text's UTF-8.
    @inline(__always)
    func withBytes<Result>(_ body: (ByteText) -> Result) -> Result {
        var text = self
        return text.withUTF8(body)
    }
}
