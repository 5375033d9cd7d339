/// A recursive-descent reader of RFC 8259 JSON.
///
/// Input comes from the host, which has checked it, but a module must stand
/// any bytes: length and depth are bounded, duplicate names are an error.
struct JSONReader {
    private static let longestText = 1 << 20
    private static let deepestNesting = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func readText() throws(ModuleError) -> JSONValue {
        guard bytes.count <= Self.longestText else {
            throw failure("longer than \(Self.longestText) bytes")
        }
        let value = try readValue(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw failure("text behind the value") }
        return value
    }

    private mutating func readValue(depth: Int) throws(ModuleError) -> JSONValue {
        guard depth < Self.deepestNesting else {
            throw failure("nested deeper than \(Self.deepestNesting)")
        }
        skipSpace()
        guard let first = peek() else { throw failure("unexpected end") }
        switch first {
        case UInt8(ascii: "{"): return try readObject(depth: depth)
        case UInt8(ascii: "["): return try readArray(depth: depth)
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return try readNumber()
        }
    }

    private mutating func readObject(depth: Int) throws(ModuleError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw failure("expected a name") }
            let name = try readString()
            guard names.insert(name).inserted else { throw failure("duplicate name \(name)") }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure("expected ':'") }
            members.append(.init(name: name, value: try readValue(depth: depth + 1)))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw failure("expected ',' or '}'") }
        return .object(members)
    }

    private mutating func readArray(depth: Int) throws(ModuleError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try readValue(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw failure("expected ',' or ']'") }
        return .array(elements)
    }

    private mutating func readWord(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(ModuleError) -> JSONValue {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: expected) else { throw failure("unknown word") }
        position += expected.count
        return value
    }

    private mutating func readNumber() throws(ModuleError) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let leadsWithZero = peek() == UInt8(ascii: "0")
        let whole = takeDigits()
        guard whole > 0, !(leadsWithZero && whole > 1) else {
            position = start
            throw failure("unexpected character")
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard takeDigits() > 0 else { throw failure("expected a digit") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard takeDigits() > 0 else { throw failure("expected a digit") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw failure("number too large") }
        return .number(number)
    }

    private mutating func readString() throws(ModuleError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try readEscape(into: &content)
            case 0..<0x20: throw failure("control character in a string")
            default: content.append(byte)
            }
        }
        throw failure("string without an end")
    }

    private mutating func readEscape(into content: inout [UInt8]) throws(ModuleError) {
        guard let escape = peek() else { throw failure("string without an end") }
        position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(escape)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content.append(contentsOf: Array(String(try readScalar()).utf8))
        default: throw failure("unknown escape")
        }
    }

    /// Reads four hexadecimal digits, and the second half of a surrogate pair.
    /// A lone surrogate becomes U+FFFD.
    private mutating func readScalar() throws(ModuleError) -> Character {
        let first = try readHexadecimal()
        guard (0xD800..<0xDC00).contains(first) else {
            return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
        }
        let resume = position
        if take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let second = try readHexadecimal()
            if (0xDC00..<0xE000).contains(second) {
                let value = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                return Character(Unicode.Scalar(value) ?? "\u{FFFD}")
            }
        }
        position = resume
        return "\u{FFFD}"
    }

    private mutating func readHexadecimal() throws(ModuleError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw failure("string without an end") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
            default: throw failure("expected four hexadecimal digits")
            }
        }
        position += 4
        return value
    }

    private mutating func takeDigits() -> Int {
        let start = position
        while let byte = peek(), (0x30...0x39).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
            position += 1
        }
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private func failure(_ problem: String) -> ModuleError {
        ModuleError(.invalidOptions, subject: "JSON at byte \(position)", message: problem)
    }
}
