// Canonical composition (Unicode NFC) of letters with their marks.
//
// The standard library has no public normalisation, but its characters are
// equal and hash alike when they are canonically equivalent. So a set of the
// precomposed letters is the composition table: looking up "e" with an acute
// finds "é". The set holds what text files carry decomposed in practice: Latin,
// Greek, Cyrillic, Arabic, kana and the split vowels of Indic scripts; Hangul
// is composed by arithmetic (The Unicode Standard, section 3.12). Characters
// with a mark that does not compose keep it behind the part that does.

/// Composes letters and marks.
public struct Composition {
    private static let ranges: [ClosedRange<UInt32>] = [
        0xC0...0x24F, 0x385...0x3FF, 0x400...0x527, 0x622...0x626, 0x6C0...0x6D3,
        0x929...0x934, 0x9CB...0x9CC, 0xB48...0xB4C, 0xB94...0xB94, 0xBCA...0xBCC,
        0xCC0...0xCCB, 0xD4A...0xD4C, 0xDDA...0xDDE, 0x1E00...0x1EFF, 0x1F00...0x1FFF,
        0x304C...0x30FE,
    ]

    private static let precomposed: Set<Character> = {
        var set: Set<Character> = []
        for scalar in ranges.joined().lazy.compactMap(Unicode.Scalar.init)
        where scalar.properties.canonicalCombiningClass == .notReordered {
            // The first of two equivalent letters wins: U+03AC, not U+1F71.
            set.insert(Character(scalar))
        }
        return set
    }()

    /// Returns the text composed; the same array where nothing composes.
    public static func compose(_ text: [UInt8]) -> [UInt8] {
        guard needsComposition(text) else { return text }
        // Bytes, since what is appended to a string through a view of it may
        // cost a copy of all of it.
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        for character in String(decoding: text, as: UTF8.self) {
            append(character, to: &output)
        }
        return output
    }

    /// Whether a mark that composes stands in the text, judged by lead bytes:
    /// U+0300 to U+036F, Arabic, Indic and kana marks, jamo.
    private static func needsComposition(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            var position = 0
            while position < bytes.count {
                if bytes[position] < 0xCC {
                    position += 1
                    continue
                }
                let (scalar, length) = TextNormalizer.decode(bytes, position)
                if isComposing(scalar) { return true }
                position += length
            }
            return false
        }
    }

    private static func isComposing(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x300...0x36F, 0x653...0x655, 0x93C, 0x9BE, 0x9D7, 0xB3E, 0xB56, 0xB57, 0xBBE,
            0xBD7, 0xCC2, 0xCD5, 0xCD6, 0xD3E, 0xD57, 0xDCA, 0xDCF, 0xDDF, 0x1161...0x11C2,
            0x3099, 0x309A:
            true
        default: false
        }
    }

    private static func append(_ character: Character, to output: inout [UInt8]) {
        let scalars = character.unicodeScalars
        guard scalars.count > 1 else {
            output.append(contentsOf: character.utf8)
            return
        }
        if let index = precomposed.firstIndex(of: character) {
            output.append(contentsOf: precomposed[index].utf8)
            return
        }
        appendParts(Array(scalars), to: &output)
    }

    /// Composes scalar by scalar from the left.
    private static func appendParts(
        _ scalars: [Unicode.Scalar],
        to output: inout [UInt8]
    ) {
        var pending = scalars[0]
        for scalar in scalars.dropFirst() {
            if let composed = pair(pending, scalar) {
                pending = composed
            } else {
                output.append(contentsOf: Character(pending).utf8)
                pending = scalar
            }
        }
        output.append(contentsOf: Character(pending).utf8)
    }

    private static func pair(
        _ first: Unicode.Scalar,
        _ second: Unicode.Scalar
    ) -> Unicode.Scalar? {
        if let syllable = hangul(first.value, second.value) { return syllable }
        guard isComposing(second.value) else { return nil }
        var both = String.UnicodeScalarView()
        both.append(first)
        both.append(second)
        let text = String(both)
        guard text.count == 1, let index = precomposed.firstIndex(of: Character(text)) else {
            return nil
        }
        return precomposed[index].unicodeScalars.first
    }

    /// Leading consonant and vowel, or that and a trailing consonant.
    private static func hangul(_ first: UInt32, _ second: UInt32) -> Unicode.Scalar? {
        if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
            return Unicode.Scalar(0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28)
        }
        if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0,
            (0x11A8...0x11C2).contains(second)
        {
            return Unicode.Scalar(first + (second - 0x11A7))
        }
        return nil
    }
}
