// Tables stand in the program as base64 text: a StaticString costs the compiler
// nothing, while array literals of this size take it minutes. Each is expanded
// at first use; the scripts that generate them have the formats.

/// Reads the numbers of a packed table.
struct PackedTable {
    private let bytes: [UInt8]
    private var position = 0

    init(_ packed: StaticString) {
        bytes = PackedTable.decodeBase64(packed)
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next number, of variable length, low seven bits first.
    mutating func number() -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            value |= UInt32(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        return value
    }

    /// The next signed number.
    mutating func difference() -> Int32 {
        let zigzag = number()
        return zigzag & 1 == 0 ? Int32(zigzag >> 1) : -Int32(zigzag >> 1) - 1
    }

    /// Decodes base64; line feeds do not count.
    private static func decodeBase64(_ text: StaticString) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8CodeUnitCount * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        text.withUTF8Buffer { buffer in
            for character in buffer {
                guard let value = base64Value(character) else { continue }
                bits = bits << 6 | value
                count += 6
                if count >= 8 {
                    count -= 8
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                }
            }
        }
        return bytes
    }

    private static func base64Value(_ character: UInt8) -> UInt32? {
        switch character {
        case 0x41...0x5A: UInt32(character) - 0x41
        case 0x61...0x7A: UInt32(character) - 0x61 + 26
        case 0x30...0x39: UInt32(character) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
