/// A line as hashes of its words, in the form in which phrases are compared.
///
/// Letters are folded (`LetterFolding`), marks and symbols only separate,
/// numbers are left out (so that "12 comments" is "comments"), and each
/// ideograph is a word, which makes phrases work in scripts without spaces.
public struct LineWords {
    /// One word.
    struct Word {
        var hash: UInt32
        /// First byte of the word in the line.
        var start: Int32
        /// The byte after its last one.
        var end: Int32
        /// What stands between the word and the next.
        var marks: Marks
    }

    /// What stands behind a word, before the next one.
    struct Marks: OptionSet {
        let rawValue: UInt8
        static let colon = Marks(rawValue: 1)
        /// A bar, bullet, arrow or dash with spaces.
        static let bar = Marks(rawValue: 2)
        static let number = Marks(rawValue: 4)
        /// Nothing: the next word begins with a capital letter inside of one.
        static let glue = Marks(rawValue: 8)
        static let comma = Marks(rawValue: 16)
    }

    /// The words, at most `mostWords`.
    private(set) var words: [Word] = []
    /// Letters in the line.
    public private(set) var letters = 0
    /// Digits in the line.
    public private(set) var digits = 0
    /// Runs of digits.
    private(set) var numbers = 0
    /// Words that are one ideograph.
    private(set) var ideographs = 0
    /// Full stops, question and exclamation marks of any script that end
    /// something.
    public private(set) var sentenceEnds = 0
    /// Words that begin with `#`.
    public private(set) var hashtags = 0
    /// Signs that separate the steps of a breadcrumb.
    private(set) var arrows = 0
    /// The line begins with an arrow, triangle or pointing hand.
    private(set) var beginsWithArrow = false
    /// Bars and bullets.
    private(set) var bars = 0
    /// The number of words before the first quotation mark.
    private(set) var firstQuote: Int?
    /// The line ends as a sentence does.
    private(set) var endsSentence = false
    /// The line ends with a full stop, no question and no exclamation.
    private(set) var endsWithStop = false
    /// The line begins with a bracket.
    private(set) var beginsWithBracket = false
    /// "[/" stands somewhere, as behind a shortcode.
    private(set) var hasClosingBracketTag = false
    /// The line begins with the copyright sign, or with "(c)".
    private(set) var beginsWithCopyright = false
    /// The copyright sign stands somewhere.
    private(set) var hasCopyright = false
    /// A capital letter stands behind a small one in a word.
    private(set) var hasGlue = false
    /// A capital letter begins a word (in scripts that have them).
    private(set) var capitals = 0
    /// A web address stands in the line.
    private(set) var hasAddress = false
    /// More words stand in the line than were taken, or it is too long to be
    /// looked at.
    public private(set) var isCut = false

    /// Words that are taken of a line.
    static let mostWords = 160
    /// Lines with more bytes are prose and are not read.
    static let longest = 1600

    /// The number of words as a reader counts them; two ideographs make one.
    var weight: Int { words.count - ideographs + (ideographs + 1) / 2 }

    /// Reads the words of a line.
    ///
    /// - Parameter splitsGlued: A capital letter behind a small one begins a
    ///   word: "TagsPolitics" are two.
    public init(_ text: UnsafeBufferPointer<UInt8>, splitsGlued: Bool = false) {
        guard text.count <= Self.longest else {
            isCut = true
            letters = text.count
            return
        }
        words.reserveCapacity(min(text.count / 6 + 2, Self.mostWords))
        read(text, splitsGlued)
    }

    /// A line without words.
    init() {}

    /// Adds the hashes of a text's words. For many texts one after the other:
    /// the words of the one before are forgotten, and nothing else is kept.
    mutating func readHashes(
        of text: UnsafeBufferPointer<UInt8>,
        to hashes: inout [UInt32]
    ) {
        guard text.count <= Self.longest else { return }
        words.removeAll(keepingCapacity: true)
        read(text, false)
        for word in words { hashes.append(word.hash) }
    }

