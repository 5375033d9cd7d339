#if canImport(Glibc)
    import Glibc
#endif

// A forgiving pull tokenizer over UTF-8 bytes.
//
// It answers one token after the other as ranges into the document, so that a
// caller pays only for the texts it wants. It never fails: whatever is not
// markup is text. It does not check well-formedness, knows no external
// entities, and expands nothing by itself; `XMLReferences` does that within a
// budget. Every search that runs to the end of the document in vain is
// remembered, so that the cost stays linear in the length of the document
// whatever it holds. See docs/decisions/0006-xml-pull-tokenizer.md for what
// was measured.

/// Where an attribute of the current tag stands in the document.
struct XMLAttribute {
    var nameStart: Int
    var nameEnd: Int
    var valueStart: Int
    var valueEnd: Int
}

/// Reads markup as a sequence of tokens.
struct XMLTokenizer: ~Copyable {
    /// What `next()` found.
    enum Token {
        case startTag
        case endTag
        case text
        case cdata
        case doctype
        case end
    }

    /// Attributes beyond this number are skipped; see `droppedAttributes`.
    static let attributeLimit = 256

    /// Which rules decide where they differ.
    enum Dialect {
        case xml
        case html
    }

    private(set) var base: UnsafePointer<UInt8>
    private(set) var count: Int
    private(set) var position = 0
    private let dialect: Dialect

    /// Name of the current tag, or the range of the current text.
    private(set) var start = 0
    private(set) var end = 0
    /// Where the current token begins, with its `<`.
    private(set) var tokenStart = 0
    private(set) var isSelfClosing = false
    private(set) var attributeCount = 0
    private(set) var droppedAttributes = 0
    /// Constructs that had to be guessed: a stray `<`, an open quote or comment.
    private(set) var faults = 0
    private let attributeStorage: UnsafeMutablePointer<XMLAttribute>

    private var commentEndMissing = false
    private var cdataEndMissing = false
    private var doubleQuoteMissing = false
    private var singleQuoteMissing = false

    /// Reads `bytes`, which have to stay where they are meanwhile.
    init(_ bytes: UnsafeBufferPointer<UInt8>, dialect: Dialect = .xml) {
        base = bytes.baseAddress ?? UnsafePointer(XMLTokenizer.nothing)
        count = bytes.count
        self.dialect = dialect
        attributeStorage = .allocate(capacity: XMLTokenizer.attributeLimit)
    }

    deinit { attributeStorage.deallocate() }

    private static nonisolated(unsafe) let nothing: UnsafeMutablePointer<UInt8> = {
        let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
        byte.initialize(to: 0)
        return byte
    }()

    /// Begins with another document.
    mutating func restart(_ bytes: UnsafeBufferPointer<UInt8>) {
        base = bytes.baseAddress ?? UnsafePointer(XMLTokenizer.nothing)
        count = bytes.count
        position = 0
        attributeCount = 0
        commentEndMissing = false
        cdataEndMissing = false
        doubleQuoteMissing = false
        singleQuoteMissing = false
    }

    /// Attribute of the current start tag.
    @inline(__always)
    func attribute(_ index: Int) -> XMLAttribute { attributeStorage[index] }

    @inline(__always)
    func bytes(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + start, count: end &- start)
    }

    /// Continues at another place of the document.
    mutating func move(to position: Int) { self.position = Swift.min(position, count) }

    /// Reads the next token.
    mutating func next() -> Token {
        while position < count {
            tokenStart = position
            if base[position] != UInt8(ascii: "<") { return readText() }
            guard position &+ 1 < count else { return readText() }
            let byte = base[position &+ 1]
            switch byte {
            case UInt8(ascii: "/"):
                guard position &+ 2 < count else {
                    position = count
                    return .end
                }
                if isNameStart(base[position &+ 2]) { return readEndTag() }
                if base[position &+ 2] == UInt8(ascii: ">") {
                    position &+= 3
                    faults &+= 1
                    continue
                }
                return readText()
            case UInt8(ascii: "!"):
                if let token = readDeclaration() { return token }
            case UInt8(ascii: "?"):
                skipInstruction()
            default:
                return isNameStart(byte) ? readStartTag() : readText()
            }
        }
        tokenStart = count
        return .end
    }
}

// MARK: - Text

