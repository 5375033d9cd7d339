/// What the counters tell apart, in every script.
enum CharacterClass: UInt8 {
    case space = 0
    case lower = 1
    case upper = 2
    case digit = 3
    case comma = 4
    /// Ends sentences wherever it stands.
    case sentenceEnd = 5
    /// The full stop: ends a sentence behind a letter and before a space.
    case fullStop = 6
    case quote = 7
    case colon = 8
    case symbol = 9
    /// A letter that is a syllable or word of its own.
    case ideograph = 10
    /// Shows nothing and separates nothing: soft hyphen, zero width space.
    case ignored = 11
    case ellipsis = 12
    case bar = 13
    case copyright = 14

    var isLetter: Bool {
        self == .lower || self == .upper || self == .ideograph
    }

    /// Classes of the scalars that have one or two bytes.
    static let table = (0..<0x800).map { $0 < 0x80 ? ofASCII(UInt8($0)) : of(UInt32($0)) }

    private static func ofASCII(_ byte: UInt8) -> CharacterClass {
        switch byte {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20: .space
        case 0x00...0x1F, 0x7F: .ignored
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: ","), UInt8(ascii: ";"): .comma
        case UInt8(ascii: "!"), UInt8(ascii: "?"): .sentenceEnd
        case UInt8(ascii: "."): .fullStop
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): .quote
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "/"): .bar
        default: .symbol
        }
    }

    /// The class of a scalar outside ASCII.
    static func of(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0x80..<0x2000: return ofAlphabetic(scalar)
        case 0x2000..<0x2070: return ofGeneralPunctuation(scalar)
        case 0x2070..<0x2C00: return scalar < 0x2100 || scalar >= 0x214F ? .symbol : .lower
        case 0x3000..<0x3040: return ofIdeographicPunctuation(scalar)
        case 0x3040..<0xAC00, 0xF900..<0xFB00, 0x20000..<0x30000: return .ideograph
        case 0xFE00..<0xFE10, 0xFEFF: return .ignored
        case 0xFF00..<0xFFF0: return ofFullWidth(scalar)
        case 0xE000..<0xF900, 0x1F000..<0x1FB00: return .symbol
        default: return .lower
        }
    }

    private static func ofAlphabetic(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0x85, 0xA0, 0x1680: .space
        case 0xAD, 0x80..<0xA0: .ignored
        case 0xA9: .copyright
        case 0xAB, 0xBB: .quote
        case 0xAA, 0xB5, 0xBA: .lower
        case 0xA1...0xBF: .symbol
        case 0xC0...0xDE, 0x391...0x3AB, 0x410...0x42F, 0x400...0x40F, 0x531...0x556: .upper
        case 0x60C, 0x61B: .comma
        case 0x61F, 0x6D4, 0x964, 0x965, 0x589, 0x1362: .sentenceEnd
        case 0x37E: .sentenceEnd
        case 0xE01...0xE3A, 0xE40...0xE4E, 0xE81...0xEDF, 0x1000...0x109F, 0x1780...0x17DD:
            .ideograph
        case 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F: .digit
        default: .lower
        }
    }

    private static func ofGeneralPunctuation(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F: .space
        case 0x200B, 0x2060...0x2064: .ignored
        case 0x200C...0x200F, 0x202A...0x202E, 0x2066...0x2069: .symbol
        case 0x2018...0x201F, 0x2039, 0x203A: .quote
        case 0x2026: .ellipsis
        case 0x203C, 0x2047...0x2049: .sentenceEnd
        default: .symbol
        }
    }

    private static func ofIdeographicPunctuation(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0x3000: .space
        case 0x3001: .comma
        case 0x3002: .sentenceEnd
        case 0x3005...0x3007: .ideograph
        case 0x3008...0x3011: .quote
        default: .symbol
        }
    }

    private static func ofFullWidth(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0xFF01, 0xFF1F, 0xFF0E, 0xFF61: .sentenceEnd
        case 0xFF0C, 0xFF1B, 0xFF64: .comma
        case 0xFF1A: .colon
        case 0xFF10...0xFF19: .digit
        case 0xFF21...0xFF3A: .upper
        case 0xFF41...0xFF5A: .lower
        case 0xFF5C, 0xFF0F: .bar
        case 0xFF66...0xFFDC: .ideograph
        default: .symbol
        }
    }
}
