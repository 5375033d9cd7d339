/// What a scalar is in the text of a date.
enum DateScalar {
    enum Kind: UInt8 {
        case sign, space, ignored, digit, letter
    }

    /// The kinds of the scalars of Latin, Greek, Cyrillic, Hebrew and Arabic,
    /// which nearly all texts consist of.
    private static let kinds: [Kind] = (0..<UInt32(0x700)).map(slowKind)

    /// The folding of the same scalars where it is one scalar; else 0.
    private static let foldings: [UInt32] = (0..<UInt32(0x700)).map { scalar in
        guard slowKind(scalar) == .letter else { return 0 }
        var folded: [UInt32] = []
        appendSlowly(foldingOf: scalar, to: &folded)
        return folded.count == 1 ? folded[0] : 0
    }

    @inline(__always)
    static func kind(_ scalar: UInt32) -> Kind {
        let folded = scalar | 0x20
        if folded >= 0x61, folded <= 0x7A { return .letter }
        if scalar >= 0x30, scalar <= 0x39 { return .digit }
        return scalar == 0x20 ? .space : otherKind(scalar)
    }

    private static func otherKind(_ scalar: UInt32) -> Kind {
        if scalar < 0x700 { return kinds[Int(scalar)] }
        if isIdeographOrSyllable(scalar) { return .letter }
        return slowKind(scalar)
    }

    private static func isIdeographOrSyllable(_ scalar: UInt32) -> Bool {
        scalar >= 0x4E00 && scalar <= 0x9FFF || scalar >= 0xAC00 && scalar <= 0xD7A3
    }

    private static func slowKind(_ value: UInt32) -> Kind {
        guard let scalar = Unicode.Scalar(value) else { return .sign }
        if scalar.properties.isWhitespace { return .space }
        if isIgnored(value) { return .ignored }
        if digit(value) != nil { return .digit }
        return isLetter(scalar) ? .letter : .sign
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return isASCIILetter(UInt8(scalar.value)) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark:
            return true
        default:
            return false
        }
    }

    /// Direction marks, joiners, the apostrophes inside of words and the Hebrew
    /// signs of abbreviation.
    private static func isIgnored(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x27, 0x2019, 0x2BC, 0x5F3, 0x5F4, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x2069, 0xFEFF, 0xAD, 0x61C:
            true
        default:
            false
        }
    }

    /// The value of a digit of any script.
    static func digit(_ value: UInt32) -> Int? {
        if value < 0x80 { return value >= 0x30 && value <= 0x39 ? Int(value - 0x30) : nil }
        guard let scalar = Unicode.Scalar(value), scalar.properties.numericType == .decimal,
            let number = scalar.properties.numericValue
        else { return nil }
        return Int(number)
    }

    /// The value of a Chinese digit, or ten.
    static func hanDigit(_ scalar: UInt32) -> Int? {
        switch Unicode.Scalar(scalar) {
        case "〇", "零": 0
        case "一": 1
        case "二": 2
        case "三": 3
        case "四": 4
        case "五": 5
        case "六": 6
        case "七": 7
        case "八": 8
        case "九": 9
        case "十": 10
        default: nil
        }
    }

    /// Whether a unit of dates or times.
    static func isHanUnit(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "年", "月", "日", "号", "號", "時", "时", "点", "點", "分": true
        default: false
        }
    }

    // MARK: Folding

    /// Appends a letter without its accents, in lower case.
    static func append(foldingOf scalar: UInt32, to output: inout [UInt32]) {
        if scalar < 0x700, foldings[Int(scalar)] != 0 {
            output.append(foldings[Int(scalar)])
        } else if isIdeographOrSyllable(scalar) {
            output.append(scalar)
        } else {
            appendSlowly(foldingOf: scalar, to: &output)
        }
    }

    private static func appendSlowly(foldingOf value: UInt32, to output: inout [UInt32]) {
        guard let scalar = Unicode.Scalar(value) else { return }
        var parts: [UInt32] = []
        for lower in scalar.properties.lowercaseMapping.unicodeScalars {
            if (0xAC00...0xD7A3).contains(lower.value) {
                parts.append(lower.value)
            } else {
                Normalization.append(decompositionOf: lower.value, to: &parts)
            }
        }
        for part in parts {
            switch part {
            case 0x300...0x36F, 0x653...0x655, 0x64B...0x652: break
            case 0x131: output.append(0x69)
            case 0x3C2: output.append(0x3C3)
            case 0x6CC, 0x649: output.append(0x64A)
            case 0x6A9: output.append(0x643)
            case 0x629: output.append(0x647)
            default: output.append(part)
            }
        }
    }

    /// A sign without its width; all dashes are one.
    static func foldedSign(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xFF01...0xFF5E: scalar - 0xFEE0
        case 0x2010...0x2015, 0x2212: 0x2D
        case 0x60C, 0x3001: 0x2C
        case 0x3002: 0x2E
        default: scalar
        }
    }
}
