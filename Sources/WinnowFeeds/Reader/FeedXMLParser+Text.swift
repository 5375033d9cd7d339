import WinnowModel

/// Whether a text that was declared to be plain has references and no tags:
/// large publishers cut their HTML down to text and forget to decode it.
private func isEscapedTwice(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.contains(UInt8(ascii: "&")) && !bytes.contains(UInt8(ascii: "<"))
        && HTMLVocabulary.looksLikeHTML(bytes)
}

/// How a text construct is written, by its `type` and `mode`.
enum TextKind {
    case text
    /// Text that may be HTML; what is in it decides.
    case guessed
    case html
    case xhtml
    case base64
}

extension FeedXMLParser {
    /// Reads `type` and `mode` of the current element.
    ///
    /// Atom 1.0 has three words, Atom 0.3 media types and modes; publishers mix
    /// them, and RSS feeds borrow them.
    func textKind(default kind: TextKind) -> TextKind {
        let mode = attribute("mode")
        if let mode, equalsFolded(mode, "base64") { return .base64 }
        guard let type = attribute("type"), !type.isEmpty else {
            let isEscaped = mode.map { equalsFolded($0, "escaped") } ?? false
            return kind == .text && (isEscaped || !isAtom) ? .guessed : kind
        }
        if equalsFolded(type, "text") || equalsFolded(type, "plain")
            || equalsFolded(type, "text/plain")
        {
            return isAtom ? .text : .guessed
        }
        if equalsFolded(type, "html") || equalsFolded(type, "text/html") { return .html }
        if equalsFolded(type, "xhtml") { return .xhtml }
        let text = String(decoding: type.map(folded), as: UTF8.self)
        if text.hasSuffix("+xml") || text.hasSuffix("/xml") {
            if let mode, equalsFolded(mode, "escaped") { return .html }
            return .xhtml
        }
        if text.hasPrefix("text/") { return .html }
        // No media type at all: a word that somebody made up.
        return text.contains("/") ? .base64 : kind
    }

    /// Captures a text construct whose result is HTML.
    ///
    /// - Parameter kind: what the element is unless its attributes say more.
    mutating func captureHTML(_ kind: TextKind) -> String? {
        let kind = textKind(default: kind)
        let base = contentBase
        let captured = capture(kind == .xhtml ? .markup : .escaped)
        return html(captured, kind, base: base)
    }

    /// Captures a title: plain text.
    mutating func captureTitle(_ kind: TextKind) -> String? {
        let kind = textKind(default: kind)
        let base = contentBase
        let captured = capture(kind == .xhtml ? .markup : .escaped)
        let bytes = trimmed(captured.bytes)
        guard !bytes.isEmpty else { return nil }
        if captured.isMarkup { return title(ofHTML: bytes, base: base) }
        switch kind {
        case .base64:
            guard let decoded = decodedBase64(bytes) else { return plainText(bytes) }
            return decoded.withUnsafeBufferPointer { title(ofHTML: trimmed($0), base: base) }
        case .html, .xhtml: return title(ofHTML: bytes, base: base)
        case .guessed where HTMLVocabulary.looksLikeHTML(bytes),
            .text where isEscapedTwice(bytes):
            return title(ofHTML: bytes, base: base)
        case .text, .guessed: return plainText(bytes)
        }
    }

    /// Base of the references in the element that is about to be captured.
    var contentBase: WebURL? { scope.declaredBase ?? undeclaredBase }

    /// Atom says that references without `xml:base` are relative to the
    /// document. RSS says nothing, and publishers mean the feed's link.
    private var undeclaredBase: WebURL? {
        isAtom ? documentBase ?? linkBase : linkBase ?? documentBase
    }

    private mutating func html(_ captured: Captured, _ kind: TextKind, base: WebURL?) -> String? {
        var bytes = trimmed(captured.bytes)
        guard !bytes.isEmpty else { return nil }
        if captured.isMarkup {
            // Declared as markup and escaped all the same.
            if !captured.hasElements, let text = unescapedMarkup(bytes) {
                return text.withUnsafeBufferPointer { sanitizedHTML(trimmed($0), base: base) }
            }
            bytes = unwrappedDivision(bytes)
            return sanitizedHTML(bytes, base: base)
        }
        switch kind {
        case .base64:
            guard let decoded = decodedBase64(bytes) else { return escapedText(bytes) }
            return decoded.withUnsafeBufferPointer { sanitizedHTML(trimmed($0), base: base) }
        case .html, .xhtml: return sanitizedHTML(bytes, base: base)
        case .guessed where HTMLVocabulary.looksLikeHTML(bytes),
            .text where isEscapedTwice(bytes):
            return sanitizedHTML(bytes, base: base)
        case .text, .guessed: return escapedText(bytes)
        }
    }

