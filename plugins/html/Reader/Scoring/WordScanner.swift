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
            let bytes = load(index)
            let run = Self.wordLength(bytes)
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
            let run = Self.wordLength(load(index))
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

    /// The bytes from an index on, the first one lowest; zeros behind the end.
    @inline(__always)
    private func load(_ index: Int) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(text)
        let left = bytes.count &- index
        if bytes.count >= 8 {
            // Near the end the last eight, without what stands before.
            let missing = max(0, 8 &- left)
            let place = index &- missing
            let value = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            return UInt64(littleEndian: value) &>> UInt64(missing &* 8)
        }
        var value: UInt64 = 0
        for offset in 0..<left { value |= UInt64(bytes[index &+ offset]) << UInt64(offset &* 8) }
        return value
    }

    /// How many of eight bytes are ASCII letters or digits, up to the first
    /// that is not.
    @inline(__always)
    private static func wordLength(_ bytes: UInt64) -> Int {
        let every: UInt64 = 0x0101_0101_0101_0101
        // Adding sets the highest bit of a byte from a value on.
        let low = bytes & (every &* 0x7F)
        let folded = low | (every &* 0x20)
        let letters = (folded &+ every &* 0x1F) & ~(folded &+ every &* 0x05)
        let digits = (low &+ every &* 0x50) & ~(low &+ every &* 0x46)
        let others = ~((letters | digits) & ~bytes) & (every &* 0x80)
        return others.trailingZeroBitCount >> 3
    }

    /// The number of a word.
    private func number(_ start: Int, _ end: Int) -> UInt32 {
        var number: UInt64 = 0
        var place = start
        while place < end {
            number = Self.number(number, load(place), min(8, end &- place))
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
