/// "Prescan a byte stream to determine its encoding" (HTML Standard, section
/// 13.2.3.2): finds what a `meta` element says, without a parser.
struct MetaPrescan {
    /// How many bytes the standard looks at.
    static let standardLength = 1024
    /// How far a `meta` is looked for if those hold none.
    static let longestLength = 65_536

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// The encoding that the bytes name, nil for none.
    static func encoding(in bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        if bytes.starts(with: [0x3C, 0, 0x3F, 0, 0x78, 0]) { return .utf16LE }
        if bytes.starts(with: [0, 0x3C, 0, 0x3F, 0, 0x78]) { return .utf16BE }
        var prescan = MetaPrescan(bytes: bytes)
        return prescan.run() ?? xmlEncoding(in: bytes)
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private static func xmlEncoding(in bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        guard bytes.starts(with: "<?xml".utf8), let label = XMLDeclaration.label(in: bytes),
            label.utf8.allSatisfy({ $0 > 0x20 }), let encoding = Encoding(label: label)
        else { return nil }
        return encoding == .utf16BE || encoding == .utf16LE ? .utf8 : encoding
    }

    private mutating func run() -> Encoding? {
        while true {
            position = find(0x3C)
            guard position < bytes.count else { return nil }
            if starts(with: "<!--") {
                // The comment may end in the dashes it starts with: `<!-->`.
                position += 4
                skipComment()
            } else if startsTag("<meta") {
                position += 5
                if let encoding = meta() { return encoding }
            } else if startsOtherTag() {
                while let byte = current, !isSpace(byte), byte != 0x3E { position += 1 }
                while attribute() != nil {}
            } else if starts(with: "<!") || starts(with: "</") || starts(with: "<?") {
                position = find(0x3E)
            }
            position += 1
        }
    }

    // MARK: Bytes

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            guard bytes.count - position >= text.count else { return false }
            for index in 0..<text.count where bytes[position + index] != text[index] {
                return false
            }
            return true
        }
    }

    /// Whether the tag's name in any case stands here, and ends.
    private func startsTag(_ name: StaticString) -> Bool {
        let end = position + name.utf8CodeUnitCount
        guard end < bytes.count, isSpace(bytes[end]) || bytes[end] == 0x2F else { return false }
        return name.withUTF8Buffer { expected in
            zip(bytes[position..<end], expected).allSatisfy { asciiLowercased($0) == $1 }
        }
    }

    /// Whether a start or end tag stands here.
    private func startsOtherTag() -> Bool {
        var index = position + 1
        if index < bytes.count, bytes[index] == 0x2F { index += 1 }
        guard index < bytes.count else { return false }
        return (0x61...0x7A).contains(bytes[index] | 0x20)
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
    }

    /// The next place of a byte, or the end.
    private func find(_ byte: UInt8) -> Int {
        position < bytes.count ? ByteSearch.first(byte, in: bytes, from: position) : position
    }

    /// Moves to the next `>` that two dashes stand before, or to the end; at
    /// least two bytes were passed.
    private mutating func skipComment() {
        while true {
            position = find(0x3E)
            guard position < bytes.count else { return }
            if bytes[position - 1] == 0x2D, bytes[position - 2] == 0x2D { return }
            position += 1
        }
    }

    // MARK: Elements

    /// What the attributes of a `meta` name; its first ones count.
    private mutating func meta() -> Encoding? {
        var seen = (pragma: false, content: false, charset: false)
        var gotPragma = false
        var needsPragma: Bool?
        var label: [UInt8]?
        while let attribute = attribute() {
            if !seen.pragma, matches(attribute.name, "http-equiv") {
                seen.pragma = true
                gotPragma = matches(attribute.value, "content-type")
            } else if !seen.content, matches(attribute.name, "content") {
                seen.content = true
                if label == nil, let found = charset(in: attribute.value) {
                    label = found
                    needsPragma = true
                }
            } else if !seen.charset, matches(attribute.name, "charset") {
                seen.charset = true
                label = lowercased(attribute.value)
                needsPragma = false
            }
        }
        // A tag that the bytes cut off names nothing.
        guard position < bytes.count else { return nil }
        guard let needsPragma, !needsPragma || gotPragma, let label,
            let encoding = Encoding(label: label)
        else { return nil }
        switch encoding {
        case .utf16BE, .utf16LE: return .utf8
        case .userDefined: return .windows1252
        default: return encoding
        }
    }

    /// Whether bytes are a word, in any case.
    private func matches(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { expected in
            zip(bytes[range], expected).allSatisfy { asciiLowercased($0) == $1 }
        }
    }

    private func lowercased(_ range: Range<Int>) -> [UInt8] {
        bytes[range].map(asciiLowercased)
    }

    /// "Get an attribute": where its name and value stand, nil at the tag's
    /// end.
    private mutating func attribute() -> (name: Range<Int>, value: Range<Int>)? {
        while let byte = current, isSpace(byte) || byte == 0x2F { position += 1 }
        guard let first = current, first != 0x3E else { return nil }
        let start = position
        var end = start
        while let byte = current, !(byte == 0x3D && position > start) {
            end = position
            if isSpace(byte) {
                while let space = current, isSpace(space) { position += 1 }
                guard current == 0x3D else { return (start..<end, end..<end) }
                break
            }
            if byte == 0x2F || byte == 0x3E { return (start..<end, end..<end) }
            position += 1
            end = position
        }
        position += 1
        return value().map { (start..<end, $0) }
    }

    /// Where the value after an equals sign stands; nil if the bytes end in
    /// it.
    private mutating func value() -> Range<Int>? {
        while let byte = current, isSpace(byte) { position += 1 }
        guard let quote = current else { return nil }
        if quote == 0x22 || quote == 0x27 {
            position += 1
            let start = position
            let end = find(quote)
            position = min(end + 1, bytes.count)
            return end < bytes.count ? start..<end : nil
        }
        let start = position
        while let byte = current {
            if isSpace(byte) || byte == 0x3E { return start..<position }
            position += 1
        }
        return nil
    }

    /// "Extracting a character encoding from a meta element": the label after
    /// `charset=`.
    private func charset(in range: Range<Int>) -> [UInt8]? {
        let key = 7
        var index = range.lowerBound
        while index + key <= range.upperBound {
            guard bytes[index] | 0x20 == UInt8(ascii: "c"),
                matches(index..<index + key, "charset")
            else {
                index += 1
                continue
            }
            index += key
            while index < range.upperBound, isSpace(bytes[index]) { index += 1 }
            guard index < range.upperBound, bytes[index] == 0x3D else { continue }
            index += 1
            while index < range.upperBound, isSpace(bytes[index]) { index += 1 }
            return label(in: lowercased(index..<range.upperBound)[...])
        }
        return nil
    }

    private func label(in text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let first = text.first else { return nil }
        if first == 0x22 || first == 0x27 {
            let rest = text.dropFirst()
            guard let close = rest.firstIndex(of: first) else { return nil }
            return Array(rest[..<close])
        }
        return Array(text.prefix { !isSpace($0) && $0 != 0x3B })
    }
}
