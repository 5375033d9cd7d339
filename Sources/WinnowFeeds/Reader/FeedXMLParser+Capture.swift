import WinnowModel

// Captures: what one element holds, as one run of bytes.
//
// Most elements hold one text or one CDATA section, which is handed on as a
// range of the document. Otherwise the pieces are put together in a buffer.
// Two readings are possible. Escaped content is decoded once, and what comes
// out is text or HTML. Inline markup is written again as HTML, and its texts
// stay escaped. Publishers declare the one and send the other, so the first
// child element decides.

/// How an element's content is to be read.
enum CaptureStyle {
    /// A value without markup; the tags inside do not count.
    case value
    /// Text or escaped markup, possibly inline markup.
    case escaped
    /// Inline markup, as declared.
    case markup
}

/// What an element held; the bytes stand until the next capture.
struct Captured {
    var bytes: UnsafeBufferPointer<UInt8>
    /// The bytes are HTML, because there were elements.
    var isMarkup: Bool
    /// Whether there were elements.
    var hasElements = false
}

extension FeedXMLParser {
    /// Inner elements beyond this depth are written without their tags.
    private static let innerDepthLimit = 200

    /// Reads the element whose start tag is current, to its end.
    mutating func capture(_ style: CaptureStyle) -> Captured {
        defer { popFrame() }
        guard !tokenizer.isSelfClosing else { return nothing }
        let token = tokenizer.next()
        let start = tokenizer.start
        let end = tokenizer.end
        switch token {
        case .endTag where closesCaptured():
            return nothing
        case .cdata where style != .markup, .text where style != .markup:
            let needsDecoding =
                token == .text && tokenizer.bytes(start, end).contains(UInt8(ascii: "&"))
            let next = tokenizer.next()
            if next == .endTag && closesCaptured() {
                guard needsDecoding else {
                    return Captured(bytes: tokenizer.bytes(start, end), isMarkup: false)
                }
                captureBuffer.removeAll()
                references.decode(tokenizer.bytes(start, end), into: &captureBuffer)
                return Captured(bytes: captureBuffer.bytes, isMarkup: false)
            }
            captureBuffer.removeAll()
            var capture = Capture(style: style)
            let first = tokenizer.bytes(start, end)
            if token == .cdata {
                captureBuffer.append(first)
            } else {
                references.decode(first, into: &captureBuffer)
            }
            return collect(&capture, from: next)
        default:
            captureBuffer.removeAll()
            var capture = Capture(style: style)
            return collect(&capture, from: token)
        }
    }

    private var nothing: Captured {
        Captured(bytes: UnsafeBufferPointer(start: nil, count: 0), isMarkup: false)
    }

    /// Captures a value and answers its text without outer white space, or nil
    /// where it is empty.
    mutating func captureValue() -> String? {
        let bytes = trimmed(capture(.value).bytes)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private func closesCaptured() -> Bool {
        guard let frame = frames.last else { return false }
        return equalsFolded(
            tokenizer.bytes(frame.nameStart, frame.nameEnd),
            tokenizer.bytes(tokenizer.start, tokenizer.end)
        )
    }
}

// MARK: - Pieces

/// State of a capture that consists of several pieces.
private struct Capture {
    let style: CaptureStyle
    /// Texts are kept escaped, because the result is markup.
    var escapes: Bool
    var isMarkup: Bool
    var hasElements = false

    init(style: CaptureStyle) {
        self.style = style
        escapes = style == .markup
        isMarkup = style == .markup
    }
}

extension FeedXMLParser {
    private mutating func collect(
        _ capture: inout Capture,
        from first: XMLTokenizer.Token
    ) -> Captured {
        innerNames.removeAll(keepingCapacity: true)
        var token = first
        while true {
            switch token {
            case .text: appendText(capture)
            case .cdata: appendCDATA(capture)
            case .startTag:
                if endsCapture(capture) {
                    pending = .startTag
                    return captured(capture)
                }
                appendStartTag(&capture)
            case .endTag:
                if endTagEndsCapture(capture) { return captured(capture) }
            case .doctype: break
            case .end:
                pending = .end
                isTruncated = true
                return captured(capture)
            }
            token = tokenizer.next()
        }
    }

