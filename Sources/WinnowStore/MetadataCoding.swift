import WinnowModel

/// Metadata as bytes: for each field the number of strings (key, then values),
/// then each as its length and its UTF-8. Numbers are 32 bits, little end first.
///
/// A form with separators would need quoting, since feeds may put any character
/// into a title.
enum MetadataCoding {
    /// Bytes of the metadata; empty for none.
    static func encode(_ metadata: Metadata) -> [UInt8] {
        var bytes: [UInt8] = []
        for field in metadata.fields {
            append(field.values.count + 1, to: &bytes)
            for text in [field.key] + field.values {
                append(text.utf8.count, to: &bytes)
                bytes.append(contentsOf: text.utf8)
            }
        }
        return bytes
    }

    /// Metadata of the bytes; what follows a damaged place is left out.
    static func decode(_ bytes: [UInt8]) -> Metadata {
        var metadata = Metadata()
        var rest = bytes[...]
        while let count = number(from: &rest) {
            var texts: [String] = []
            while texts.count < count, let text = text(from: &rest) { texts.append(text) }
            guard texts.count == count, let key = texts.first else { break }
            metadata.set(key, to: Array(texts.dropFirst()))
        }
        return metadata
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        let number = UInt32(truncatingIfNeeded: number)
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private static func number(from rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix(4)
        guard digits.count == 4 else { return nil }
        rest = rest.dropFirst(4)
        return Int(digits.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }

    private static func text(from rest: inout ArraySlice<UInt8>) -> String? {
        guard let length = number(from: &rest), length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return String(decoding: rest.prefix(length), as: UTF8.self)
    }
}
