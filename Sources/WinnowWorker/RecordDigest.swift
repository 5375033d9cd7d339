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

    private static func describe(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        let digits = Array("0123456789abcdef".utf8)
        var text = Array("sha256:".utf8)
        text.reserveCapacity(text.count + 2 * SHA256.byteCount)
        for byte in hash.finalize() {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
