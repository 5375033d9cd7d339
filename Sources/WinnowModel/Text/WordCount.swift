// Words by the default word boundaries of UAX 29.
//
// One pass over word break classes, no allocation. A segment between two boundaries is a word if it has a
// letter or a number; so an ideograph is a word of its own, as the default rules
// have it. ASCII letters and digits, nearly all of Western text, have a table of
// their own and never need decoding.

/// Counts the words of UTF-8 text.
public enum WordCount {
    /// The number of words; bytes that are no UTF-8 separate words.
    public static func words(in text: UnsafeBufferPointer<UInt8>) -> Int {
        var counter = WordCounter()
        let common = WordBreak.common
        var run = WordBreak.Run()
        var index = 0
        while index < text.count {
            let byte = text[index]
            if counter.isBehindSpace, let next = endOfPlainWord(text, at: index) {
                counter.addWordAndSpace()
                index = next
            } else if byte == 0x20 {
                counter.addSpace()
                index += 1
            } else if byte < 0x80 {
                counter.add(common[Int(byte)])
                index += 1
                guard isLetter(byte), index < text.count, isLetter(text[index]) else { continue }
                // Most of a text is letters behind letters.
                repeat { index += 1 } while index < text.count && isLetter(text[index])
                counter.addLetters()
            } else {
                let (scalar, length) = decodedScalar(text, at: index)
                if scalar < common.count {
                    counter.add(common[Int(scalar)])
                } else {
                    if !run.contains(scalar) { run = WordBreak.run(of: scalar) }
                    counter.add(run.value)
                }
                index += length
            }
        }
        return counter.finished()
    }

    /// The number of words in a string.
    public static func words(in text: String) -> Int {
        var text = text
        return text.withUTF8 { words(in: $0) }
    }

