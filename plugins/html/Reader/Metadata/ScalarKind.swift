/// What scalars are, for those beyond ASCII mostly by their blocks.
enum ScalarKind {
    /// A digit of any script.
    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool {
        if scalar < 0x660 { return scalar >= 0x30 && scalar <= 0x39 }
        return isRareDigit(scalar)
    }

    private static func isRareDigit(_ scalar: UInt32) -> Bool {
        if scalar >= 0x2E80, scalar < 0xA620 || scalar >= 0xAC00 && scalar < 0xFF00 {
            return false
        }
        return Unicode.Scalar(scalar)?.properties.numericType == .decimal
    }

    /// A digit, a fraction, a numeral of any script.
    static func isNumber(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x30 && scalar <= 0x39 }
        if scalar < 0x660 {
            return scalar == 0xB2 || scalar == 0xB3 || scalar == 0xB9
                || scalar >= 0xBC && scalar <= 0xBE
        }
        switch scalar {
        case 0x2000..<0x2070, 0x3041...0x30FF, 0xAC00...0xD7A3: return false
        default: break
        }
        return Unicode.Scalar(scalar)?.properties.numericType != nil
    }

    static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 {
            let folded = scalar | 0x20
            return folded >= 0x61 && folded <= 0x7A
        }
        switch scalar {
        case 0xC0...0x24F: return scalar != 0xD7 && scalar != 0xF7
        case 0x400...0x481, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            return true
        case 0x2000..<0x2070: return false
        default: return Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
        }
    }

    static func isUppercase(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A }
        return Unicode.Scalar(scalar)?.properties.isUppercase ?? false
    }

    static func isLowercase(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A }
        return Unicode.Scalar(scalar)?.properties.isLowercase ?? false
    }

    /// A mark that stands on the character before it.
    static func isMark(_ scalar: UInt32) -> Bool {
        scalar >= 0x300 && Unicode.Scalar(scalar)?.properties.isGraphemeExtend == true
    }

    /// White space, and the space without width.
    static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }
}
