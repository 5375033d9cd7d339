/// The upper half of a single-byte encoding as UTF-8, ready to append.
struct SingleByteTable: Sendable {
    /// Code points of 0x80 to 0xFF; 0 is none.
    let codePoints: [UInt32]

    private init(_ packed: StaticString) {
        let listed = PackedIndex.codePoints(packed)
        codePoints = listed + repeatElement(0, count: 128 - listed.count)
    }

    private init(codePoints: [UInt32]) {
        self.codePoints = codePoints
    }

    /// The table of a single-byte encoding. Any other encoding has an empty
    /// upper half.
    static func table(of encoding: Encoding) -> SingleByteTable {
        tables[Int(encoding.rawValue)]
    }

    private static let tables: [SingleByteTable] = Encoding.allCases.map { encoding in
        if encoding == .userDefined {
            return SingleByteTable(codePoints: Array(0xF780...0xF7FF))
        }
        return SingleByteTable(packed(encoding))
    }

    private static func packed(_ encoding: Encoding) -> StaticString {
        switch encoding {
        case .ibm866: SingleByteIndexes.ibm866
        case .iso88592: SingleByteIndexes.iso88592
        case .iso88593: SingleByteIndexes.iso88593
        case .iso88594: SingleByteIndexes.iso88594
        case .iso88595: SingleByteIndexes.iso88595
        case .iso88596: SingleByteIndexes.iso88596
        case .iso88597: SingleByteIndexes.iso88597
        case .iso88598, .iso88598I: SingleByteIndexes.iso88598
        case .iso885910: SingleByteIndexes.iso885910
        case .iso885913: SingleByteIndexes.iso885913
        case .iso885914: SingleByteIndexes.iso885914
        case .iso885915: SingleByteIndexes.iso885915
        case .iso885916: SingleByteIndexes.iso885916
        case .koi8R: SingleByteIndexes.koi8r
        case .koi8U: SingleByteIndexes.koi8u
        case .macintosh: SingleByteIndexes.macintosh
        case .windows874: SingleByteIndexes.windows874
        case .windows1250: SingleByteIndexes.windows1250
        case .windows1251: SingleByteIndexes.windows1251
        case .windows1252: SingleByteIndexes.windows1252
        case .windows1253: SingleByteIndexes.windows1253
        case .windows1254: SingleByteIndexes.windows1254
        case .windows1255: SingleByteIndexes.windows1255
        case .windows1256: SingleByteIndexes.windows1256
        case .windows1257: SingleByteIndexes.windows1257
        case .windows1258: SingleByteIndexes.windows1258
        case .macCyrillic: SingleByteIndexes.maccyrillic
        default: ""
        }
    }
}

/// The single-byte decoder.
///
/// Works in blocks through a buffer that holds the most that a block can become,
/// three bytes for one, which is twice as fast as appending to the array.
func decodeSingleByte(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ table: SingleByteTable,
    into output: inout [UInt8]
) -> Int {
    var errors = 0
    var index = 0
    while index < bytes.count {
        // Long runs of ASCII, as markup has them, are copied whole.
        let end = UTF8Scanner.asciiEnd(bytes, from: index)
        if end - index >= 32 {
            output.append(contentsOf: bytes[index..<end])
            index = end
        }
        let block = UnsafeBufferPointer(rebasing: bytes[index..<min(index + 512, bytes.count)])
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: block.count * 3) { buffer in
            var length = 0
            for byte in block {
                if byte < 0x80 {
                    buffer[length] = byte
                    length &+= 1
                    continue
                }
                let codePoint = table.codePoints[Int(byte & 0x7F)]
                if codePoint == 0 { errors += 1 }
                length &+= writeUTF8(codePoint == 0 ? 0xFFFD : codePoint, to: buffer, at: length)
            }
            output.append(contentsOf: buffer[..<length])
        }
        index += block.count
    }
    return errors
}

/// Writes a code point from 0x80 to 0xFFFF as UTF-8; returns its length.
@inline(__always)
private func writeUTF8(
    _ codePoint: UInt32,
    to buffer: UnsafeMutableBufferPointer<UInt8>,
    at index: Int
) -> Int {
    if codePoint < 0x800 {
        buffer[index] = UInt8(truncatingIfNeeded: 0xC0 | codePoint >> 6)
        buffer[index &+ 1] = UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F)
        return 2
    }
    buffer[index] = UInt8(truncatingIfNeeded: 0xE0 | codePoint >> 12)
    buffer[index &+ 1] = UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F)
    buffer[index &+ 2] = UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F)
    return 3
}
