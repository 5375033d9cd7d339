import WinnowModel

// Makes entry content safe to store and to show.
//
// One pass over the tokens; what is written is made anew, so that the result
// is safe by construction: every `<` in it begins a tag of the allow list,
// every attribute is known, quoted and escaped, and every address has a scheme
// that neither runs code nor holds a document. `<` and `>` inside attribute
// values are escaped too, so that no parser, in whatever state it is, sees
// another tag than those we wrote. Comments and declarations are left out.
// Time is linear in the input.

/// Writes HTML again with what is allowed of it.
struct HTMLSanitizer: ~Copyable {
    /// Open elements that are remembered, to tell which end tags match.
    private static let depthLimit = 256

    private var tokenizer = XMLTokenizer(UnsafeBufferPointer(start: nil, count: 0), dialect: .html)
    private var references = XMLReferences()
    private var value = ByteBuffer(capacity: 512)
    private var style = StyleFilter()
    private var open: [(start: Int, end: Int)] = []
    private var svgDepth = 0
    private var mathDepth = 0

    init() {}

    /// Appends `html` as it may be stored; relative references become absolute
    /// where a base is known.
    mutating func sanitize(
        _ html: UnsafeBufferPointer<UInt8>,
        base: WebURL?,
        into output: inout ByteBuffer
    ) {
        tokenizer.restart(html)
        open.removeAll(keepingCapacity: true)
        svgDepth = 0
        mathDepth = 0
        while true {
            switch tokenizer.next() {
            case .text: appendText(into: &output)
            case .cdata:
                appendEscaped(tokenizer.bytes(tokenizer.start, tokenizer.end), into: &output)
            case .startTag: appendStartTag(base, into: &output)
            case .endTag: appendEndTag(into: &output)
            case .doctype: break
            case .end: return
            }
        }
    }

    /// Text keeps its references; only a `<` that begins no tag is escaped.
    private func appendText(into output: inout ByteBuffer) {
        var start = tokenizer.start
        while let stray = tokenizer.index(of: UInt8(ascii: "<"), from: start),
            stray < tokenizer.end
        {
            output.append(tokenizer.bytes(start, stray))
            output.append("&lt;")
            start = stray &+ 1
        }
        output.append(tokenizer.bytes(start, tokenizer.end))
    }

    private mutating func appendStartTag(_ base: WebURL?, into output: inout ByteBuffer) {
        let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
        let flags = HTMLVocabulary.elements.pointee.value(name)
        guard flags & HTMLVocabulary.ElementFlag.dropped == 0 else {
            if !tokenizer.isSelfClosing || svgDepth + mathDepth == 0 {
                tokenizer.skipRawText(name)
            }
            return
        }
        guard isAllowed(name, flags) else { return }
        output.append(UInt8(ascii: "<"))
        appendName(name, into: &output)
        for index in 0..<tokenizer.attributeCount {
            appendAttribute(tokenizer.attribute(index), base, into: &output)
        }
        if flags & HTMLVocabulary.ElementFlag.void != 0 {
            output.append(" />")
            return
        }
        output.append(UInt8(ascii: ">"))
        if tokenizer.isSelfClosing && (svgDepth + mathDepth > 0 || isForeignRoot) {
            output.append("</")
            appendName(name, into: &output)
            output.append(UInt8(ascii: ">"))
        } else {
            push(name)
        }
    }

    /// Vocabularies of SVG and MathML count only inside their root elements.
    private func isAllowed(_ name: UnsafeBufferPointer<UInt8>, _ flags: UInt8) -> Bool {
        if flags & HTMLVocabulary.ElementFlag.html != 0 { return true }
        if equalsFolded(name, "svg") { return true }
        if equalsFolded(name, "math") { return true }
        if svgDepth > 0 && flags & HTMLVocabulary.ElementFlag.svg != 0 { return true }
        return mathDepth > 0 && flags & HTMLVocabulary.ElementFlag.mathML != 0
    }

    private mutating func push(_ name: UnsafeBufferPointer<UInt8>) {
        guard open.count < HTMLSanitizer.depthLimit else { return }
        open.append((tokenizer.start, tokenizer.end))
        count(name, by: 1)
    }

    private mutating func count(_ name: UnsafeBufferPointer<UInt8>, by step: Int) {
        if equalsFolded(name, "svg") { svgDepth += step }
        if equalsFolded(name, "math") { mathDepth += step }
    }

    /// Writes an end tag that ends something.
    private mutating func appendEndTag(into output: inout ByteBuffer) {
        let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
        var index = open.count
        while index > 0 {
            index &-= 1
            guard equalsFolded(tokenizer.bytes(open[index].start, open[index].end), name) else {
                continue
            }
            while open.count > index {
                let closed = open.removeLast()
                count(tokenizer.bytes(closed.start, closed.end), by: -1)
            }
            output.append("</")
            appendName(name, into: &output)
            output.append(UInt8(ascii: ">"))
            return
        }
    }

