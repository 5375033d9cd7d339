/// Brings letters into the form in which phrases are compared: lower case,
/// without accents, with one spelling where a script has several.
///
/// Publishers leave accents out in capitals (Greek always), mix the Arabic and
/// the Persian kaf and yeh, and write nukta and hamza or not.
enum LetterFolding {
    /// What a character is to the comparison.
    enum Kind: UInt8 {
        /// Part of a word.
        case letter
        /// A word by itself: scripts without spaces.
        case ideograph
        case digit
        /// Inside of a word without meaning to it: marks, joiners, apostrophes.
        case ignored
        case separator
    }

    /// Characters below this have their kind and form in a table.
    private static let tabled: UInt32 = 0x2000

    /// What a character is to the comparison, in one word.
    struct Entry {
        fileprivate let bits: UInt32

        fileprivate init(_ kind: Kind, form: UInt32, isUpper: Bool) {
            bits = form | UInt32(kind.rawValue) << 24 | (isUpper ? 1 << 31 : 0)
        }

        var kind: Kind { Kind(rawValue: UInt8(bits >> 24 & 7)) ?? .separator }
        /// The character to compare with.
        var form: UInt32 { bits & 0xFF_FFFF }
        /// A capital letter, which has another form.
        var isUpper: Bool { bits >> 31 != 0 }
    }

    /// The entries of the first characters, for loops: reaching a constant
    /// that is made at its first use costs more than looking one up.
    static let table: [Entry] = {
        let bases = LetterBases.table()
        return (0..<tabled).map { scalar in
            let form = makeForm(of: scalar, bases)
            let isUpper = form != scalar && Self.isUpper(scalar)
            return Entry(makeKind(of: scalar), form: form, isUpper: isUpper)
        }
    }()

    /// The entry of a character.
    @inline(__always)
    static func entry(of scalar: UInt32, in table: [Entry]) -> Entry {
        scalar < tabled ? table[Int(scalar)] : entryBeyond(scalar)
    }

    private static func entryBeyond(_ scalar: UInt32) -> Entry {
        let form = formBeyond(scalar)
        return Entry(
            kindBeyond(scalar),
            form: form,
            isUpper: form != scalar && isUpper(scalar)
        )
    }

    private static func isUpper(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar < 0x61 }
        return Unicode.Scalar(scalar)?.properties.isUppercase ?? false
    }

    private static func makeKind(of scalar: UInt32) -> Kind {
        switch scalar {
        case 0x27, 0x60, 0xAD, 0xB4, 0x2BC, 0x300...0x36F, 0x591...0x5C7, 0x610...0x61A,
            0x64B...0x65F, 0x670, 0x640, 0x6D6...0x6ED, 0x93C, 0x9BC, 0x5F3, 0x5F4, 0x61C:
            return .ignored
        case 0x30...0x39, 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F, 0x9E6...0x9EF,
            0xE50...0xE59:
            return .digit
        case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xB5, 0xBA: return .letter
        case 0..<0xC0, 0xD7, 0xF7, 0x37E, 0x387, 0x55A...0x55F, 0x589, 0x58A, 0x5BE, 0x5C0,
            0x5C3, 0x600...0x60F, 0x61B, 0x61E, 0x61F, 0x66A...0x66D, 0x6D4, 0x964, 0x965, 0x970,
            0xE4F, 0xE5A, 0xE5B:
            return .separator
        case 0xE00..<0xF00: return .ideograph
        default: return .letter
        }
    }

    private static func kindBeyond(_ scalar: UInt32) -> Kind {
        switch scalar {
        case 0x200B...0x200F, 0x2018, 0x2019, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F,
            0xFEFF:
            .ignored
        case 0x2000..<0x2C00, 0x3000..<0x3005, 0x3008..<0x3021, 0x30FB, 0xFF00..<0xFF10,
            0xFF1A..<0xFF21, 0xFF3B..<0xFF41, 0xFF5B..<0xFF66, 0xE000..<0xF900,
            0x1F000..<0x20000, 0xFFFD:
            .separator
        case 0xFF10...0xFF19: .digit
        case 0x3040..<0xA000, 0xF900..<0xFB00, 0x20000..<0x30000, 0x3005...0x3007: .ideograph
        default: .letter
        }
    }

    private static func formBeyond(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xFF21...0xFF3A: scalar - 0xFF21 + 0x61
        case 0xFF41...0xFF5A: scalar - 0xFF41 + 0x61
        default: scalar
        }
    }

    /// Lower case, then the letter without its marks.
    private static func makeForm(of scalar: UInt32, _ bases: [UInt32: UInt32]) -> UInt32 {
        switch scalar {
        case 0x130, 0x131: return 0x69
        case 0x622, 0x623, 0x625, 0x671: return 0x627
        case 0x649, 0x6CC, 0x6D2, 0x626: return 0x64A
        case 0x6A9: return 0x643
        case 0x629, 0x6C1, 0x6C0, 0x6D5, 0x6BE: return 0x647
        case 0x624: return 0x648
        case 0x3C2: return 0x3C3
        case 0x901: return 0x902
        case 0x9AF: return 0x9DF
        case 0xF0: return 0x64
        case 0xF8, 0xD8: return 0x6F
        case 0x141, 0x142: return 0x6C
        case 0x110, 0x111: return 0x64
        default: break
        }
        guard let character = Unicode.Scalar(scalar) else { return scalar }
        let properties = character.properties
        let lower =
            properties.changesWhenLowercased
            ? properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar : scalar
        return bases[lower] ?? lower
    }
}
