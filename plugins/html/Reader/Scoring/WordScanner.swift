/// Reads the words of a text as numbers.
///
/// A word is a run of letters and digits, ASCII in lower case; every ideograph
/// is one. Two words have the same number if they are the same and, short of a
/// page made so, only then. Eight bytes are looked at in one step, since all
/// short lines of every page are read.
struct WordScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// The number of the next word; nil behind the last one.
    @inline(__always)
    mutating func next() -> UInt32? {
        let start = index
        var number: UInt64 = 0
        while index < text.count {
            let bytes = ByteRuns.word(text, at: index)
            let run = ByteRuns.alphanumericCount(bytes)
            if run == 8 {
                number = Self.number(number, bytes, 8)
                index &+= 8
                continue
            }
            // Behind most words stands an ASCII mark or nothing.
            guard bytes &>> UInt64(run &* 8) & 0x80 == 0 else {
                if number != 0 { index = start }
                return nextOfAnyForm()
            }
            index &+= run &+ 1
            if run > 0 { number = Self.number(number, bytes, run) }
            if number != 0 { break }
        }
        return number == 0 ? nil : UInt32(truncatingIfNeeded: number)
    }

    /// The number of the next word, whatever its length and letters.
    private mutating func nextOfAnyForm() -> UInt32? {
        var start = index
        while index < text.count {
            let run = ByteRuns.alphanumericCount(ByteRuns.word(text, at: index))
            index &+= run
            if run == 8 { continue }
            guard index < text.count else { break }
            let end = index
            if text[index] < 0x80 {
                index &+= 1
            } else {
                let (scalar, length) = decodeScalar(text, at: index)
                let kind = CharacterClass.of(scalar)
                if kind == .ideograph {
                    // The word before it comes first.
                    if end > start { break }
                    index &+= length
                    return scalar
                }
                index &+= length
                if kind.isLetter || kind == .digit { continue }
            }
            if end > start { return number(start, end) }
            start = index
        }
        return index > start ? number(start, index) : nil
    }

    /// All words, at most `limit`.
    static func words(_ text: UnsafeBufferPointer<UInt8>, limit: Int) -> [UInt32] {
        var scanner = WordScanner(text)
        var words: [UInt32] = []
        while words.count < limit, let word = scanner.next() { words.append(word) }
        return words
    }

    /// The number of a word.
    private func number(_ start: Int, _ end: Int) -> UInt32 {
        var number: UInt64 = 0
        var place = start
        while place < end {
            number = Self.number(number, ByteRuns.word(text, at: place), min(8, end &- place))
            place &+= 8
        }
        return UInt32(truncatingIfNeeded: number)
    }

    /// A word's number with the next letters, one to eight; 0 for no letters.
    @inline(__always)
    private static func number(_ number: UInt64, _ bytes: UInt64, _ length: Int) -> UInt64 {
        // The bit of small letters, which digits have too, for ASCII.
        let folded = bytes | (~bytes & 0x8080_8080_8080_8080) >> 2
        let own = folded &<< UInt64(64 &- length &* 8)
        let product = (number ^ own) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }
}
