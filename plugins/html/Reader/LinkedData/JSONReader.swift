/// Reads JSON out of pages: forgiving, bounded, without recursion beyond a
/// fixed depth.
///
/// Pages put line breaks into strings, leave commas at ends, wrap the data in
/// comments, CDATA marks or a trailing semicolon, or cut it off. The reader
/// takes what it can: at the first thing it cannot read it ends the open
/// arrays and objects there and returns what it has.
struct JSONReader {
    private static let maximumDepth = 48
    private static let maximumValues = 60_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var values = 0
    /// Something could not be read; everything open ends.
    private var broken = false

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The values of a text, one after the other: some pages put several
    /// objects into one script.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [JSONValue] {
        var reader = JSONReader(bytes)
        var result: [JSONValue] = []
        while reader.seekStart(), result.count < 64 {
            if let value = reader.value(depth: 0) { result.append(value) }
            if reader.broken { break }
        }
        return result
    }

    /// Moves to the next `{` or `[`.
    private mutating func seekStart() -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                // `<![CDATA[` and `//]]>` are no arrays.
                let isMark = index > 0 && bytes[index - 1] == UInt8(ascii: "!")
                let isData = index > 0 && bytes[index - 1] == UInt8(ascii: "A")
                if byte == UInt8(ascii: "{") || !(isMark || isData) { return true }
            }
            index += 1
        }
        return false
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 {
                index += 1
            } else if byte == UInt8(ascii: "/"), index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "*")
            {
                skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() {
        index += 2
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
                index += 2
                return
            }
            index += 1
        }
        index = bytes.count
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONValue? {
        skipSpace()
        values += 1
        guard index < bytes.count, depth < Self.maximumDepth, values < Self.maximumValues else {
            broken = true
            return nil
        }
        switch bytes[index] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map(JSONValue.string)
        default: return literal()
        }
    }

    private mutating func object(depth: Int) -> JSONValue {
        index += 1
        var members: [(key: String, value: JSONValue)] = []
        while !broken {
            if take(UInt8(ascii: "}")) { break }
            if take(UInt8(ascii: ",")) { continue }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\""), let key = string(),
                take(UInt8(ascii: ":")), let member = value(depth: depth + 1)
            else {
                broken = true
                break
            }
            members.append((key, member))
        }
        return .object(members)
    }

    private mutating func array(depth: Int) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        while !broken {
            if take(UInt8(ascii: "]")) { break }
            if take(UInt8(ascii: ",")) { continue }
            guard let element = value(depth: depth + 1) else {
                broken = true
                break
            }
            elements.append(element)
        }
        return .array(elements)
    }

    private mutating func literal() -> JSONValue? {
        let start = index
        while index < bytes.count {
            let byte = bytes[index] | 0x20
            let isLetter = byte >= 0x61 && byte <= 0x7A
            let isNumber =
                (bytes[index] >= 0x30 && bytes[index] <= 0x39) || bytes[index] == 0x2B
                || bytes[index] == 0x2D || bytes[index] == 0x2E
            guard isLetter || isNumber else { break }
            index += 1
        }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
        if word.elementsEqual("null".utf8) { return .null }
        if word.elementsEqual("true".utf8) { return .bool(true) }
        if word.elementsEqual("false".utf8) { return .bool(false) }
        guard let first = word.first, first < 0x3A else {
            broken = true
            return nil
        }
        return .number(String(decoding: word, as: UTF8.self))
    }

    // MARK: Strings

    private mutating func string() -> String? {
        index += 1
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""),
            bytes[index] != UInt8(ascii: "\\")
        {
            index += 1
        }
        guard index < bytes.count else {
            broken = true
            return nil
        }
        if bytes[index] == UInt8(ascii: "\"") {
            defer { index += 1 }
            return String(
                decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]),
                as: UTF8.self
            )
        }
        return escapedString(from: start)
    }

    private mutating func escapedString(from start: Int) -> String? {
        var result = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                appendEscape(to: &result)
            } else {
                result.append(byte)
            }
        }
        broken = true
        return nil
    }

    /// The text of a string literal between its quotes.
    static func unescaped(_ literal: ArraySlice<UInt8>) -> [UInt8] {
        literal.withUnsafeBufferPointer { bytes in
            var reader = JSONReader(bytes)
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            while reader.index < bytes.count {
                let byte = bytes[reader.index]
                reader.index += 1
                if byte == UInt8(ascii: "\\") {
                    reader.appendEscape(to: &result)
                } else {
                    result.append(byte)
                }
            }
            return result
        }
    }

    private mutating func appendEscape(to result: inout [UInt8]) {
        guard index < bytes.count else { return }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): result.append(0x20)
        case UInt8(ascii: "u"):
            var scalar = hexadecimal() ?? 0xFFFD
            if scalar >= 0xD800, scalar < 0xDC00 { scalar = surrogatePair(high: scalar) }
            let valid = Unicode.Scalar(scalar) ?? "\u{FFFD}"
            result.append(contentsOf: UTF8.encode(valid).map(Array.init) ?? [])
        default: result.append(byte)
        }
    }

    private mutating func surrogatePair(high: UInt32) -> UInt32 {
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return 0xFFFD }
        index += 2
        guard let low = hexadecimal(), low >= 0xDC00, low < 0xE000 else { return 0xFFFD }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    private mutating func hexadecimal() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = bytes[index + offset]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        index += 4
        return value
    }
}
