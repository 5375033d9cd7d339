import WinnowEncoding

extension HTMLParser {
    /// Parses a page as it came over the wire: sniffs its encoding as the standard says, decodes and parses.
    ///
    /// UTF-8 without faults is parsed where it lies.
    ///
    /// - Parameters:
    ///   - bytes: the page, which need only live during the call.
    ///   - transport: the label in `Content-Type`, if any.
    ///   - options: how the page is parsed.
    ///   - tree: the tree to fill.
    /// - Returns: the encoding and what named it.
    @discardableResult
    public static func parse(
        encoded bytes: UnsafeBufferPointer<UInt8>,
        transport: String? = nil,
        options: HTMLParserOptions = .init(),
        into tree: HTMLTree
    ) -> EncodingDecision {
        let decision = EncodingSniffer.html(bytes, transport: transport)
        let body = UnsafeBufferPointer(rebasing: bytes.dropFirst(decision.byteOrderMarkLength))
        if decision.encoding == .utf8, UTF8Scanner.isValid(body) {
            parse(body, options: options, into: tree)
        } else {
            var decoded: [UInt8] = []
            decision.encoding.decode(body, into: &decoded)
            parse(decoded, options: options, into: tree)
        }
        return decision
    }

    /// Parses a page as it came over the wire; see the overload for buffers.
    @discardableResult
    public static func parse(
        encoded bytes: [UInt8],
        transport: String? = nil,
        options: HTMLParserOptions = .init(),
        into tree: HTMLTree
    ) -> EncodingDecision {
        bytes.withUnsafeBufferPointer {
            parse(encoded: $0, transport: transport, options: options, into: tree)
        }
    }
}
