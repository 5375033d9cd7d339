/// Tells the encoding of a text that nothing names.
public enum EncodingDetector {
    /// The encoding that the bytes look like; nil for plain ASCII, which tells
    /// nothing.
    public static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        let asciiLength = UTF8Scanner.asciiEnd(bytes, from: 0)
        if asciiLength == bytes.count { return nil }
        if UTF8Scanner.isValid(bytes.span) { return .utf8 }
        return .windows1252
    }
}
