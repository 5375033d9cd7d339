import WinnowEncoding
import WinnowHTML

/// Decodes a page's bytes and parses them.
enum PageDecoder {
    /// As in browsers: the content of `noscript` is one text, so that an
    /// element left open in it does not take the rest of the page along.
    private static let options = HTMLParserOptions(scripting: true)

    /// Parses a page into a tree and returns the name of its encoding.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        transport: String?,
        into tree: HTMLTree
    ) -> String {
        let decision = EncodingSniffer.html(bytes, transport: transport)
        let body = UnsafeBufferPointer(rebasing: bytes.dropFirst(decision.byteOrderMarkLength))
        if isUTF8(decision, body) {
            HTMLParser.parse(body, options: options, into: tree)
            return Encoding.utf8.name
        }
        var decoded: [UInt8] = []
        decision.encoding.decode(body, into: &decoded)
        HTMLParser.parse(decoded, options: options, into: tree)
        return decision.encoding.name
    }

    /// Whether the bytes are UTF-8 whatever the page says: pages moved to
    /// UTF-8 keep old declarations, and text of another encoding with letters
    /// beyond ASCII is hardly ever well-formed UTF-8 by chance.
    private static func isUTF8(
        _ decision: EncodingDecision,
        _ body: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        if decision.encoding == .utf8 { return true }
        guard decision.byteOrderMarkLength == 0, decision.encoding.isASCIICompatible else {
            return false
        }
        if UTF8Scanner.isValid(body) { return body.contains { $0 >= 0x80 } }
        return isNearlyUTF8(body)
    }

    /// Whether all but a few of the sequences beyond ASCII are UTF-8, as in
    /// pages that were cut off or hold a foreign advertisement.
    private static func isNearlyUTF8(_ body: UnsafeBufferPointer<UInt8>) -> Bool {
        var good = 0
        var bad = 0
        var index = 0
        while index < body.count {
            let lead = body[index]
            index += 1
            if lead < 0x80 { continue }
            let length = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0
            var found = 0
            while found < length, index < body.count, body[index] & 0xC0 == 0x80 {
                found += 1
                index += 1
            }
            if length > 0, found == length { good += 1 } else { bad += 1 }
            // Text of another encoding shows it at once.
            if bad > 64, bad * 4 > good { return false }
        }
        return good >= 24 && bad * 20 <= good
    }
}
