/// The tokenizer of the HTML standard over a page in memory.
///
/// Instead of one state a character it has one function a construct: text is scanned 16 bytes at a time to the next character that
/// means something, names 8 bytes at a time, and literal text and values stay ranges of the source. Only what differs from the
/// source (character references, nulls) is written to the `decoded` buffer. A page is read once; each function
/// moves `position` forward, so the time is linear.
///
/// `base` points into the source buffer, which does not change during a parse, and zeros follow its `end` bytes: a scan that
/// stops at a zero compares its position with `end`.
///
/// Methods are mutating even if they change nothing, as in ``HTMLTreeBuilder``.
struct HTMLTokenizer<Sink: TokenSink & ~Copyable>: ~Copyable {
    let store: UnsafeMutablePointer<HTMLStorage>
    let base: UnsafePointer<UInt8>
    let end: Int
    var position = 0
    var model = ContentModel.data
    /// The name of the last start tag, which alone can end the raw text after it.
    var lastStartTag: Int32 = -1
    /// Numbers tags, for finding duplicate attributes.
    var stamp: UInt32 = 0
    var isAtEnd = false
    /// Whether there may be a null in the raw text that was passed last.
    var sawNull = false
    var scratch = GrowableBuffer<UInt8>(minimumCapacity: 64)
    var sink: Sink

    init(store: UnsafeMutablePointer<HTMLStorage>, sink: consuming Sink) {
        self.store = store
        base = UnsafePointer(store.pointee.source.base)
        end = store.pointee.sourceLimit
        self.sink = sink
    }

    /// Reads the whole page.
    mutating func run() {
        while !isAtEnd {
            switch model {
            case .data: readData()
            case .rcdata: readRCDATA()
            case .rawText: readRawText(isScript: false)
            case .scriptData: readRawText(isScript: true)
            case .plaintext: readPlaintext()
            case .cdata: readCDATA()
            }
        }
        sink.endOfFile(offset: end)
    }

    /// The text position of the next decoded byte.
    @inline(__always)
    var decodedPosition: Int { store.pointee.sourceLimit + store.pointee.decoded.count }

    /// Reads characters and markup until the model changes or the page ends.
    private mutating func readData() {
        while model == .data, !isAtEnd {
            readText()
        }
    }

    /// Reads one run of characters, hands it on, and reads the markup or null that ended it.
    @inline(__always)
    private mutating func readText() {
        let start = position
        var literal = start
        var decoded = -1
        var current = start
        while true {
            current =
                ByteScanning.find(UInt8(ascii: "<"), UInt8(ascii: "&"), from: base + current) - base
            let byte = base[current]
            if byte == UInt8(ascii: "<") {
                if beginsMarkup(current) { break }
                current += 1
            } else if byte == UInt8(ascii: "&") {
                let reference = readReference(at: current, inAttribute: false)
                if reference.end == 0 {
                    current += 1
                } else {
                    if decoded < 0 { decoded = decodedPosition }
                    appendDecoded(literal, current)
                    append(reference)
                    current = reference.end
                    literal = current
                }
            } else {
                break
            }
        }
        position = current
        if decoded >= 0 {
            appendDecoded(literal, current)
            sink.characters(
                TextToken(start: decoded, count: decodedPosition - decoded, offset: start)
            )
        } else if current > start {
            sink.characters(TextToken(start: start, count: current - start, offset: start))
        }
        if base[current] == UInt8(ascii: "<") {
            readMarkup()
        } else if current >= end {
            isAtEnd = true
        } else {
            sink.nullCharacter(offset: current)
            position = current + 1
        }
    }

    /// Whether a `<` begins something other than text.
    @inline(__always)
    private func beginsMarkup(_ less: Int) -> Bool {
        let next = base[less + 1]
        if isASCIILetter(next) || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            return true
        }
        return next == UInt8(ascii: "/") && less + 2 < end
    }

    @inline(__always)
    mutating func appendDecoded(_ from: Int, _ to: Int) {
        store.pointee.decoded.append(contentsOf: base + from, count: to - from)
    }

    /// Reads what begins with the `<` at `position`; the caller knows that it is markup.
    @inline(__always)
    private mutating func readMarkup() {
        let less = position
        let next = base[less + 1]
        if isASCIILetter(next) {
            readStartTag(at: less)
        } else if next == UInt8(ascii: "/") {
            let third = base[less + 2]
            if isASCIILetter(third) {
                readEndTag(at: less)
            } else if third == UInt8(ascii: ">") {
                position = less + 3
            } else {
                readBogusComment(from: less + 2, offset: less)
            }
        } else if next == UInt8(ascii: "!") {
            readDeclaration(at: less)
        } else {
            readInstruction(at: less)
        }
    }
}