    private func captured(_ capture: Capture) -> Captured {
        Captured(
            bytes: captureBuffer.bytes,
            isMarkup: capture.isMarkup,
            hasElements: capture.hasElements
        )
    }

    private mutating func appendText(_ capture: Capture) {
        let bytes = tokenizer.bytes(tokenizer.start, tokenizer.end)
        guard capture.escapes else {
            references.decode(bytes, into: &captureBuffer)
            return
        }
        scratch.removeAll()
        references.decode(bytes, into: &scratch)
        appendEscaped(scratch.bytes, into: &captureBuffer)
    }

    private mutating func appendCDATA(_ capture: Capture) {
        let bytes = tokenizer.bytes(tokenizer.start, tokenizer.end)
        if capture.escapes {
            appendEscaped(bytes, into: &captureBuffer)
        } else {
            captureBuffer.append(bytes)
        }
    }

    /// Whether the current start tag shows that an end tag is missing.
    private func endsCapture(_ capture: Capture) -> Bool {
        guard capture.style != .markup else { return false }
        let name = scope.resolve(tokenizer)
        guard name.namespace == .core || name.namespace == .atom else { return false }
        switch name.name {
        case .item, .entry, .channel: return true
        case .link, .guid, .pubdate, .description, .title, .updated, .published, .id, .author,
            .category, .enclosure, .comments, .lastbuilddate, .generator, .language, .content:
            return capture.style == .value
        default: return false
        }
    }

    private mutating func appendStartTag(_ capture: inout Capture) {
        guard capture.style != .value else {
            if !tokenizer.isSelfClosing { pushInner() }
            return
        }
        // They stay bound until the captured element ends, which is enough to
        // tell which prefixes mean HTML.
        if tokenizer.attributeCount > 0 { scope.bindPrefixes(tokenizer) }
        if !capture.escapes {
            let name = scope.resolve(tokenizer)
            // Some tools wrap escaped markup into a lone div.
            if name.name == .div && !capture.isMarkup {
                if !tokenizer.isSelfClosing { pushInner(isSilent: true) }
                return
            }
            if !capture.isMarkup { switchToMarkup(&capture) }
        }
        guard innerNames.count < FeedXMLParser.innerDepthLimit else {
            tooDeep = true
            return
        }
        capture.hasElements = true
        appendTag()
        if !tokenizer.isSelfClosing { pushInner() }
    }

    /// Goes on as inline markup. Escaped markup before it stays decoded, and so
    /// does what follows; plain text is escaped now.
    private mutating func switchToMarkup(_ capture: inout Capture) {
        capture.isMarkup = true
        guard !containsTag(captureBuffer.bytes) else { return }
        capture.escapes = true
        scratch.removeAll()
        appendEscaped(captureBuffer.bytes, into: &scratch)
        captureBuffer.removeAll()
        captureBuffer.append(scratch.bytes)
    }

    /// A silent element's end tag is not written; its range is stored turned
    /// around.
    private mutating func pushInner(isSilent: Bool = false) {
        guard innerNames.count < FeedXMLParser.innerDepthLimit else { return }
        innerNames.append(
            isSilent
                ? (tokenizer.end, tokenizer.start) : (tokenizer.start, tokenizer.end)
        )
    }

    /// Closes what the current end tag ends; whether that is the captured
    /// element itself.
    private mutating func endTagEndsCapture(_ capture: Capture) -> Bool {
        let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
        var index = innerNames.count
        while index > 0 {
            index &-= 1
            let inner = innerNames[index]
            let start = min(inner.start, inner.end)
            let end = max(inner.start, inner.end)
            guard equalsFolded(tokenizer.bytes(start, end), name) else { continue }
            closeInner(downTo: index, capture)
            return false
        }
        if closesCaptured() { return true }
        guard openFrame(tokenizer.start, tokenizer.end) != nil else { return false }
        pending = .endTag
        return true
    }