    /// What an escaped text stands for, if that is HTML with end tags.
    private mutating func unescapedMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        scratch.removeAll()
        references.decode(bytes, into: &scratch)
        guard containsTag(scratch.bytes), HTMLVocabulary.looksLikeHTML(scratch.bytes) else {
            return nil
        }
        return Array(scratch.bytes)
    }

    /// HTML that shows `bytes` as they are.
    private mutating func escapedText(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        sanitized.removeAll()
        appendEscaped(bytes, into: &sanitized)
        return String(decoding: sanitized.bytes, as: UTF8.self)
    }

    private mutating func sanitizedHTML(_ bytes: UnsafeBufferPointer<UInt8>, base: WebURL?)
        -> String?
    {
        guard !bytes.isEmpty else { return nil }
        guard sanitizes else { return String(decoding: bytes, as: UTF8.self) }
        sanitized.removeAll()
        sanitizer.sanitize(bytes, base: base, into: &sanitized)
        let clean = trimmed(sanitized.bytes)
        return clean.isEmpty ? nil : String(decoding: clean, as: UTF8.self)
    }

    /// Plain text of HTML; its markup where there is no text, such as a lone
    /// image.
    private mutating func title(ofHTML bytes: UnsafeBufferPointer<UInt8>, base: WebURL?) -> String?
    {
        sanitized.removeAll()
        PlainText.append(bytes, into: &sanitized)
        if !sanitized.bytes.isEmpty { return String(decoding: sanitized.bytes, as: UTF8.self) }
        sanitized.removeAll()
        sanitizer.sanitize(bytes, base: base, into: &sanitized)
        let clean = trimmed(sanitized.bytes)
        let hasImage = clean.firstIndex(of: Array("<img".utf8)) != nil
        return hasImage ? String(decoding: clean, as: UTF8.self) : nil
    }

    /// Text with its white space collapsed.
    private mutating func plainText(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        sanitized.removeAll()
        PlainText.appendCollapsed(bytes, into: &sanitized)
        return sanitized.bytes.isEmpty ? nil : String(decoding: sanitized.bytes, as: UTF8.self)
    }

    /// Content of the one div without attributes of its own that Atom puts
    /// around XHTML.
    private func unwrappedDivision(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<
        UInt8
    > {
        let start: StaticString = "<div>"
        let end: StaticString = "</div>"
        guard bytes.count >= 11,
            equalsFolded(UnsafeBufferPointer(rebasing: bytes[..<5]), start),
            equalsFolded(UnsafeBufferPointer(rebasing: bytes[(bytes.count - 6)...]), end)
        else { return bytes }
        let inner = UnsafeBufferPointer(rebasing: bytes[5..<(bytes.count - 6)])
        return closesItsDivisions(inner) ? trimmed(inner) : bytes
    }

    /// Whether no `</div>` in the bytes closes more than the bytes opened.
    private func closesItsDivisions(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var depth = 0
        var cursor = 0
        while let open = bytes[cursor...].firstIndex(of: UInt8(ascii: "<")) {
            cursor = open + 1
            let rest = UnsafeBufferPointer(rebasing: bytes[cursor...])
            if rest.count >= 4, equalsFolded(UnsafeBufferPointer(rebasing: rest[..<4]), "/div") {
                depth -= 1
                if depth < 0 { return false }
            } else if rest.count >= 3,
                equalsFolded(UnsafeBufferPointer(rebasing: rest[..<3]), "div")
            {
                depth += 1
            }
        }
        return true
    }
}

// MARK: - Attributes and values

extension FeedXMLParser {
    /// Undecoded value of an attribute of the current start tag.
    func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        for index in 0..<tokenizer.attributeCount {
            let attribute = tokenizer.attribute(index)
            let bytes = tokenizer.bytes(attribute.nameStart, attribute.nameEnd)
            if equalsFolded(bytes, name) {
                return trimmed(tokenizer.bytes(attribute.valueStart, attribute.valueEnd))
            }
        }
        return nil
    }

    /// Value of an attribute with its references decoded; nil where it is
    /// missing or empty.
    mutating func attributeText(_ name: StaticString) -> String? {
        guard let bytes = attribute(name), !bytes.isEmpty else { return nil }
        guard bytes.contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        scratch.removeAll()
        references.decode(bytes, into: &scratch)
        return String(decoding: scratch.bytes, as: UTF8.self)
    }

    /// Makes a reference absolute; nil where nothing is left, or where its
    /// scheme runs code.
    func resolvedLink(_ reference: String?) -> String? {
        guard let reference, !reference.isEmpty else { return nil }
        if let base = scope.declaredBase ?? documentBaseOrLink(reference) {
            return LinkResolution.resolve(reference, base: base)
        }
        return LinkResolution.resolve(reference, base: nil)
    }

    /// The feed's link, or without one where the document came from.
    ///
    /// Where only the feed's link is known, a text that looks like no path is
    /// left alone: it is a mistake, not a reference.
    private func documentBaseOrLink(_ reference: String) -> WebURL? {
        guard let linkBase, documentBase == nil else { return undeclaredBase }
        let isPath = reference.utf8.contains {
            $0 == 0x2F || $0 == 0x2E || $0 == 0x23 || $0 == 0x3F
        }
        return isPath ? linkBase : nil
    }
}
