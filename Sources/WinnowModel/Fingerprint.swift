/// A similarity hash of a text: near-equal texts differ in few bits.
///
/// Charikar's simhash ("Similarity Estimation Techniques from Rounding
/// Algorithms", 2002) over 64 bits. Features are all runs of three consecutive
/// words; a word is a run of letters and digits, ASCII folded to lower case,
/// and a character of a script written without spaces is a word by itself.
/// A feature's hash is FNV-1a over its words' hashes, finished by the mixer of
/// SplitMix64, since FNV alone leaves its high bits poorly mixed. The name of
/// the version changes whenever one of these choices does.
public enum Fingerprint {
    /// Prefix that names the algorithm and its version.
    public static let scheme = "simhash64-v1"

    /// The scheme, a colon and 16 hexadecimal digits. A text without words has
    /// the fingerprint 0.
    public static func describe(_ text: String) -> String {
        var text = text
        return text.withUTF8 { describe($0) }
    }

    /// As above, of a text in UTF-8.
    public static func describe(_ utf8: UnsafeBufferPointer<UInt8>) -> String {
        var votes = Votes()
        collect(utf8, into: &votes)
        let digits = String(votes.majority, radix: 16)
        return scheme + ":" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The 64 bits for a text.
    public static func hash(of text: String) -> UInt64 {
        var votes = Votes()
        var text = text
        text.withUTF8 { collect($0, into: &votes) }
        return votes.majority
    }

    private static func collect(_ utf8: UnsafeBufferPointer<UInt8>, into votes: inout Votes) {
        var word = offsetBasis
        var inWord = false
        var index = 0
        while index < utf8.count {
            var byte = utf8[index]
            if byte < 0x80 {
                while isASCIIWord(byte) {
                    word = (word ^ UInt64(byte | 0x20)) &* prime
                    inWord = true
                    index += 1
                    guard index < utf8.count else { break }
                    byte = utf8[index]
                }
                // What ends the word may be beyond ASCII, and a letter.
                guard index < utf8.count, byte < 0x80 else { continue }
                if inWord {
                    votes.add(word: word)
                    (word, inWord) = (offsetBasis, false)
                }
                index += 1
                continue
            }
            let (scalar, length) = decode(utf8, at: index)
            index += length
            let role = role(of: scalar)
            if inWord && role != .letter {
                votes.add(word: word)
                (word, inWord) = (offsetBasis, false)
            }
            switch role {
            case .separator: break
            case .letter:
                word = (word ^ UInt64(scalar)) &* prime
                inWord = true
            case .word: votes.add(word: (offsetBasis ^ UInt64(scalar)) &* prime)
            }
        }
        if inWord { votes.add(word: word) }
        votes.finish()
    }

    private static let offsetBasis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3

    /// The counts of ones for each bit, and the last words.
    private struct Votes {
        private var counts = [Int32](repeating: 0, count: 64)
        /// Counts that are not in `counts` yet, one bit of all 64 in a word:
        /// adding a feature is then a few operations on whole words.
        private var planes = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        private var previous: UInt64 = 0
        private var beforePrevious: UInt64 = 0
        private var words = 0
        private var features = 0
        /// Features in the planes.
        private var uncounted = 0

        mutating func add(word: UInt64) {
            words += 1
            if words >= 3 { count(feature(beforePrevious, previous, word)) }
            beforePrevious = previous
            previous = word
        }

        /// A text of one or two words is one feature of its own.
        mutating func finish() {
            if words == 1 || words == 2 { count(feature(beforePrevious, previous, 0)) }
            flush()
        }

        var majority: UInt64 {
            var bits: UInt64 = 0
            for bit in 0..<64 where Int(counts[bit]) * 2 > features { bits |= 1 << UInt64(bit) }
            return bits
        }

        private mutating func count(_ hash: UInt64) {
            features += 1
            var carry = hash
            (planes.0, carry) = (planes.0 ^ carry, planes.0 & carry)
            (planes.1, carry) = (planes.1 ^ carry, planes.1 & carry)
            (planes.2, carry) = (planes.2 ^ carry, planes.2 & carry)
            (planes.3, carry) = (planes.3 ^ carry, planes.3 & carry)
            planes.4 ^= carry
            uncounted += 1
            // Five planes hold counts up to 31.
            if uncounted == 31 { flush() }
        }

        private mutating func flush() {
            for bit in 0..<64 {
                let place = UInt64(bit)
                let low = planes.0 >> place & 1 | (planes.1 >> place & 1) << 1
                let high = planes.2 >> place & 1 | (planes.3 >> place & 1) << 1
                let count = low | high << 2 | (planes.4 >> place & 1) << 4
                counts[bit] += Int32(truncatingIfNeeded: count)
            }
            planes = (0, 0, 0, 0, 0)
            uncounted = 0
        }

        private func feature(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
            var hash = (offsetBasis ^ first) &* prime
            hash = (hash ^ second) &* prime
            hash = (hash ^ third) &* prime
            hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
            hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
            return hash ^ (hash >> 31)
        }
    }

    private enum Role {
        case separator, letter, word
    }

    private static func isASCIIWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    /// What a character beyond ASCII does. The ranges are coarse on purpose: a
    /// fingerprint needs the same answer every time, not the perfect one.
    private static func role(of scalar: UInt32) -> Role {
        switch scalar {
        case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x206F, 0x2190...0x2BFF, 0x3000...0x3004,
            0x3008...0x3020, 0xFE30...0xFE6F, 0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40,
            0xFF5B...0xFF65, 0xFFF0...0xFFFF:
            return .separator
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FFF, 0x3005...0x3007,
            0x3021...0x31FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFF:
            return .word
        default: return .letter
        }
    }

    /// Decodes one character of valid UTF-8.
    private static func decode(
        _ utf8: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(utf8[index])
        func tail(_ offset: Int) -> UInt32 {
            index + offset < utf8.count ? UInt32(utf8[index + offset] & 0x3F) : 0
        }
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | tail(1), 2) }
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3) }
        return ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
}