extension XMLTokenizer {
    /// Reads up to the next `<` that can begin markup.
    private mutating func readText() -> Token {
        start = position
        var cursor = position
        if base[cursor] == UInt8(ascii: "<") {
            faults &+= 1
            cursor &+= 1
        }
        while true {
            guard let open = index(of: UInt8(ascii: "<"), from: cursor) else {
                cursor = count
                break
            }
            cursor = open
            if open &+ 1 < count {
                let byte = base[open &+ 1]
                if isNameStart(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!")
                    || byte == UInt8(ascii: "?")
                {
                    break
                }
            }
            faults &+= 1
            cursor &+= 1
        }
        end = cursor
        position = cursor
        return .text
    }

    /// Index of the next `byte`, or nil.
    @inline(__always)
    func index(of byte: UInt8, from: Int) -> Int? {
        guard from < count, let found = memchr(base + from, Int32(byte), count &- from) else {
            return nil
        }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }

    /// Index of the next `mark`, `mark`, `>` at or after `from`.
    private func index(ofEnd mark: UInt8, from: Int) -> Int? {
        var cursor = from
        while let found = index(of: mark, from: cursor), found &+ 2 < count {
            if base[found &+ 1] == mark && base[found &+ 2] == UInt8(ascii: ">") { return found }
            cursor = found &+ 1
        }
        return nil
    }
}

// MARK: - Declarations

extension XMLTokenizer {
    /// Reads what begins with `<!`; nil where it was skipped.
    private mutating func readDeclaration() -> Token? {
        if hasPrefix("<!--") {
            skipComment()
            return nil
        }
        if hasPrefix("<![CDATA[") { return readCDATA() }
        if hasPrefix("<!DOCTYPE") || hasPrefix("<!doctype") { return readDoctype() }
        faults &+= 1
        let isConditional = hasPrefix("<![")
        if dialect == .html && !isConditional { return readText() }
        if let close = index(of: UInt8(ascii: ">"), from: position) {
            position = close &+ 1
            return nil
        }
        return readText()
    }

    private func hasPrefix(_ prefix: StaticString) -> Bool {
        let length = prefix.utf8CodeUnitCount
        return count &- position >= length && memcmp(base + position, prefix.utf8Start, length) == 0
    }

    private mutating func skipComment() {
        let body = position &+ 4
        if !commentEndMissing {
            // `<!-->` and `<!--->` are complete comments in HTML.
            if let close = index(ofEnd: UInt8(ascii: "-"), from: body &- 2) {
                position = close &+ 3
                return
            }
            commentEndMissing = true
        }
        faults &+= 1
        position = (index(of: UInt8(ascii: ">"), from: body) ?? count &- 1) &+ 1
    }

    private mutating func readCDATA() -> Token {
        start = position &+ 9
        if !cdataEndMissing {
            if let close = index(ofEnd: UInt8(ascii: "]"), from: start) {
                end = close
                position = close &+ 3
                return .cdata
            }
            cdataEndMissing = true
        }
        if dialect == .html { return readText() }
        // A truncated document: all that is left belongs to the section.
        faults &+= 1
        end = count
        position = count
        return .cdata
    }

    /// Reads a document type with its internal subset.
    private mutating func readDoctype() -> Token {
        start = position
        var cursor = position &+ 9
        var quote: UInt8 = 0
        var inSubset = false
        while cursor < count {
            let byte = base[cursor]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "[") {
                inSubset = true
            } else if byte == UInt8(ascii: "]") {
                inSubset = false
            } else if byte == UInt8(ascii: ">") && !inSubset {
                end = cursor
                position = cursor &+ 1
                return .doctype
            }
            cursor &+= 1
        }
        // A quote or bracket that nobody closed; the feed may follow.
        faults &+= 1
        if dialect == .html && index(of: UInt8(ascii: ">"), from: position) == nil {
            return readText()
        }
        end = (index(of: UInt8(ascii: ">"), from: position) ?? count &- 1)
        position = end &+ 1
        end = Swift.max(end, start)
        return .doctype
    }

    /// Skips a processing instruction or the XML declaration.
    ///
    /// Its end may be a plain `>`: no instruction of a feed holds a `<`, so
    /// the first one shows that `?>` is missing.
    private mutating func skipInstruction() {
        var cursor = position &+ 2
        var plainEnd: Int?
        while cursor < count && base[cursor] != UInt8(ascii: "<") {
            if base[cursor] == UInt8(ascii: ">") {
                if base[cursor &- 1] == UInt8(ascii: "?") {
                    position = cursor &+ 1
                    return
                }
                if plainEnd == nil { plainEnd = cursor }
            }
            cursor &+= 1
        }
        faults &+= 1
        position = plainEnd.map { $0 &+ 1 } ?? cursor
    }
}

// MARK: - Tags

