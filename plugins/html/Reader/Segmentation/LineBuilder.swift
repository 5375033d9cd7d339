/// Gathers the text of one block: collapses white space, counts characters.
///
/// The counters are in the same loop as the copy, since each visible byte is
/// then touched once. Cost: one table lookup for an ASCII byte.
struct LineBuilder: ~Copyable {
    var text: PageText
    /// Where the block that is being built begins.
    private(set) var start = 0
    private(set) var counts = TextCounts()
    private(set) var linkSize: Int32 = 0
    private(set) var emphasisSize: Int32 = 0
    /// White space was seen that the next character makes into one space.
    var pendingSpace = false
    var linkDepth: Int32 = 0
    var emphasisDepth: Int32 = 0
    private var inWord = false
    private var previous = CharacterClass.space
    private let classes: [CharacterClass]

    init(classes: [CharacterClass], capacity: Int) {
        self.classes = classes
        text = PageText(minimumCapacity: capacity)
    }

    var isEmpty: Bool { text.count == start }

    /// Ends the block; the next one begins behind it.
    mutating func finish() {
        start = text.count
        counts = TextCounts()
        linkSize = 0
        emphasisSize = 0
        pendingSpace = false
        inWord = false
        previous = .space
    }

    /// Takes the block's text back, when it has nothing to read.
    mutating func discard() {
        text.truncate(to: start)
        finish()
    }

    /// Appends flowing text.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Each byte is written once at most and one space before all of them;
        // words are written eight bytes at once.
        text.reserve(bytes.count + 16)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x80 {
                index = takeScalar(bytes, at: index)
            } else if ByteRuns.isSpace(byte) || ByteRuns.isAlphanumeric(byte) {
                index = takeWords(bytes, from: index)
            } else {
                index &+= 1
                take(classes[Int(byte)], byte)
            }
        }
    }

    /// Takes ASCII letters, digits and the white space between them, which
    /// most of a text is, with all that changes meanwhile in registers; where
    /// they end. Room must have been reserved.
    private mutating func takeWords(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from first: Int
    ) -> Int {
        var index = first
        var output = text.base + text.count
        let begin = text.base + start
        var size = 0
        var upper = 0
        var digits = 0
        var words: Int32 = 0
        var isInWord = inWord
        var isPending = pendingSpace
        while index < bytes.count {
            if ByteRuns.isSpace(bytes[index]) {
                // Only here it matters what stood before the letters.
                if size == 0, previous == .fullStop { counts.sentenceEnds &+= 1 }
                previous = .space
                isPending = true
                isInWord = false
                index = ByteRuns.spaceEnd(bytes, from: index &+ 1)
                guard index < bytes.count else { break }
            }
            let run = ByteRuns.alphanumerics(ByteRuns.word(bytes, at: index))
            if run.count == 0 { break }
            if isPending {
                isPending = false
                output.pointee = 0x20
                // Not at the beginning, and not behind a tab or line feed.
                if output != begin, output[-1] > 0x20 { output += 1 }
            }
            UnsafeMutableRawPointer(output).storeBytes(of: run.bytes, as: UInt64.self)
            output += run.count
            index &+= run.count
            size &+= run.count
            upper &+= run.upper
            digits &+= run.digits
            words &+= isInWord ? 0 : 1
            isInWord = true
        }
        inWord = isInWord
        pendingSpace = isPending
        guard size > 0 else { return index }
        if counts.first == .space {
            // What was written begins with a letter or one space.
            let isSpaced = text.base[text.count] == 0x20
            counts.first = classes[Int(text.base[text.count + (isSpaced ? 1 : 0)])]
        }
        counts.last = classes[Int(output[-1])]
        if isInWord { previous = counts.last }
        counts.words &+= words
        counts.upper &+= Int32(truncatingIfNeeded: upper)
        counts.digits &+= Int32(truncatingIfNeeded: digits)
        addSize(Int32(truncatingIfNeeded: size))
        text.advance(to: output)
        return index
    }

    /// Appends text in which white space counts.
    mutating func appendPreformatted(_ bytes: UnsafeBufferPointer<UInt8>) {
        text.reserve(bytes.count * 2 + 8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0x09 || byte == 0x0A {
                if !isEmpty || byte != 0x0A { text.appendReserved(byte) }
                endWord()
                index += 1
            } else if byte < 0x80 {
                take(classes[Int(byte)], byte)
                index += 1
            } else {
                index = takeScalar(bytes, at: index)
            }
        }
    }

    /// Puts a tab or line feed between cells, rows or lines.
    mutating func separate(with byte: UInt8) {
        pendingSpace = false
        endWord()
        guard !isEmpty else { return }
        text.append(byte)
    }

    @inline(__always)
    private mutating func endWord() {
        if previous == .fullStop { counts.sentenceEnds &+= 1 }
        previous = .space
        inWord = false
    }

    @inline(__always)
    private mutating func openSpace() {
        if pendingSpace {
            pendingSpace = false
            if text.count != start, text.base[text.count - 1] > 0x20 { text.append(0x20) }
        }
    }

    @inline(__always)
    private mutating func take(_ class: CharacterClass, _ byte: UInt8) {
        if `class` == .space {
            pendingSpace = true
            endWord()
            return
        }
        if `class` == .ignored { return }
        openSpace()
        text.append(byte)
        count(`class`)
    }

    private mutating func takeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let (scalar, length) = decodeScalar(bytes, at: index)
        let `class` =
            scalar < UInt32(classes.count) ? classes[Int(scalar)] : CharacterClass.of(scalar)
        if `class` == .space {
            pendingSpace = true
            endWord()
            return index + length
        }
        if `class` == .ignored { return index + length }
        openSpace()
        text.reserve(length + 8)
        for offset in 0..<length { text.appendReserved(bytes[index + offset]) }
        count(`class`)
        return index + length
    }

    @inline(__always)
    private mutating func count(_ class: CharacterClass) {
        if counts.first == .space { counts.first = `class` }
        counts.last = `class`
        switch `class` {
        case .lower, .upper, .digit:
            addSize(1)
            if !inWord {
                inWord = true
                counts.words &+= 1
            }
            if `class` == .upper { counts.upper &+= 1 }
            if `class` == .digit { counts.digits &+= 1 }
        case .ideograph:
            addSize(TextCounts.ideographSize)
            counts.ideographs &+= 1
            counts.words &+= 1
            inWord = false
        default:
            countMark(`class`)
        }
        previous = `class`
    }

    private mutating func countMark(_ class: CharacterClass) {
        switch `class` {
        case .comma: counts.commas &+= 1
        case .sentenceEnd: counts.sentenceEnds &+= 1
        case .quote:
            // A full stop before a closing quote ends a sentence too. The
            // apostrophe inside a word does not end the word.
            if previous == .fullStop { counts.sentenceEnds &+= 1 }
            counts.quotes &+= 1
            return
        case .symbol, .bar, .copyright: counts.symbols &+= 1
        default: break
        }
        inWord = false
    }

    @inline(__always)
    private mutating func addSize(_ size: Int32) {
        counts.size &+= size
        if linkDepth > 0 { linkSize &+= size }
        if emphasisDepth > 0 { emphasisSize &+= size }
    }

    /// The last full stop of a block has no space behind it.
    mutating func closeCounts() {
        endWord()
    }
}

/// Decodes the UTF-8 scalar at an index; the tree's text is valid UTF-8, but
/// nothing here depends on it.
func decodeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
    let lead = UInt32(bytes[index])
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= bytes.count else { return (0xFFFD, 1) }
    var scalar = lead & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
        scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F)
    }
    return (scalar, length)
}
