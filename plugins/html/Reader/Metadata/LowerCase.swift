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

    /// A text in lower case, of the same length.
    static func lowered(_ text: ByteText) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count) { output, count in
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte < 0x80 {
                    output[index] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
                    index += 1
                } else {
                    index += lower(text, at: index, into: output)
                }
            }
            count = text.count
        }
    }

    /// Writes the small form of the letter here; how many bytes it has.
    private static func lower(
        _ text: ByteText,
        at index: Int,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        let (scalar, length) = decodeScalar(text, at: index)
        let lower = length == 1 ? scalar : small(scalar)
        for offset in 0..<length { output[index + offset] = text[index + offset] }
        if lower != scalar, let character = Unicode.Scalar(lower),
            UTF8.width(character) == length, let encoded = UTF8.encode(character)
        {
            for (offset, byte) in encoded.enumerated() { output[index + offset] = byte }
        }
        return length
    }

    /// A letter's small form where that is one scalar.
    static func small(_ scalar: UInt32) -> UInt32 {
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
