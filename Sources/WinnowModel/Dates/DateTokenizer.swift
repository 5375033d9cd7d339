/// Splits text into tokens and folds its letters, so that names compare equal
/// however they are accented, capitalised or encoded.
struct DateTokenizer {
    private var scalars: [UInt32] = []
    private var index = 0
    private var followsSpace = false
    private(set) var tokens: [DateToken] = []
    /// The folded letters of all words.
    private(set) var letters: [UInt32] = []

    /// The tokens of a text.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        scalars.reserveCapacity(bytes.count)
        letters.reserveCapacity(bytes.count)
        tokens.reserveCapacity(24)
        decode(bytes)
        run()
    }

    /// A tokenizer that has read nothing.
    init() {}

    /// Reads another text into the memory of the one before.
    mutating func restart(_ bytes: UnsafeBufferPointer<UInt8>) {
        scalars.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
        letters.removeAll(keepingCapacity: true)
        index = 0
        followsSpace = false
        decode(bytes)
        run()
    }

    init(_ text: String) {
        var text = text
        self = text.withUTF8 { DateTokenizer($0) }
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                scalars.append(UInt32(byte))
                position += 1
            } else {
                position += appendScalar(bytes, position)
            }
        }
    }

    /// Appends the scalar here, or for bytes that are no UTF-8 the replacement
    /// character; how many bytes it has.
    private mutating func appendScalar(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ position: Int
    ) -> Int {
        let lead = UInt32(bytes[position])
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, position + length <= bytes.count else {
            scalars.append(0xFFFD)
            return 1
        }
        var scalar = lead & (0xFF >> UInt32(length + 1))
        for byte in bytes[(position + 1)..<(position + length)] {
            guard byte & 0xC0 == 0x80 else {
                scalars.append(0xFFFD)
                return 1
            }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        scalars.append(scalar)
        return length
    }

    private mutating func run() {
        while index < scalars.count {
            let scalar = scalars[index]
            let kind = DateScalar.kind(scalar)
            switch kind {
            case .space:
                followsSpace = true
                index += 1
            case .ignored:
                index += 1
            case .digit:
                appendNumber()
            case .letter, .sign:
                if let length = hanNumeralLength() {
                    appendHanNumeral(length: length)
                } else if kind == .letter {
                    appendWord()
                } else {
                    append(.sign)
                    tokens[tokens.count - 1].value = Int(DateScalar.foldedSign(scalar))
                    index += 1
                }
            }
        }
        joinAbbreviations()
    }

    private mutating func append(_ kind: DateToken.Kind) {
        tokens.append(DateToken(kind: kind, followsSpace: followsSpace))
        followsSpace = false
    }

    // MARK: Numbers

    private mutating func append(number: Int, digits: Int) {
        append(.number)
        tokens[tokens.count - 1].value = number
        tokens[tokens.count - 1].digits = digits
    }

    private mutating func appendNumber() {
        var value = 0
        var digits = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let kind = DateScalar.kind(scalar)
            if kind == .digit, let digit = DateScalar.digit(scalar) {
                // Longer numbers have no role; they only must not overflow.
                if digits < 18 { value = value * 10 + digit }
                digits += 1
            } else if kind != .ignored {
                break
            }
            index += 1
        }
        append(number: value, digits: digits)
    }

    /// The length of a Chinese numeral that a unit of a date follows.
    private func hanNumeralLength() -> Int? {
        guard scalars[index] >= 0x3000 else { return nil }
        var end = index
        while end < scalars.count, DateScalar.hanDigit(scalars[end]) != nil { end += 1 }
        guard end > index, end < scalars.count, DateScalar.isHanUnit(scalars[end]) else {
            return nil
        }
        return end - index
    }

    private mutating func appendHanNumeral(length: Int) {
        let values = scalars[index..<(index + length)].compactMap(DateScalar.hanDigit)
        index += length
        if !values.contains(where: { $0 >= 10 }) {
            append(number: values.prefix(8).reduce(0) { $0 * 10 + $1 }, digits: length)
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
        append(number: value, digits: value > 9 ? 2 : 1)
    }

    // MARK: Words

    private mutating func appendWord() {
        let start = letters.count
        while index < scalars.count {
            let scalar = scalars[index]
            let folded = scalar | 0x20
            if folded >= 0x61, folded <= 0x7A {
                letters.append(folded)
                index += 1
                continue
            }
            let kind = DateScalar.kind(scalar)
            if kind != .ignored {
                guard kind == .letter else { break }
                // A numeral and its unit end the word: 年十一月.
                if letters.count > start, hanNumeralLength() != nil { break }
                DateScalar.append(foldingOf: scalar, to: &letters)
            }
            index += 1
        }
        append(.word)
        setLetters(start..<letters.count, of: tokens.count - 1)
    }

    private mutating func setLetters(_ range: Range<Int>, of token: Int) {
        tokens[token].letters = range
        tokens[token].name = DateWord(letters[range])
    }

    /// Makes one word of `a.m.` and `ก.พ.`: short words with full stops and no
    /// space between them, which only Spanish `a. m.` has.
    private mutating func joinAbbreviations() {
        var index = 0
        while index + 2 < tokens.count {
            if isShortWord(index), isAbbreviation(index) { join(at: index) }
            index += 1
        }
    }

    private func isShortWord(_ index: Int) -> Bool {
        tokens[index].kind == .word && tokens[index].letters.count <= 3
    }

    /// Whether a word's full stop joins it with the next word.
    private func isAbbreviation(_ index: Int) -> Bool {
        guard index + 2 < tokens.count else { return false }
        let next = tokens[index + 2]
        guard tokens[index + 1].isSign("."), !tokens[index + 1].followsSpace,
            isShortWord(index + 2)
        else { return false }
        guard next.followsSpace else { return true }
        let name = tokens[index].name
        return (name == Self.a || name == Self.p) && next.name == Self.m
    }

    private mutating func join(at index: Int) {
        let start = letters.count
        letters.append(contentsOf: letters[tokens[index].letters])
        while isAbbreviation(index) {
            letters.append(contentsOf: letters[tokens[index + 2].letters])
            setLetters(start..<letters.count, of: index)
            tokens.removeSubrange(index + 1..<index + 3)
        }
    }

    private static let a: DateWord = "a"
    private static let p: DateWord = "p"
    private static let m: DateWord = "m"
}
