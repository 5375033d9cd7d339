/// One flat JSON object of a case file: string members, and null for the rest.
///
/// JSONDecoder refuses lone surrogates, which the URL cases contain on purpose;
/// they read as U+FFFD here, as the conversion to scalar values has it.
struct JSONLine {
    private var strings: [String: String] = [:]

    /// The string member of that name; nil if it is absent or not a string.
    subscript(name: String) -> String? { strings[name] }

    /// Reads an object; nil if the text is not one.
    init?(_ line: String) {
        var scanner = JSONScanner(bytes: Array(line.utf8))
        guard scanner.scanObject(into: &strings) else { return nil }
    }
}

private struct JSONScanner {
    let bytes: [UInt8]
    var position = 0

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = current, byte <= 0x20 { position += 1 }
    }

    mutating func scan(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        position += 1
        return true
    }

    mutating func scanObject(into strings: inout [String: String]) -> Bool {
        guard scan(0x7B) else { return false }
        if scan(0x7D) { return true }
        repeat {
            skipSpace()
            guard let name = scanString(), scan(0x3A) else { return false }
            skipSpace()
            if current == 0x22 {
                guard let value = scanString() else { return false }
                strings[name] = value
            } else {
                skipOtherValue()
            }
        } while scan(0x2C)
        return scan(0x7D)
    }

    /// Skips a number, a word, an array or an object.
    mutating func skipOtherValue() {
        var depth = 0
        while let byte = current {
            if byte == 0x22 {
                _ = scanString()
                continue
            }
            if byte == 0x5B || byte == 0x7B { depth += 1 }
            if depth == 0, byte == 0x2C || byte == 0x7D { return }
            if byte == 0x5D || byte == 0x7D { depth -= 1 }
            position += 1
        }
    }

    mutating func scanString() -> String? {
        guard current == 0x22 else { return nil }
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            if byte == 0x22 { return String(decoding: text, as: UTF8.self) }
            if byte == 0x5C {
                scanEscape(into: &text)
            } else {
                text.append(byte)
            }
        }
        return nil
    }

    mutating func scanEscape(into text: inout [UInt8]) {
        guard let byte = current else { return }
        position += 1
        switch byte {
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75: text.append(contentsOf: String(scanUnicodeEscape()).utf8)
        default: text.append(byte)
        }
    }

    /// The scalar of `XXXX`, or of a surrogate pair `XXXX\uXXXX`.
    mutating func scanUnicodeEscape() -> Unicode.Scalar {
        let first = scanHexadecimal()
        if first & 0xFC00 == 0xD800, position + 1 < bytes.count,
            bytes[position] == 0x5C, bytes[position + 1] == 0x75
        {
            let start = position
            position += 2
            let second = scanHexadecimal()
            if second & 0xFC00 == 0xDC00 {
                let value = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
                return Unicode.Scalar(value) ?? "\u{FFFD}"
            }
            position = start
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    mutating func scanHexadecimal() -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { break }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

/// The text as a JSON string, in ASCII.
func jsonString(_ text: String) -> String {
    var quoted = "\""
    for unit in text.utf16 {
        switch unit {
        case 0x22: quoted += "\\\""
        case 0x5C: quoted += "\\\\"
        case 0x20...0x7E: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
        default:
            let digits = String(unit, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
    return quoted + "\""
}
