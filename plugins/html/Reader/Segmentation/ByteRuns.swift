/// Runs of ASCII white space, letters and digits, eight bytes at a time.
enum ByteRuns {
    /// Letters and digits at the beginning of eight bytes.
    struct Alphanumerics {
        /// The bytes they begin, in the order of memory.
        var bytes: UInt64
        var count: Int
        /// How many of them are capital letters, and how many digits.
        var upper: Int
        var digits: Int
    }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var tops: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    /// Where spaces, line feeds and tabs end.
    @inline(__always)
    static func spaceEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, isSpace(bytes[index]) {
            index &+= 1
            if index & 7 == 0 {
                while index &+ 8 <= bytes.count, areSpaces(word(bytes, at: index)) { index &+= 8 }
            }
        }
        return index
    }

    /// Whether each of eight bytes is a space, line feed or tab.
    @inline(__always)
    private static func areSpaces(_ word: UInt64) -> Bool {
        (zeros(word ^ ones &* 0x20) | zeros(word ^ ones &* 0x0A) | zeros(word ^ ones &* 0x09))
            == tops
    }

    /// The top bits of the bytes that are zero.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        ~((word & ~tops) &+ ~tops | word | ~tops)
    }

    /// The eight bytes at an index inside, the first one lowest, with zeros
    /// behind the last.
    @inline(__always)
    static func word(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt64 {
        let raw = UnsafeRawBufferPointer(bytes)
        let left = bytes.count &- index
        if left >= 8 {
            return UInt64(
                littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            )
        }
        if bytes.count >= 8 {
            let last = raw.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
            return UInt64(littleEndian: last) &>> UInt64(truncatingIfNeeded: (8 &- left) &* 8)
        }
        var word: UInt64 = 0
        var place = bytes.count
        while place > index {
            place &-= 1
            word = word << 8 | UInt64(bytes[place])
        }
        return word
    }

    /// The top bits of the bytes that are letters, and of those that are digits.
    ///
    /// Right up to the first byte beyond ASCII, which carries into those behind
    /// it.
    @inline(__always)
    private static func kinds(_ word: UInt64) -> (letters: UInt64, digits: UInt64) {
        let small = word | ones &* 0x20
        let letters = (small &+ ones &* 0x1F) & ~(small &+ ones &* 0x05)
        return (letters, (word &+ ones &* 0x50) & ~(word &+ ones &* 0x46))
    }

    /// How many letters and digits a word begins with.
    @inline(__always)
    static func alphanumericCount(_ word: UInt64) -> Int {
        let (letters, digits) = kinds(word)
        return ((~(letters | digits) | word) & tops).trailingZeroBitCount >> 3
    }

    /// Whether a digit or a byte beyond ASCII is among eight bytes.
    @inline(__always)
    static func hasDigit(_ word: UInt64) -> Bool {
        (kinds(word).digits | word) & tops != 0
    }

    /// The letters and digits that a word begins with.
    @inline(__always)
    static func alphanumerics(_ word: UInt64) -> Alphanumerics {
        let (letters, digits) = kinds(word)
        let others = (~(letters | digits) | word) & tops
        // All bits of the bytes before the first other one.
        let run = (others & (0 &- others)) &- 1
        let upper = letters & ~(word << 2)
        return Alphanumerics(
            bytes: word.littleEndian,
            count: others.trailingZeroBitCount >> 3,
            upper: count(upper & run),
            digits: count(digits & run)
        )
    }

    /// How many bytes have their top bit.
    @inline(__always)
    private static func count(_ word: UInt64) -> Int {
        Int(truncatingIfNeeded: (((word & tops) >> 7) &* ones) >> 56)
    }
}
