/// Why a text is not JSON.
struct JSONFault: Error, Equatable {
    let message: String
    /// Byte at which reading stopped.
    let offset: Int
}

/// Reads JSON (RFC 8259) into a `JSONValue`.
///
/// For the option schemas of modules, which are short: depth and size are
/// bounded, and a name that an object has twice is a fault.
struct JSONParser: ~Copyable {
    /// Deepest nesting.
    static let depthLimit = 64
    /// Longest text in bytes.
    static let sizeLimit = 1 << 20

    private let bytes: [UInt8]
    private var index = 0

    /// Reads the whole of `text` as one value.
    static func parse(_ text: String) throws(JSONFault) -> JSONValue {
        let bytes = Array(text.utf8)
        guard bytes.count <= sizeLimit else {
            throw JSONFault(message: "longer than \(sizeLimit) bytes", offset: sizeLimit)
        }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 1)
        parser.skipSpace()
        guard parser.index == bytes.count else { throw parser.fault("text after the end") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func fault(_ message: String) -> JSONFault {
        JSONFault(message: message, offset: index)
    }

    private var current: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.depthLimit else { throw fault("nested too deep") }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("the text ends too early")
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[index...].starts(with: word.utf8) else { throw fault("unknown word") }
        index += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        index += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw fault("expected a name") }
            let name = try string()
            guard names.insert(name).inserted else { throw fault("name `\(name)` given twice") }
            guard take(UInt8(ascii: ":")) else { throw fault("expected `:`") }
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw fault("expected `,` or `}`") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        index += 1
        var items: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        repeat {
            items.append(try value(depth: depth + 1))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw fault("expected `,` or `]`") }
        return .array(items)
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = index
        while let byte = current, Self.isPartOfNumber(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard NumberSyntax.isJSONNumber(text), let number = Double(text), number.isFinite else {
            throw fault("expected a value")
        }
        return Int64(text).map { .integer($0) } ?? .number(number)
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }

    private mutating func string() throws(JSONFault) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = current {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20: throw fault("control character in a string")
            default: text.append(byte)
            }
        }
        throw fault("a string has no end")
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        guard let byte = current else { throw fault("a string has no end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault("unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, bytes[index...].starts(with: "\\u".utf8) else {
            throw fault("half a surrogate pair")
        }
        index += 2
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault("half a surrogate pair") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt32 {
        let digits = bytes[index..<min(index + 4, bytes.count)]
        var value: UInt32 = 0
        for byte in digits {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
        }
        guard digits.count == 4 else { throw fault("expected four hexadecimal digits") }
        index += 4
        return value
    }
}