    /// The place behind the space that ends the word at `index`, perhaps with
    /// one sign of ASCII before the space; nil for any other beginning.
    ///
    /// Letters and digits are joined to each other, and whether the sign is
    /// joined to them or not, there is one word before the space.
    @inline(__always)
    private static func endOfPlainWord(
        _ text: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> Int? {
        var end = index
        while end < text.count, isLetter(text[end]) || text[end] &- 0x30 < 10 { end &+= 1 }
        guard end > index, end &+ 1 < text.count else { return nil }
        if text[end] == 0x20 { return end &+ 1 }
        return text[end] < 0x80 && text[end &+ 1] == 0x20 ? end &+ 2 : nil
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }

    /// The scalar at an index of text whose first byte is not ASCII; U+FFFD and
    /// one byte where it is ill-formed.
    private static func decodedScalar(
        _ text: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> (scalar: UInt32, length: Int) {
        let lead = text[index]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0xC2, lead <= 0xF4, index + length <= text.count else { return (0xFFFD, 1) }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = text[index + offset]
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return scalar <= 0x10FFFF ? (scalar, length) : (0xFFFD, 1)
    }
}

/// The word break class of a character, and whether it makes a word.
struct WordBreak: Sendable {
    /// In the order of the generating script.
    enum Class: UInt8, Sendable {
        case other, carriageReturn, lineFeed, newline, extend, joiner, format, katakana
        case hebrewLetter, letter, singleQuote, doubleQuote, midNumberLetter, midLetter
        case midNumber, numeric, extendNumberLetter, space, regionalIndicator
    }

    let breakClass: Class
    let isLetterOrNumber: Bool

    private init(packed value: UInt32) {
        breakClass = Class(rawValue: UInt8(value & 31)) ?? .other
        isLetterOrNumber = value & 64 != 0
    }

    /// Code points of one class side by side. The letters of a text mostly come
    /// from few of them, so a look-up often serves for the next character too.
    struct Run {
        fileprivate var start: UInt32 = 0
        fileprivate var end: UInt32 = 0
        private(set) var value = WordBreak(packed: 0)

        init() {}

        fileprivate init(_ start: UInt32, _ end: UInt32, _ value: WordBreak) {
            self.start = start
            self.end = end
            self.value = value
        }

        func contains(_ codePoint: UInt32) -> Bool { codePoint >= start && codePoint < end }
    }

    /// The run that holds a code point.
    static func run(of codePoint: UInt32) -> Run {
        let index = runs.index(of: codePoint)
        return Run(
            runs.start(at: index),
            runs.end(at: index),
            WordBreak(packed: runs.value(at: codePoint))
        )
    }

    /// Those of the alphabets and the general punctuation, to be found without
    /// a search.
    static let common: [WordBreak] = {
        var run = Run()
        return (UInt32(0)..<0x3000).map { codePoint in
            if !run.contains(codePoint) { run = Self.run(of: codePoint) }
            return run.value
        }
    }()

    private static let runs: RunTable = {
        var table = PackedTable(WordBreakTable.runs)
        var runs = RunTable()
        while !table.isAtEnd {
            let length = table.number()
            runs.append(length: length, value: table.number())
        }
        return runs
    }()

    /// WB4: characters that follow their predecessor without being seen.
    var isTransparent: Bool {
        breakClass == .extend || breakClass == .format || breakClass == .joiner
    }

    /// AHLetter of the rules.
    var isLetter: Bool { breakClass == .letter || breakClass == .hebrewLetter }
}

/// The state of the boundary rules, as far as they bear on what has letters or
/// numbers: signs, spaces, flags and emoji make no words however they are split.
private struct WordCounter {
    private var count = 0
    /// Whether the present segment has a letter or a number.
    private var isWord = false
    private var previous: WordBreak.Class?
    /// The class before the previous one, which decides whether a sign between
    /// two letters or two numbers joins them.
    private var beforePrevious = WordBreak.Class.other

    mutating func add(_ current: WordBreak) {
        if let previous, current.isTransparent, !isLineBreak(previous) { return }
        if !isJoined(current) { endSegment() }
        if current.isLetterOrNumber { isWord = true }
        beforePrevious = previous ?? .other
        previous = current.breakClass
    }

    /// Adds a space, which ends words and joins nothing.
    mutating func addSpace() {
        endSegment()
        beforePrevious = previous ?? .other
        previous = .space
    }

    /// Whether a space or nothing is before; so what comes is joined to nothing.
    var isBehindSpace: Bool { previous == nil || previous == .space }

    /// Adds a word that begins behind a space, and the space that ends it.
    mutating func addWordAndSpace() {
        count += 1
        previous = .space
    }

    /// Adds letters behind a letter.
    mutating func addLetters() {
        beforePrevious = .letter
    }

    mutating func finished() -> Int {
        endSegment()
        return count
    }

    private mutating func endSegment() {
        if isWord { count += 1 }
        isWord = false
    }

    private func isLineBreak(_ value: WordBreak.Class) -> Bool {
        value == .newline || value == .carriageReturn || value == .lineFeed
    }

    /// Whether no boundary stands before the character. A sign behind a letter
    /// or number counts as joined until the next character is known: it makes
    /// no word either way.
    private func isJoined(_ current: WordBreak) -> Bool {
        let right = current.breakClass
        switch previous {
        case .letter, .hebrewLetter, .numeric:
            switch right {
            case .letter, .hebrewLetter, .numeric, .extendNumberLetter, .midLetter, .midNumber,
                .midNumberLetter, .singleQuote, .doubleQuote:
                return true
            default:
                return false
            }
        case .katakana:
            return right == .katakana || right == .extendNumberLetter
        case .extendNumberLetter:
            return current.isLetter || right == .numeric || right == .katakana
                || right == .extendNumberLetter
        case .midLetter:
            return isLetter(beforePrevious) && current.isLetter
        case .midNumber:
            return beforePrevious == .numeric && right == .numeric
        case .midNumberLetter, .singleQuote:
            return isLetter(beforePrevious) && current.isLetter
                || beforePrevious == .numeric && right == .numeric
        case .doubleQuote:
            return beforePrevious == .hebrewLetter && right == .hebrewLetter
        default:
            return false
        }
    }

    private func isLetter(_ value: WordBreak.Class) -> Bool {
        value == .letter || value == .hebrewLetter
    }
}