    private mutating func closeInner(downTo index: Int, _ capture: Capture) {
        while innerNames.count > index {
            let inner = innerNames.removeLast()
            guard capture.style != .value, inner.start < inner.end else { continue }
            captureBuffer.append("</")
            captureBuffer.append(writtenName(inner.start, inner.end))
            captureBuffer.append(UInt8(ascii: ">"))
        }
    }
}

// MARK: - Tags

extension FeedXMLParser {
    /// Writes the current start tag as HTML.
    private mutating func appendTag() {
        let name = writtenName(tokenizer.start, tokenizer.end)
        captureBuffer.append(UInt8(ascii: "<"))
        captureBuffer.append(name)
        for index in 0..<tokenizer.attributeCount {
            appendAttribute(tokenizer.attribute(index))
        }
        captureBuffer.append(UInt8(ascii: ">"))
        if tokenizer.isSelfClosing && !HTMLVocabulary.isVoid(name) {
            captureBuffer.append("</")
            captureBuffer.append(name)
            captureBuffer.append(UInt8(ascii: ">"))
        }
    }

    /// The name without a prefix of XHTML, SVG or MathML.
    private func writtenName(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
        let name = tokenizer.bytes(start, end)
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")), colon + 1 < name.count else {
            return name
        }
        let prefix = UnsafeBufferPointer(rebasing: name[..<colon])
        switch scope.namespace(ofPrefix: prefix, tokenizer.base) {
        case .xhtml, .svg, .mathML, .core, .atom:
            return UnsafeBufferPointer(rebasing: name[(colon + 1)...])
        default: return name
        }
    }

    private mutating func appendAttribute(_ attribute: XMLAttribute) {
        let name = tokenizer.bytes(attribute.nameStart, attribute.nameEnd)
        if name.count >= 5, equalsFolded(UnsafeBufferPointer(rebasing: name[..<5]), "xmlns") {
            return
        }
        captureBuffer.append(UInt8(ascii: " "))
        captureBuffer.append(name)
        captureBuffer.append("=\"")
        scratch.removeAll()
        references.decode(
            tokenizer.bytes(attribute.valueStart, attribute.valueEnd),
            into: &scratch
        )
        appendEscaped(scratch.bytes, into: &captureBuffer, isAttribute: true)
        captureBuffer.append(UInt8(ascii: "\""))
    }
}

/// Appends text as HTML.
func appendEscaped(
    _ bytes: UnsafeBufferPointer<UInt8>,
    into buffer: inout ByteBuffer,
    isAttribute: Bool = false
) {
    guard let base = bytes.baseAddress else { return }
    var start = 0
    for index in 0..<bytes.count {
        let escape: StaticString
        switch bytes[index] {
        case UInt8(ascii: "<"): escape = "&lt;"
        case UInt8(ascii: ">"): escape = "&gt;"
        case UInt8(ascii: "&"): escape = "&amp;"
        case UInt8(ascii: "\"") where isAttribute: escape = "&quot;"
        default: continue
        }
        buffer.append(base + start, count: index &- start)
        buffer.append(escape)
        start = index &+ 1
    }
    buffer.append(base + start, count: bytes.count &- start)
}

/// Whether a text has something like a tag in it.
func containsTag(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var cursor = 0
    while let open = bytes[cursor...].firstIndex(of: UInt8(ascii: "<")) {
        guard open + 1 < bytes.count else { return false }
        let byte = bytes[open + 1]
        if byte == UInt8(ascii: "/") || (folded(byte) >= 0x61 && folded(byte) <= 0x7A) {
            return true
        }
        cursor = open + 1
    }
    return false
}
