import Crypto

/// The digests that records carry: `sha256:` and the hexadecimal SHA-256.
public enum RecordDigest {
    /// The digest of bytes as fetched.
    public static func describe(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { describe($0) }
    }

    /// The digest of a text in UTF-8.
    public static func describe(_ text: String) -> String {
        var text = text
        return text.withUTF8 { describe(UnsafeRawBufferPointer($0)) }
    }

    /// The digest of bytes as fetched, or of a text in UTF-8.
    public static func describe(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        let prefix: StaticString = "sha256:"
        let length = prefix.utf8CodeUnitCount
        let digest = hash.finalize()
        return String(unsafeUninitializedCapacity: length + 2 * SHA256.byteCount) { text in
            _ = text.initialize(
                fromContentsOf: UnsafeBufferPointer(start: prefix.utf8Start, count: length)
            )
            var count = length
            for byte in digest {
                text.initializeElement(at: count, to: digit(byte >> 4))
                text.initializeElement(at: count + 1, to: digit(byte & 15))
                count += 2
            }
            return count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
