/// Decides on a document's encoding in the order of the standards: byte order
/// mark, transport, what the document says of itself, what its bytes look
/// like.
public enum EncodingSniffer {
    /// Sniffs an HTML document (HTML Standard, section 13.2.3.2).
    ///
    /// A `meta` behind the first 1024 bytes counts too, as it would change the
    /// encoding while a browser parses.
    ///
    /// - Parameter transport: the label in `Content-Type`, if any.
    public static func html(
        _ bytes: UnsafeBufferPointer<UInt8>,
        transport: String? = nil
    ) -> EncodingDecision {
        if let decision = byteOrderMark(bytes) ?? named(by: transport) { return decision }
        let head = UnsafeBufferPointer(rebasing: bytes.prefix(MetaPrescan.standardLength))
        if let found = MetaPrescan.encoding(in: head) {
            return EncodingDecision(found, .meta)
        }
        let more = UnsafeBufferPointer(rebasing: bytes.prefix(MetaPrescan.longestLength))
        if more.count > head.count, let found = MetaPrescan.encoding(in: more) {
            return EncodingDecision(found, .meta)
        }
        return detected(bytes) ?? EncodingDecision(.windows1252, .assumed)
    }

    /// Sniffs an XML document (XML 1.0, appendix F, and RFC 7303).
    ///
    /// Publishers keep an old declaration when they move to UTF-8. One that
    /// names windows-1252 is not believed of a document whose bytes beyond
    /// ASCII are all well-formed UTF-8.
    ///
    /// - Parameters:
    ///   - transport: the label in `Content-Type`, if any.
    ///   - isTextType: whether the media type is below `text/`. RFC 3023 then
    ///     had ASCII as the default; it still names documents that are ASCII
    ///     and say nothing else.
    public static func xml(
        _ bytes: UnsafeBufferPointer<UInt8>,
        transport: String? = nil,
        isTextType: Bool = false
    ) -> EncodingDecision {
        if let decision = byteOrderMark(bytes, withUTF32: true) { return decision }
        // The first bytes of "<?xml" cannot be mistaken, while the labels that
        // transports and declarations give to 16 and 32 bit forms often are.
        if let encoding = XMLDeclaration.wideEncoding(of: bytes) {
            return EncodingDecision(encoding, .xmlDeclaration)
        }
        if let decision = named(by: transport, forXML: true) { return decision }
        if let declared = XMLDeclaration.encoding(in: bytes) {
            if declared == .windows1252, UTF8Scanner.asciiEnd(bytes, from: 0) < bytes.count,
                UTF8Scanner.isValid(bytes)
            {
                return EncodingDecision(.utf8, .detected)
            }
            return EncodingDecision(declared, .xmlDeclaration)
        }
        return detected(bytes) ?? EncodingDecision(isTextType ? .windows1252 : .utf8, .assumed)
    }

    /// Sniffs plain text, which has only its transport and its bytes.
    ///
    /// - Parameter transport: the label in `Content-Type`, if any.
    public static func text(
        _ bytes: UnsafeBufferPointer<UInt8>,
        transport: String? = nil
    ) -> EncodingDecision {
        byteOrderMark(bytes, withUTF32: true) ?? named(by: transport) ?? detected(bytes)
            ?? EncodingDecision(.utf8, .assumed)
    }

    /// The encoding that a byte order mark stands for.
    ///
    /// - Parameter withUTF32: whether FF FE 00 00 and 00 00 FE FF count; to
    ///   HTML the first is UTF-16.
    public static func byteOrderMark(
        _ bytes: UnsafeBufferPointer<UInt8>,
        withUTF32: Bool = false
    ) -> EncodingDecision? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return EncodingDecision(.utf8, .byteOrderMark, byteOrderMarkLength: 3)
        }
        if withUTF32, bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
            return EncodingDecision(.utf32LE, .byteOrderMark, byteOrderMarkLength: 4)
        }
        if withUTF32, bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return EncodingDecision(.utf32BE, .byteOrderMark, byteOrderMarkLength: 4)
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return EncodingDecision(.utf16BE, .byteOrderMark, byteOrderMarkLength: 2)
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return EncodingDecision(.utf16LE, .byteOrderMark, byteOrderMarkLength: 2)
        }
        return nil
    }

    private static func named(by label: String?, forXML: Bool = false) -> EncodingDecision? {
        guard let label else { return nil }
        let encoding = Encoding(label: label) ?? (forXML ? Encoding(xmlLabel: label) : nil)
        return encoding.map { EncodingDecision($0, .transport) }
    }

    private static func detected(_ bytes: UnsafeBufferPointer<UInt8>) -> EncodingDecision? {
        EncodingDetector.detect(bytes).map { EncodingDecision($0, .detected) }
    }
}

extension EncodingSniffer {
    /// The `charset` parameter of a `Content-Type` value, however it is quoted
    /// or spaced.
    public static func charset(ofContentType value: String) -> String? {
        for parameter in value.split(separator: ";").dropFirst() {
            guard let equals = parameter.firstIndex(of: "=") else { continue }
            let name = Array(parameter[..<equals].utf8).trimming { $0 <= 0x20 }
            guard name.map(asciiLowercased).elementsEqual("charset".utf8) else { continue }
            let text = parameter[parameter.index(after: equals)...]
            let isSpaceOrQuote: (UInt8) -> Bool = { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
            let label = Array(text.utf8).trimming(while: isSpaceOrQuote)
            return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
        }
        return nil
    }
}
