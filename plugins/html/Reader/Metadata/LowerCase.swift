/// Brings text into lower case, byte for byte at the same place.
///
/// The few letters whose small form has another length in UTF-8 stay as they
/// are; no word that is looked for has one.
enum LowerCase {
    /// The small forms of Latin, Greek, Cyrillic and Armenian letters; 0 for
    /// others.
    private static let table: [UInt16] = (0..<UInt32(0x600)).map { scalar in
        let lower = slow(scalar)
        return UInt16(truncatingIfNeeded: lower == scalar ? 0 : lower)
    }

    /// Appends a text in lower case.
    static func append(_ text: ByteText, to output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                output.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
                index += 1
                continue
            }
            let (scalar, length) = decodeScalar(text, at: index)
            let lower = length == 1 ? scalar : small(scalar)
            if lower != scalar, let character = Unicode.Scalar(lower),
                UTF8.width(character) == length
            {
                output.append(contentsOf: UTF8.encode(character) ?? .init())
            } else {
                output.append(contentsOf: text[index..<index + length])
            }
            index += length
        }
    }

    private static func small(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x600 {
            let lower = table[Int(scalar)]
            return lower == 0 ? scalar : UInt32(lower)
        }
        switch scalar {
        case 0x600..<0x10A0, 0x2000..<0x2100, 0x2E80..<0xA640, 0xAC00..<0xFF00: return scalar
        default: return slow(scalar)
        }
    }

    private static func slow(_ scalar: UInt32) -> UInt32 {
        let mapping = Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars
        guard let mapping, mapping.count == 1, let first = mapping.first else { return scalar }
        return first.value
    }
}
