// A forgiving, bounded JSON reader.
//
// It takes what publishers send: raw line breaks inside strings, commas too
// many or missing, text behind the value, a text that stops in the middle.
// What was read before a fault is kept. Depth and the number of values are
// bounded; both limits end the reading and are reported.

/// Reads one JSON value from UTF-8 bytes.
struct JSONReader {
    static let depthLimit = 64
    static let valueLimit = 1_000_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var values = 0
    /// What was wrong, in words; nil where the text is valid as far as it was
    /// read.
    private(set) var fault: String?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Reads the text's value.
    mutating func read() -> JSONValue {
        let value = readValue(depth: 0)
        skipSpaces()
        if fault == nil && position < bytes.count { fault = "text behind the JSON value" }
        return value ?? .null
    }

    private mutating func fail(_ message: String) {
        if fault == nil { fault = message + " at byte \(position)" }
    }

    private mutating func skipSpaces() {
        while position < bytes.count && isSpace(bytes[position]) { position &+= 1 }
    }

    private mutating func readValue(depth: Int) -> JSONValue? {
        skipSpaces()
        guard position < bytes.count else {
            fail("the JSON text ends too early")
            return nil
        }
        values += 1
        guard depth < JSONReader.depthLimit, values <= JSONReader.valueLimit else {
            fail("the JSON text is too deep or too large")
            position = bytes.count
            return nil
        }
        switch bytes[position] {
        case UInt8(ascii: "{"): return readObject(depth: depth)
        case UInt8(ascii: "["): return readArray(depth: depth)
        case UInt8(ascii: "\""): return .string(readString())
        default: return readWord()
        }
    }

    private mutating func readObject(depth: Int) -> JSONValue {
        var members: [(name: String, value: JSONValue)] = []
        position &+= 1
        while true {
            skipSpaces()
            guard position < bytes.count else {
                fail("an object is not closed")
                return .object(members)
            }
            switch bytes[position] {
            case UInt8(ascii: "}"):
                position &+= 1
                return .object(members)
            case UInt8(ascii: ","): position &+= 1
            case UInt8(ascii: "\""):
                let name = readString()
                skipSpaces()
                if position < bytes.count && bytes[position] == UInt8(ascii: ":") {
                    position &+= 1
                } else {
                    fail("a member has no colon")
                }
                guard let value = readValue(depth: depth + 1) else { return .object(members) }
                members.append((name, value))
            case UInt8(ascii: "]"):
                fail("an object is not closed")
                return .object(members)
            default:
                fail("a member's name is no string")
                _ = readWord()
            }
        }
    }

    private mutating func readArray(depth: Int) -> JSONValue {
        var elements: [JSONValue] = []
        position &+= 1
        while true {
            skipSpaces()
            guard position < bytes.count else {
                fail("an array is not closed")
                return .array(elements)
            }
            switch bytes[position] {
            case UInt8(ascii: "]"):
                position &+= 1
                return .array(elements)
            case UInt8(ascii: ","): position &+= 1
            case UInt8(ascii: "}"):
                fail("an array is not closed")
                return .array(elements)
            default:
                guard let value = readValue(depth: depth + 1) else { return .array(elements) }
                elements.append(value)
            }
        }
    }

    /// Reads a number or a literal, or passes over one byte that is neither.
    private mutating func readWord() -> JSONValue? {
        let start = position
        while position < bytes.count && isWordByte(bytes[position]) { position &+= 1 }
        guard position > start else {
            fail("an unexpected character")
            position &+= 1
            return .null
        }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            let first = bytes[start]
            if first == UInt8(ascii: "-") || (first >= 0x30 && first <= 0x39) {
                return .number(word)
            }
            fail("an unknown word")
            return .null
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        let lower = folded(byte)
        return (lower >= 0x61 && lower <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_")
    }
}

// MARK: - Strings

extension JSONReader {
    private mutating func readString() -> String {
        position &+= 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                position &+= 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return readEscapedString(from: start) }
            position &+= 1
        }
        fail("a string is not closed")
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func readEscapedString(from start: Int) -> String {
        var buffer = ByteBuffer(capacity: 256)
        buffer.append(UnsafeBufferPointer(rebasing: bytes[start..<position]))
        while position < bytes.count {
            let byte = bytes[position]
            position &+= 1
            if byte == UInt8(ascii: "\"") { return String(decoding: buffer.bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                readEscape(into: &buffer)
            } else {
                buffer.append(byte)
            }
        }
        fail("a string is not closed")
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private mutating func readEscape(into buffer: inout ByteBuffer) {
        guard position < bytes.count else { return }
        let byte = bytes[position]
        position &+= 1
        switch byte {
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "r"): buffer.append(0x0A)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): buffer.append(0x20)
        case UInt8(ascii: "u"): buffer.append(scalar: readScalar())
        default: buffer.append(byte)
        }
    }

    /// Reads the digits of `\u`, with those of the other half of a pair.
    private mutating func readScalar() -> UInt32 {
        guard let first = readUnit() else { return 0xFFFD }
        guard first & 0xF800 == 0xD800 else { return repairedScalar(first) }
        guard first < 0xDC00, position + 1 < bytes.count,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else { return 0xFFFD }
        let mark = position
        position &+= 2
        guard let second = readUnit(), second & 0xFC00 == 0xDC00 else {
            position = mark
            return 0xFFFD
        }
        return 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
    }

    private mutating func readUnit() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
        guard let unit = UInt32(digits, radix: 16) else { return nil }
        position &+= 4
        return unit
    }
}