extension XMLTokenizer {
    private mutating func readEndTag() -> Token {
        start = position &+ 2
        var cursor = start &+ 1
        while cursor < count && isNameByte(base[cursor]) { cursor &+= 1 }
        end = cursor
        while cursor < count {
            let byte = base[cursor]
            if byte == UInt8(ascii: ">") {
                position = cursor &+ 1
                return .endTag
            }
            if byte == UInt8(ascii: "<") { break }
            cursor &+= 1
        }
        faults &+= 1
        position = cursor
        return .endTag
    }

    private mutating func readStartTag() -> Token {
        start = position &+ 1
        var cursor = start &+ 1
        while cursor < count && isNameByte(base[cursor]) { cursor &+= 1 }
        end = cursor
        attributeCount = 0
        isSelfClosing = false
        if cursor < count && base[cursor] == UInt8(ascii: ">") {
            position = cursor &+ 1
            return .startTag
        }
        position = readAttributes(from: cursor)
        return .startTag
    }

    /// Reads up to the end of the tag and answers the position behind it.
    private mutating func readAttributes(from: Int) -> Int {
        var cursor = from
        while true {
            while cursor < count && isSpace(base[cursor]) { cursor &+= 1 }
            guard cursor < count else {
                faults &+= 1
                return count
            }
            switch base[cursor] {
            case UInt8(ascii: ">"):
                return cursor &+ 1
            case UInt8(ascii: "<"):
                faults &+= 1
                return cursor
            case UInt8(ascii: "/"):
                cursor &+= 1
                if cursor < count && base[cursor] == UInt8(ascii: ">") {
                    isSelfClosing = true
                    return cursor &+ 1
                }
            default:
                cursor = readAttribute(from: cursor)
            }
        }
    }

    private mutating func readAttribute(from: Int) -> Int {
        var cursor = from &+ 1
        while cursor < count && !endsAttributeName(base[cursor]) { cursor &+= 1 }
        let nameEnd = cursor
        while cursor < count && isSpace(base[cursor]) { cursor &+= 1 }
        guard cursor < count && base[cursor] == UInt8(ascii: "=") else {
            add(
                XMLAttribute(
                    nameStart: from,
                    nameEnd: nameEnd,
                    valueStart: nameEnd,
                    valueEnd: nameEnd
                )
            )
            return nameEnd
        }
        cursor &+= 1
        while cursor < count && isSpace(base[cursor]) { cursor &+= 1 }
        guard cursor < count else { return count }
        let quote = base[cursor]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            if let close = closingQuote(quote, from: cursor &+ 1) {
                add(
                    XMLAttribute(
                        nameStart: from,
                        nameEnd: nameEnd,
                        valueStart: cursor &+ 1,
                        valueEnd: close
                    )
                )
                return close &+ 1
            }
            faults &+= 1
            cursor &+= 1
        }
        let valueStart = cursor
        while cursor < count && !endsBareValue(at: cursor) { cursor &+= 1 }
        add(
            XMLAttribute(
                nameStart: from,
                nameEnd: nameEnd,
                valueStart: valueStart,
                valueEnd: cursor
            )
        )
        return cursor
    }

    private mutating func closingQuote(_ quote: UInt8, from: Int) -> Int? {
        let isDouble = quote == UInt8(ascii: "\"")
        if isDouble ? doubleQuoteMissing : singleQuoteMissing { return nil }
        if let close = index(of: quote, from: from) { return close }
        if isDouble { doubleQuoteMissing = true } else { singleQuoteMissing = true }
        return nil
    }

    private mutating func add(_ attribute: XMLAttribute) {
        if attributeCount < XMLTokenizer.attributeLimit {
            attributeStorage[attributeCount] = attribute
            attributeCount &+= 1
        } else {
            droppedAttributes &+= 1
        }
    }

    private func endsBareValue(at index: Int) -> Bool {
        let byte = base[index]
        if isSpace(byte) || byte == UInt8(ascii: ">") { return true }
        return dialect == .xml && byte == UInt8(ascii: "/") && index &+ 1 < count
            && base[index &+ 1] == UInt8(ascii: ">")
    }
}

// MARK: - Bytes

/// White space of XML.
@inline(__always)
func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
}

@inline(__always)
private func isNameStart(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return (folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z"))
        || byte == UInt8(ascii: "_") || byte >= 0x80 || byte == UInt8(ascii: ":")
}

@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/")
        && byte != UInt8(ascii: "<")
}

@inline(__always)
private func endsAttributeName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">")
        || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
}
