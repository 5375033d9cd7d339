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
    private(set) var textHash: UInt64 = 14_695_981_039_346_656_037
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
        textHash = 14_695_981_039_346_656_037
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
        text.reserve(bytes.count + 8)
        var index = 0
        let end = bytes.count
        while index < end {
            let byte = bytes[index]
            if Self.isLower(byte) {
                index = takeLowerCase(bytes, from: index)
            } else if byte < 0x80 {
                index &+= 1
                take(classes[Int(byte)], byte)
            } else {
                index = takeScalar(bytes, at: index)
            }
        }
    }

    @inline(__always)
    private static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    /// Takes a run of small letters, which most of a text is, with what one
    /// counts for each of them added at once.
    private mutating func takeLowerCase(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int {
        openSpace()
        var end = start
        var hash = textHash
        text.reserve(bytes.count - start + 8)
        while end < bytes.count, Self.isLower(bytes[end]) {
            text.appendReserved(bytes[end])
            hash = (hash ^ UInt64(bytes[end])) &* 1_099_511_628_211
            end &+= 1
        }
        textHash = hash
        if counts.first == .space { counts.first = .lower }
        counts.last = .lower
        previous = .lower
        addSize(Int32(truncatingIfNeeded: end &- start))
        if !inWord {
            inWord = true
            counts.words &+= 1
        }
        return end
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
        if `class`.rawValue <= CharacterClass.digit.rawValue {
            textHash = (textHash ^ UInt64(byte | 0x20)) &* 1_099_511_628_211
        }
    }

    private mutating func takeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let (scalar, length) = decodeScalar(bytes, at: index)
        let `class` = CharacterClass.of(scalar)
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
        textHash = (textHash ^ UInt64(scalar)) &* 1_099_511_628_211
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