    private func appendName(_ name: UnsafeBufferPointer<UInt8>, into output: inout ByteBuffer) {
        if svgDepth + mathDepth > 0 {
            output.append(name)
        } else {
            for byte in name { output.append(folded(byte)) }
        }
    }
}

// MARK: - Attributes

extension HTMLSanitizer {
    private mutating func appendAttribute(
        _ attribute: XMLAttribute,
        _ base: WebURL?,
        into output: inout ByteBuffer
    ) {
        let name = tokenizer.bytes(attribute.nameStart, attribute.nameEnd)
        let flags = allowedFlags(HTMLVocabulary.attributes.pointee.value(name))
        guard flags != 0 else { return }
        value.removeAll()
        references.decode(
            tokenizer.bytes(attribute.valueStart, attribute.valueEnd),
            into: &value
        )
        if flags & HTMLVocabulary.AttributeFlag.link != 0 {
            appendLink(name, base, into: &output)
        } else if flags & HTMLVocabulary.AttributeFlag.style != 0 {
            style.filter(value.bytes, isSVG: svgDepth > 0)
            if !style.result.bytes.isEmpty { append(name, style.result.bytes, into: &output) }
        } else if equalsFolded(name, "srcset") {
            appendSourceSet(name, base, into: &output)
        } else {
            append(name, value.bytes, into: &output)
        }
    }

    private func allowedFlags(_ flags: UInt8) -> UInt8 {
        var allowed =
            HTMLVocabulary.AttributeFlag.plain | HTMLVocabulary.AttributeFlag.link
            | HTMLVocabulary.AttributeFlag.style
        if svgDepth > 0 || mathDepth > 0 || isForeignRoot {
            allowed |= HTMLVocabulary.AttributeFlag.svg | HTMLVocabulary.AttributeFlag.mathML
        }
        return flags & allowed
    }

    private var isForeignRoot: Bool {
        let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
        return equalsFolded(name, "svg") || equalsFolded(name, "math")
    }

    private func append(
        _ name: UnsafeBufferPointer<UInt8>,
        _ value: UnsafeBufferPointer<UInt8>,
        into output: inout ByteBuffer
    ) {
        output.append(UInt8(ascii: " "))
        appendName(name, into: &output)
        output.append("=\"")
        appendEscaped(value, into: &output, isAttribute: true)
        output.append(UInt8(ascii: "\""))
    }

    private mutating func appendLink(
        _ name: UnsafeBufferPointer<UInt8>,
        _ base: WebURL?,
        into output: inout ByteBuffer
    ) {
        if value.count == 0, let base, equalsFolded(name, "href") {
            // An empty reference means the document itself.
            var text = base.withoutFragment.href
            text.withUTF8 { append(name, $0, into: &output) }
            return
        }
        guard let link = SafeLink.make(value.bytes, base: base, isImage: isImage) else { return }
        switch link {
        case .unchanged(let bytes): append(name, bytes, into: &output)
        case .resolved(var text): text.withUTF8 { append(name, $0, into: &output) }
        }
    }

    /// Elements whose address may hold the picture itself.
    private var isImage: Bool {
        equalsFolded(tokenizer.bytes(tokenizer.start, tokenizer.end), "img")
    }

    /// Candidates of `srcset`; one with a forbidden scheme is left out.
    private mutating func appendSourceSet(
        _ name: UnsafeBufferPointer<UInt8>,
        _ base: WebURL?,
        into output: inout ByteBuffer
    ) {
        var result = ByteBuffer(capacity: value.count + 64)
        // Candidates are separated by a comma and white space; a comma alone
        // occurs inside addresses.
        var cursor = 0
        let bytes = value.bytes
        while cursor < bytes.count {
            while cursor < bytes.count && (isSpace(bytes[cursor]) || bytes[cursor] == 0x2C) {
                cursor &+= 1
            }
            let start = cursor
            while cursor < bytes.count && !isSpace(bytes[cursor]) { cursor &+= 1 }
            var end = cursor
            var endsCandidate = false
            while end > start && bytes[end &- 1] == 0x2C {
                end &-= 1
                endsCandidate = true
            }
            let descriptorStart = cursor
            if !endsCandidate {
                while cursor < bytes.count && bytes[cursor] != 0x2C { cursor &+= 1 }
            }
            guard end > start else { continue }
            let address = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard let link = SafeLink.make(address, base: base, isImage: true) else { continue }
            if result.count > 0 { result.append(", ") }
            switch link {
            case .unchanged(let bytes): result.append(bytes)
            case .resolved(let text): result.append(text)
            }
            let descriptor = trimmed(UnsafeBufferPointer(rebasing: bytes[descriptorStart..<cursor]))
            if !descriptor.isEmpty {
                result.append(0x20)
                result.append(descriptor)
            }
        }
        if result.count > 0 { append(name, result.bytes, into: &output) }
    }
}
