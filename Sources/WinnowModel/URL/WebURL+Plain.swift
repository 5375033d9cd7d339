// URLs that are written as they are serialised.
//
// Nearly every link of a page is one: `https`, a host of small letters, a path
// in which nothing is to be encoded; or such a path alone. Whether that is so
// shows one look at each byte, and what is left to do is to note where the
// parts begin. All other text goes to `URLParser`, which knows all rules.

extension WebURL {
    /// Reads an `http` or `https` URL, or a path that begins with a slash, if
    /// parsing would change nothing in it; nil for all other text.
    static func parsePlain(_ text: UnsafeBufferPointer<UInt8>, base: WebURL?) -> WebURL? {
        if text.first == 0x2F { return parsePlainPath(text, base) }
        guard let schemeEnd = plainSchemeEnd(text) else { return nil }
        var layout = Layout()
        layout.schemeEnd = schemeEnd
        let start = schemeEnd + 3
        layout.username = start..<start
        layout.password = start..<start
        guard let end = plainHostEnd(text, from: start) else { return nil }
        layout.host = start..<end
        guard setPlainPath(text, from: end, in: &layout, at: end) else { return nil }
        return WebURL(href: String(decoding: text, as: UTF8.self), layout: layout)
    }

    private static func parsePlainPath(
        _ text: UnsafeBufferPointer<UInt8>,
        _ base: WebURL?
    ) -> WebURL? {
        guard let base, base.href.hasPrefix("https://") || base.href.hasPrefix("http://"),
            text.count < 2 || text[1] != 0x2F
        else { return nil }
        let start = base.layout.path.lowerBound
        var layout = base.layout
        layout.query = nil
        layout.fragment = nil
        guard setPlainPath(text, from: 0, in: &layout, at: start) else { return nil }
        let href = String(unsafeUninitializedCapacity: start + text.count) { output in
            _ = output.update(fromContentsOf: base.href.utf8.prefix(start))
            _ = output[start...].update(fromContentsOf: text)
            return start + text.count
        }
        return WebURL(href: href, layout: layout)
    }

    /// Where the scheme ends, if `://` follows it.
    private static func plainSchemeEnd(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        if text.starts(with: "https://".utf8) { return 5 }
        return text.starts(with: "http://".utf8) ? 4 : nil
    }

    /// Where a domain of small letters, digits and hyphens ends, if a slash
    /// follows it, it is no number and no label of it is in Punycode.
    private static func plainHostEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var label = start
        for index in start..<min(text.count, start + 254) {
            let byte = text[index]
            guard byte == 0x2E || byte == 0x2F else {
                guard byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D else { return nil }
                continue
            }
            guard index > label, index - label < 64 else { return nil }
            if text[label] == 0x78, text[label + 1] == 0x6E { return nil }
            if byte == 0x2F { return text[label] &- 0x61 < 26 ? index : nil }
            label = index + 1
        }
        return nil
    }

    /// Notes the path, the query and the fragment that begin at a place of the
    /// text; false if one of them has something to encode or to resolve.
    ///
    /// - Parameter shift: The place of the path in the URL.
    private static func setPlainPath(
        _ text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        in layout: inout Layout,
        at shift: Int
    ) -> Bool {
        var query: Int?
        var fragment: Int?
        for index in start..<text.count {
            let byte = text[index]
            if byte == 0x2F, query == nil, fragment == nil {
                // Segments that begin with a dot, as such or encoded.
                let next = index + 1 < text.count ? text[index + 1] : 0
                if next == 0x2E || next == 0x25 { return false }
            } else if byte == 0x3F, query == nil, fragment == nil {
                query = index
            } else if byte == 0x23, fragment == nil {
                fragment = index
            } else if !isPlain(byte) {
                return false
            }
        }
        let place = { (index: Int) in index - start + shift }
        let end = place(text.count)
        let queryEnd = fragment.map(place) ?? end
        layout.path = shift..<(query.map(place) ?? queryEnd)
        layout.query = query.map { place($0) + 1..<queryEnd }
        layout.fragment = fragment.map { place($0) + 1..<end }
        return true
    }

    /// Whether a byte stands for itself in a path, a query and a fragment:
    /// letters, digits and the commonest marks.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        // - . / 0...9 : ; = and % & + , ! $ ( ) * @ _ ~, A...Z, a...z
        let low: UInt64 = 0x2FFF_FF72_0000_0000
        let high: UInt64 = 0x47FF_FFFE_87FF_FFFF
        if byte < 64 { return low &>> UInt64(byte) & 1 != 0 }
        return byte < 128 && high &>> UInt64(byte &- 64) & 1 != 0
    }
}
