// Indexes stand in the program as base64 text: a StaticString costs the
// compiler nothing, while array literals of this size take it minutes, and it
// needs half the room of the expanded table. Each is expanded at first use, in
// well under a millisecond; scripts/generate-encoding-tables.py has the format.

/// Reads the packed tables.
struct PackedIndex {
    private let bytes: [UInt8]
    private var position = 0
    private var last: Int32 = 0

    private init(_ packed: StaticString) {
        bytes = PackedIndex.decodeBase64(packed)
    }

    /// The code points of an index by pointer; 0 is none.
    static func codePoints(_ packed: StaticString) -> [UInt32] {
        var index = PackedIndex(packed)
        var codePoints: [UInt32] = []
        while index.position < index.bytes.count { index.appendGroup(to: &codePoints) }
        return codePoints
    }

    /// Pairs of a pointer and a code point, both ascending.
    static func pairs(_ packed: StaticString) -> [(pointer: UInt32, codePoint: UInt32)] {
        var index = PackedIndex(packed)
        var pairs: [(pointer: UInt32, codePoint: UInt32)] = []
        var pointer: UInt32 = 0
        while index.position < index.bytes.count {
            pointer += index.number()
            pairs.append((pointer, index.codePoint()))
        }
        return pairs
    }

    private mutating func appendGroup(to codePoints: inout [UInt32]) {
        let head = number()
        let count = head >> 2 + 1
        switch head & 3 {
        case 0:
            codePoints.append(contentsOf: repeatElement(0, count: Int(count)))
        case 1:
            let first = codePoint()
            codePoints.append(contentsOf: first..<(first + count))
            last = Int32(first + count - 1)
        default:
            for _ in 0..<count { codePoints.append(codePoint()) }
        }
    }

    private mutating func number() -> UInt32 {
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

    private mutating func codePoint() -> UInt32 {
        let zigzag = number()
        last += zigzag & 1 == 0 ? Int32(zigzag >> 1) : -Int32(zigzag >> 1) - 1
        return UInt32(last)
    }

    /// Decodes base64; other characters than its 64, as line feeds, do not
    /// count.
    static func decodeBase64(_ text: StaticString) -> [UInt8] {
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
