/// Text of HTML without its markup.
enum PlainText {
    /// Appends the text of HTML on one line: references decoded, white space
    /// collapsed, blocks apart from each other.
    static func append(_ html: UnsafeBufferPointer<UInt8>, into buffer: inout ByteBuffer) {
        guard html.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
            appendCollapsed(html, into: &buffer)
            return
        }
        var text = ByteBuffer(capacity: html.count + 16)
        var references = XMLReferences()
        var tokenizer = XMLTokenizer(html, dialect: .html)
        loop: while true {
            switch tokenizer.next() {
            case .text:
                references.decode(tokenizer.bytes(tokenizer.start, tokenizer.end), into: &text)
            case .cdata: text.append(tokenizer.bytes(tokenizer.start, tokenizer.end))
            case .startTag:
                if startTag(&tokenizer) { text.append(0x20) }
            case .endTag:
                let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
                if HTMLVocabulary.elements.pointee.value(name) & blockFlag != 0 {
                    text.append(0x20)
                }
            case .doctype: break
            case .end: break loop
            }
        }
        appendCollapsed(text.bytes, into: &buffer)
    }

    private static let blockFlag = HTMLVocabulary.ElementFlag.block

    /// Skips the content of script and the like; whether the element is a
    /// block.
    private static func startTag(_ tokenizer: inout XMLTokenizer) -> Bool {
        let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
        let flags = HTMLVocabulary.elements.pointee.value(name)
        if flags & HTMLVocabulary.ElementFlag.dropped != 0 { tokenizer.skipRawText(name) }
        return flags & blockFlag != 0
    }

    /// Appends text with each run of white space as one space, none at the
    /// ends.
    static func appendCollapsed(_ text: UnsafeBufferPointer<UInt8>, into buffer: inout ByteBuffer) {
        var needsSpace = false
        var cursor = 0
        let start = buffer.count
        while cursor < text.count {
            if isSpace(text[cursor]) {
                needsSpace = true
                cursor &+= 1
                continue
            }
            let runStart = cursor
            while cursor < text.count && !isSpace(text[cursor]) { cursor &+= 1 }
            if needsSpace && buffer.count > start { buffer.append(0x20) }
            needsSpace = false
            buffer.append(UnsafeBufferPointer(rebasing: text[runStart..<cursor]))
        }
    }
}

extension XMLTokenizer {
    /// Continues behind the end tag of an element whose content is no markup,
    /// or at the end of the document where there is none.
    mutating func skipRawText(_ name: UnsafeBufferPointer<UInt8>) {
        var cursor = position
        while let open = index(of: UInt8(ascii: "<"), from: cursor) {
            let nameStart = open &+ 2
            if nameStart &+ name.count <= count, base[open &+ 1] == UInt8(ascii: "/"),
                equalsFolded(bytes(nameStart, nameStart &+ name.count), name)
            {
                let close = index(of: UInt8(ascii: ">"), from: nameStart &+ name.count)
                move(to: close.map { $0 &+ 1 } ?? count)
                return
            }
            cursor = open &+ 1
        }
        move(to: count)
    }
}
