/// A number, a word or a sign in the text of a date.
struct DateToken: Equatable {
    enum Kind: Equatable {
        /// The value and how many digits were written.
        case number(Int, digits: Int)
        /// In folded letters.
        case word(String)
        case sign(UInt32)
    }

    var kind: Kind
    /// Whether space stands before it.
    var followsSpace: Bool

    var number: Int? {
        if case .number(let value, _) = kind { return value }
        return nil
    }

    var digits: Int {
        if case .number(_, let digits) = kind { return digits }
        return 0
    }

    var word: String? {
        if case .word(let text) = kind { return text }
        return nil
    }

    func isSign(_ sign: Unicode.Scalar) -> Bool { kind == .sign(sign.value) }
}

/// Splits text into tokens and folds its letters, so that names compare equal
/// however they are accented, capitalised or encoded.
struct DateTokenizer {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var followsSpace = false
    private var tokens: [DateToken] = []

    static func tokens(of text: String) -> [DateToken] {
        var tokenizer = DateTokenizer(scalars: Array(text.unicodeScalars))
        return tokenizer.run()
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private mutating func run() -> [DateToken] {
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                followsSpace = true
                index += 1
            } else if Self.isIgnored(scalar) {
                index += 1
            } else if Self.digitValue(scalar) != nil {
                appendNumber()
            } else if let length = hanNumeralLength() {
                appendHanNumeral(length: length)
            } else if Self.isLetter(scalar) {
                appendWord()
            } else {
                append(.sign(Self.foldedSign(scalar)))
                index += 1
            }
        }
        return joiningAbbreviations()
    }

    private mutating func append(_ kind: DateToken.Kind) {
        tokens.append(DateToken(kind: kind, followsSpace: followsSpace))
        followsSpace = false
    }

    // MARK: Numbers

    private mutating func appendNumber() {
        var value = 0
        var digits = 0
        while index < scalars.count {
            if Self.isIgnored(scalars[index]) {
                index += 1
                continue
            }
            guard let digit = Self.digitValue(scalars[index]) else { break }
            // Longer numbers have no role; they only must not overflow.
            if digits < 18 { value = value * 10 + digit }
            digits += 1
            index += 1
        }
        append(.number(value, digits: digits))
    }

    private static func digitValue(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.value < 0x80 {
            return scalar.value >= 0x30 && scalar.value <= 0x39 ? Int(scalar.value - 0x30) : nil
        }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue
        else { return nil }
        return Int(value)
    }

    /// The length of a Chinese numeral that a unit of a date follows.
    private func hanNumeralLength() -> Int? {
        var end = index
        while end < scalars.count, Self.hanDigits[scalars[end]] != nil { end += 1 }
        guard end > index, end < scalars.count, "年月日号號时時点點分".unicodeScalars.contains(scalars[end])
        else { return nil }
        return end - index
    }

    private mutating func appendHanNumeral(length: Int) {
        let values = scalars[index..<(index + length)].compactMap { Self.hanDigits[$0] }
        index += length
        if !values.contains(where: { $0 >= 10 }) {
            let value = values.prefix(8).reduce(0) { $0 * 10 + $1 }
            append(.number(value, digits: length))
            return
        }
        // Tens: 十一 is 11, 三十 is 30.
        var value = 0
        var units: Int?
        for digit in values {
            if digit >= 10 {
                value += (units ?? 1) * digit
                units = nil
            } else {
                units = digit
            }
        }
        value += units ?? 0
        append(.number(value, digits: value > 9 ? 2 : 1))
    }

    private static let hanDigits: [Unicode.Scalar: Int] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
        "九": 9, "十": 10,
    ]

    // MARK: Words

    private mutating func appendWord() {
        var folded: [UInt32] = []
        while index < scalars.count {
            let scalar = scalars[index]
            if !Self.isIgnored(scalar) {
                guard Self.isLetter(scalar) else { break }
                // A numeral and its unit end the word: 年十一月.
                if !folded.isEmpty, hanNumeralLength() != nil { break }
                Self.append(foldingOf: scalar, to: &folded)
            }
            index += 1
        }
        var word = ""
        for value in folded { Unicode.Scalar(value).map { word.unicodeScalars.append($0) } }
        append(.word(word))
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

    private static func append(foldingOf scalar: Unicode.Scalar, to output: inout [UInt32]) {
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

    /// Direction marks, joiners, the apostrophes inside of words and the Hebrew
    /// signs of abbreviation.
    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x27, 0x2019, 0x2BC, 0x5F3, 0x5F4, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x2069, 0xFEFF, 0xAD, 0x61C:
            true
        default:
            false
        }
    }

    // MARK: Signs

    private static func foldedSign(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.value {
        case 0xFF01...0xFF5E: scalar.value - 0xFEE0
        case 0x2010...0x2015, 0x2212: 0x2D
        case 0x60C, 0x3001: 0x2C
        case 0x3002: 0x2E
        default: scalar.value
        }
    }

    /// Makes one word of `a.m.` and `ก.พ.`: short words with full stops and no
    /// space between them, which only Spanish `a. m.` has.
    private func joiningAbbreviations() -> [DateToken] {
        var joined: [DateToken] = []
        var index = 0
        while index < tokens.count {
            var token = tokens[index]
            index += 1
            if var text = token.word, text.unicodeScalars.count <= 3 {
                while index + 1 < tokens.count, tokens[index].isSign("."),
                    !tokens[index].followsSpace,
                    !tokens[index + 1].followsSpace || text == "a" || text == "p",
                    let next = tokens[index + 1].word, next.unicodeScalars.count <= 3,
                    !tokens[index + 1].followsSpace || next == "m"
                {
                    text += next
                    index += 2
                }
                token.kind = .word(text)
            }
            joined.append(token)
        }
        return joined
    }
}
