/// A line as hashes of its words, in the form in which phrases are compared.
///
/// Letters are folded to lower case, marks and symbols only separate, numbers
/// are left out (so that "12 comments" is "comments"), and each ideograph is
/// a word, which makes phrases work in scripts without spaces.
public struct LineWords {
    /// One hash a word.
    public private(set) var hashes: [UInt32] = []
    /// Letters in the line.
    public private(set) var letters = 0
    /// Digits in the line.
    public private(set) var digits = 0
    /// Full stops, question and exclamation marks of any script.
    public private(set) var sentenceEnds = 0
    /// Words that begin with `#`.
    public private(set) var hashtags = 0
    /// Whether more words stand in the line than were taken.
    public private(set) var isCut = false
    /// Whether a colon stands behind the first words (of the first 40 letters).
    public private(set) var colonAfterWord: Int?

    /// Reads the words of a line, at most `limit`.
    public init(_ text: UnsafeBufferPointer<UInt8>, limit: Int = 80) {
        var hash = Self.seed
        var inWord = false
        var index = 0
        while index < text.count {
            let (scalar, length) = Self.decode(text, at: index)
            index += length
            switch Self.kind(of: scalar) {
            case .letter:
                hash = (hash ^ Self.folded(scalar)) &* 16_777_619
                inWord = true
                letters += 1
            case .ideograph:
                if inWord { end(&hash, &inWord) }
                hashes.append(scalar &* 2_654_435_761)
                letters += 1
            case .digit: digits += 1
            case .joiner: break
            case .separator:
                if inWord { end(&hash, &inWord) }
                mark(scalar)
                if scalar == 0x23 || scalar == 0xFF03, Self.startsWord(text, at: index) {
                    hashtags += 1
                }
            }
            if hashes.count >= limit {
                isCut = index < text.count
                return
            }
        }
        if inWord { end(&hash, &inWord) }
    }

    private static let seed: UInt32 = 2_166_136_261

    private mutating func end(_ hash: inout UInt32, _ inWord: inout Bool) {
        hashes.append(hash)
        hash = Self.seed
        inWord = false
    }

    private mutating func mark(_ scalar: UInt32) {
        switch scalar {
        case 0x21, 0x2E, 0x3F, 0x3002, 0xFF01, 0xFF1F, 0x61F, 0x6D4, 0x964: sentenceEnds += 1
        case 0x3A, 0xFF1A: if colonAfterWord == nil { colonAfterWord = hashes.count }
        default: break
        }
    }

    private static func startsWord(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index < text.count else { return false }
        let kind = kind(of: decode(text, at: index).0)
        return kind == .letter || kind == .ideograph
    }

    private enum Kind { case letter, ideograph, digit, joiner, separator }

    private static func kind(of scalar: UInt32) -> Kind {
        if scalar < 0x80 {
            let folded = scalar | 0x20
            if folded >= 0x61, folded <= 0x7A { return .letter }
            if scalar >= 0x30, scalar <= 0x39 { return .digit }
            return scalar == 0x27 ? .joiner : .separator
        }
        switch scalar {
        case 0xAD, 0x200B...0x200F, 0x2019, 0x300...0x36F, 0x64B...0x65F, 0x640, 0xFE00...0xFE0F:
            return .joiner
        case 0x80..<0xC0, 0xD7, 0xF7, 0x2000..<0x2C00, 0x3000..<0x3005, 0x3008..<0x3021,
            0x60C, 0x61B, 0x61F, 0x6D4, 0x964, 0x965, 0xFF00..<0xFF10, 0xFF1A..<0xFF21,
            0xFF3B..<0xFF41, 0xFF5B..<0xFF66, 0xE000..<0xF900, 0x1F000..<0x20000:
            return .separator
        case 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F, 0xFF10...0xFF19: return .digit
        case 0xE00..<0xF00, 0x3040..<0xAC00, 0xF900..<0xFB00, 0x20000..<0x30000:
            return .ideograph
        default: return .letter
        }
    }

    /// Lower case of the scripts that have it.
    private static func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar + 32
        case 0xC0...0xDE: scalar + 32
        case 0x100...0x17F: scalar | 1
        case 0x391...0x3AB: scalar + 32
        case 0x410...0x42F: scalar + 32
        case 0x400...0x40F: scalar + 80
        default: scalar
        }
    }

    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
        let lead = UInt32(bytes[index])
        if lead < 0x80 { return (lead, 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, index + length <= bytes.count else { return (0xFFFD, 1) }
        var scalar = lead & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return (scalar, length)
    }
}
