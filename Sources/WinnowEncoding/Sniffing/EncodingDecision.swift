/// Which encoding a document is read with, and why.
public struct EncodingDecision: Sendable, Equatable {
    /// What named the encoding, from the strongest evidence to the weakest.
    public enum Source: UInt8, Sendable {
        case byteOrderMark
        case transport
        case xmlDeclaration
        case meta
        /// The bytes themselves: valid UTF-8, or the statistics of a language.
        case detected
        /// Nothing named one and nothing in the bytes tells.
        case assumed
    }

    /// The encoding to decode with.
    public var encoding: Encoding
    /// What named it.
    public var source: Source
    /// Bytes of the byte order mark, which are not decoded.
    public var byteOrderMarkLength: Int

    /// Makes a decision.
    public init(_ encoding: Encoding, _ source: Source, byteOrderMarkLength: Int = 0) {
        self.encoding = encoding
        self.source = source
        self.byteOrderMarkLength = byteOrderMarkLength
    }

    /// Decodes the document to UTF-8, without its byte order mark.
    ///
    /// - Returns: the number of U+FFFD that stand for malformed input.
    @discardableResult
    public func decode(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into output: inout [UInt8]
    ) -> Int {
        let start = min(byteOrderMarkLength, bytes.count)
        return encoding.decode(UnsafeBufferPointer(rebasing: bytes[start...]), into: &output)
    }

    /// Decodes the document to UTF-8, without its byte order mark.
    public func decode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        bytes.withUnsafeBufferPointer { _ = decode($0, into: &output) }
        return output
    }
}
