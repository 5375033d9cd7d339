extension HTMLTree {
    /// The HTML of a node's children, as the standard's fragment serialisation algorithm writes it (`innerHTML`).
    public func innerHTML(of node: HTMLNodeID) -> String {
        var output: [UInt8] = []
        appendHTML(ofChildrenOf: node, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The HTML of a node with its own tags (`outerHTML`).
    public func outerHTML(of node: HTMLNodeID) -> String {
        var output: [UInt8] = []
        appendHTML(of: node, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the HTML of a node's children.
    public func appendHTML(ofChildrenOf node: HTMLNodeID, to output: inout [UInt8]) {
        let first = templateContent(of: node).flatMap(firstChild(of:)) ?? firstChild(of: node)
        serialise(from: first, single: false, to: &output)
    }

    /// Appends the HTML of a node.
    public func appendHTML(of node: HTMLNodeID, to output: inout [UInt8]) {
        serialise(from: node, single: true, to: &output)
    }

    /// Writes a node and, unless `single`, its following siblings, without recursion: the stack holds open elements.
    private func serialise(from first: HTMLNodeID?, single: Bool, to output: inout [UInt8]) {
        var open: [HTMLNodeID] = []
        var current = first
        while true {
            while let node = current {
                let child = appendStart(of: node, to: &output)
                if isElement(node), !isVoid(node) {
                    open.append(node)
                    current = child
                } else {
                    current = open.isEmpty && single ? nil : nextSibling(of: node)
                }
            }
            guard let node = open.popLast() else { return }
            output.append(contentsOf: "</".utf8)
            withBytes(of: HTMLName(rawValue: record(node).name)) { output.append(contentsOf: $0) }
            output.append(UInt8(ascii: ">"))
            current = open.isEmpty && single ? nil : nextSibling(of: node)
        }
    }

    private func isVoid(_ node: HTMLNodeID) -> Bool {
        let record = record(node)
        return record.namespaceBits == 0 && flags(record.name).has(NameFlags.void)
    }

    private func flags(_ name: Int32) -> NameFlags {
        storage.pointee.names.records[Int(name)].flags
    }

    /// Writes what stands before a node's children and returns the first of them.
    private func appendStart(of node: HTMLNodeID, to output: inout [UInt8]) -> HTMLNodeID? {
        switch kind(of: node) {
        case .element:
            output.append(UInt8(ascii: "<"))
            withBytes(of: HTMLName(rawValue: record(node).name)) { output.append(contentsOf: $0) }
            forEachAttribute(of: node) { attribute in
                output.append(UInt8(ascii: " "))
                withBytes(of: attribute.name) { output.append(contentsOf: $0) }
                output.append(contentsOf: "=\"".utf8)
                withBytes(of: attribute) { appendEscaped($0, inAttribute: true, to: &output) }
                output.append(UInt8(ascii: "\""))
            }
            output.append(UInt8(ascii: ">"))
        case .text:
            let raw = parent(of: node).map { parent in
                let record = record(parent)
                return record.isElement && record.namespaceBits == 0
                    && flags(record.name).has(NameFlags.rawText)
            }
            withText(of: node) { bytes in
                if raw == true {
                    output.append(contentsOf: bytes)
                } else {
                    appendEscaped(bytes, inAttribute: false, to: &output)
                }
            }
        case .comment:
            output.append(contentsOf: "<!--".utf8)
            withText(of: node) { output.append(contentsOf: $0) }
            output.append(contentsOf: "-->".utf8)
        case .processingInstruction:
            output.append(contentsOf: "<?\(instructionTarget(of: node) ?? "") ".utf8)
            withText(of: node) { output.append(contentsOf: $0) }
            output.append(contentsOf: "?>".utf8)
        case .doctype:
            output.append(contentsOf: "<!DOCTYPE ".utf8)
            withText(of: node) { output.append(contentsOf: $0) }
            output.append(UInt8(ascii: ">"))
        case .document, .templateContent: break
        }
        return templateContent(of: node).flatMap(firstChild(of:)) ?? firstChild(of: node)
    }

    /// Escapes as the standard says: `&`, no-break space, `<` and `>`, and in attributes the quote.
    private func appendEscaped(
        _ bytes: UnsafeBufferPointer<UInt8>,
        inAttribute: Bool,
        to output: inout [UInt8]
    ) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\"") where inAttribute: output.append(contentsOf: "&quot;".utf8)
            case 0xC2 where index < bytes.count && bytes[index] == 0xA0:
                output.append(contentsOf: "&nbsp;".utf8)
                index += 1
            default: output.append(byte)
            }
        }
    }
}