    private static let seed: UInt32 = 2_166_136_261

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ splitsGlued: Bool) {
        let table = LetterFolding.table
        var hash = Self.seed
        var wordStart = -1
        var wasLower = false
        var inNumber = false
        var index = 0
        while index < text.count, words.count < Self.mostWords {
            let byte = text[index]
            if byte == 0x20 {
                // What most words end with, and marks nothing.
                if wordStart >= 0 { end(&hash, &wordStart, at: index) }
                wasLower = false
                inNumber = false
                index += 1
                continue
            }
            if Self.isSmall(byte) {
                if wordStart < 0 { wordStart = index }
                wasLower = true
                inNumber = false
                index = readSmall(text, from: index, &hash)
                continue
            }
            let (scalar, length) =
                byte < 0x80 ? (UInt32(byte), 1) : Self.decode(text, at: index)
            let entry = LetterFolding.entry(of: scalar, in: table)
            let kind = entry.kind
            if kind != .digit { inNumber = false }
            switch kind {
            case .letter:
                let isUpper = entry.isUpper
                if isUpper, wasLower, wordStart >= 0 {
                    hasGlue = true
                    if splitsGlued {
                        end(&hash, &wordStart, at: index)
                        words[words.count - 1].marks.insert(.glue)
                    }
                }
                if wordStart < 0 {
                    wordStart = index
                    if isUpper { capitals += 1 }
                }
                hash = (hash ^ entry.form) &* 16_777_619
                wasLower = !isUpper
                addLetters(1)
            case .ideograph:
                if wordStart >= 0 { end(&hash, &wordStart, at: index) }
                words.append(
                    Word(
                        hash: scalar &* 2_654_435_761,
                        start: Int32(truncatingIfNeeded: index),
                        end: Int32(truncatingIfNeeded: index + length),
                        marks: []
                    )
                )
                ideographs += 1
                addLetters(1)
            case .digit:
                if !inNumber {
                    numbers += 1
                    if wordStart < 0, !words.isEmpty {
                        words[words.count - 1].marks.insert(.number)
                    }
                }
                inNumber = true
                digits += 1
                endsSentence = false
                endsWithStop = false
            case .ignored: break
            case .separator:
                if wordStart >= 0 { end(&hash, &wordStart, at: index) }
                wasLower = false
                mark(scalar, text, at: index, length)
            }
            index += length
        }
        if words.count >= Self.mostWords {
            isCut = index < text.count
            return
        }
        if wordStart >= 0 { end(&hash, &wordStart, at: index) }
    }

    @inline(__always)
    private static func isSmall(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    /// Reads a run of small ASCII letters, which are their own form, and
    /// returns where it ends.
    @inline(__always)
    private mutating func readSmall(
        _ text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        _ hash: inout UInt32
    ) -> Int {
        var end = start
        while end < text.count, Self.isSmall(text[end]) {
            hash = (hash ^ UInt32(text[end])) &* 16_777_619
            end += 1
        }
        addLetters(end - start)
        return end
    }

    @inline(__always)
    private mutating func addLetters(_ count: Int) {
        letters += count
        endsSentence = false
        endsWithStop = false
    }

    private mutating func end(_ hash: inout UInt32, _ start: inout Int, at index: Int) {
        words.append(
            Word(
                hash: hash,
                start: Int32(truncatingIfNeeded: start),
                end: Int32(truncatingIfNeeded: index),
                marks: []
            )
        )
        hash = Self.seed
        start = -1
    }

    private mutating func mark(
        _ scalar: UInt32,
        _ text: UnsafeBufferPointer<UInt8>,
        at index: Int,
        _ length: Int
    ) {
        switch scalar {
        case 0x20, 0xA0: break
        case 0x21, 0x2E, 0x3F:
            let next = index + length
            if next >= text.count || text[next] <= 0x20 || text[next] >= 0x80
                || text[next] == 0x22 || text[next] == 0x29
            {
                sentenceEnds += 1
                endsSentence = true
                endsWithStop = scalar == 0x2E
            }
        case 0x3002, 0xFF01, 0xFF1F, 0x61F, 0x6D4, 0x964, 0xFF0E, 0x2026:
            if scalar != 0x2026 { sentenceEnds += 1 }
            endsSentence = scalar != 0x2026
            endsWithStop = endsSentence && scalar != 0xFF01 && scalar != 0xFF1F && scalar != 0x61F
        case 0x3A:
            if text[index...].starts(with: [0x3A, 0x2F, 0x2F]) { hasAddress = true }
            note(.colon)
        case 0xFF1A, 0x3D, 0xFF1D: note(.colon)
        case 0x5D, 0x3011, 0x3015: if beginsWithBracket { note(.colon) }
        case 0x5B, 0x3010, 0x3014:
            if words.isEmpty { beginsWithBracket = true }
            if index + 1 < text.count, text[index + 1] == 0x2F { hasClosingBracketTag = true }
        case 0x28, 0xFF08: if words.isEmpty { beginsWithBracket = true }
        case 0x2C, 0x60C, 0x3001, 0xFF0C: note(.comma)
        case 0x7C, 0x2022, 0xB7, 0x30FB, 0xFF5C, 0x25CF, 0x2014, 0x2013, 0x2F, 0xFF0F, 0x25AA:
            bars += 1
            note(.bar)
        case 0x2D:
            if index > 0, text[index - 1] == 0x20 { note(.bar) }
        case 0x3E, 0x203A, 0xBB, 0x2192, 0x25B8, 0x25BA, 0x276F, 0xFF1E, 0x2190:
            // A closing quotation mark is no arrow.
            if scalar != 0xBB || firstQuote == nil { arrows += 1 }
            if words.isEmpty { beginsWithArrow = true }
            note(.bar)
        case 0x25B6, 0x25B7, 0x261E, 0x27A1, 0x1F449: if words.isEmpty { beginsWithArrow = true }
        case 0x22, 0x201C, 0x201E, 0xAB, 0x300C, 0x300E:
            if firstQuote == nil { firstQuote = words.count }
        case 0xA9:
            hasCopyright = true
            if words.isEmpty { beginsWithCopyright = true }
        case 0x23, 0xFF03: if Self.startsWord(text, at: index + length) { hashtags += 1 }
        default: break
        }
    }

    private mutating func note(_ mark: Marks) {
        guard !words.isEmpty else { return }
        words[words.count - 1].marks.insert(mark)
    }

    private static func startsWord(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index < text.count else { return false }
        let scalar = decode(text, at: index).0
        let kind = LetterFolding.entry(of: scalar, in: LetterFolding.table).kind
        return kind == .letter || kind == .ideograph
    }

    /// The scalar at a position, with its length in bytes; U+FFFD for a
    /// malformed byte.
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
