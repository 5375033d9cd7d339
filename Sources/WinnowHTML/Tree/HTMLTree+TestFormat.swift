extension HTMLTree {
    /// The tree below a node in the html5lib test format, without a line feed at the end: one line a node, two spaces
    /// a level, attributes sorted by name below their element.
    ///
    /// The default root is the document, or the fragment's root after parsing a fragment.
    public func testFormat(of root: HTMLNodeID? = nil) -> String {
        var output: [UInt8] = []
        appendTestFormat(of: root ?? self.root, to: &output)
        if output.last == UInt8(ascii: "\n") { output.removeLast() }
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the test format of a node's children, each line ended by a line feed.
    public func appendTestFormat(of root: HTMLNodeID, to output: inout [UInt8]) {
        // Template content is a tree of its own, so this walk keeps a stack of what comes after it instead of recursing.
        var pending: [(node: HTMLNodeID, depth: Int)] = []
        var current = firstChild(of: root)
        var depth = 0
        while true {
            guard let node = current else {
                guard let (next, level) = pending.popLast() else { return }
                current = next
                depth = level
                continue
            }
            appendTestLines(of: node, depth: depth, to: &output)
            if let next = nextSibling(of: node) { pending.append((next, depth)) }
            if let child = firstChild(of: node) { pending.append((child, depth + 1)) }
            current = nil
            if let content = templateContent(of: node) {
                indent(depth + 1, to: &output)
                output.append(contentsOf: "content\n".utf8)
                if let child = firstChild(of: content) {
                    // The content comes before children of the template element itself.
                    current = child
                    depth += 2
                }
            }
        }
    }

    private func indent(_ depth: Int, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "|"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2 + 1))
    }

    private func appendTestLines(of node: HTMLNodeID, depth: Int, to output: inout [UInt8]) {
        indent(depth, to: &output)
        switch kind(of: node) {
        case .element:
            output.append(UInt8(ascii: "<"))
            if namespace(of: node) == .svg { output.append(contentsOf: "svg ".utf8) }
            if namespace(of: node) == .mathML { output.append(contentsOf: "math ".utf8) }
            withBytes(of: HTMLName(rawValue: record(node).name)) { output.append(contentsOf: $0) }
            output.append(contentsOf: ">\n".utf8)
            appendTestAttributes(of: node, depth: depth + 1, to: &output)
        case .text:
            output.append(UInt8(ascii: "\""))
            withText(of: node) { output.append(contentsOf: $0) }
            output.append(contentsOf: "\"\n".utf8)
        case .comment:
            output.append(contentsOf: "<!-- ".utf8)
            withText(of: node) { output.append(contentsOf: $0) }
            output.append(contentsOf: " -->\n".utf8)
        case .processingInstruction:
            output.append(contentsOf: "<?\(instructionTarget(of: node) ?? "") ".utf8)
            withText(of: node) { output.append(contentsOf: $0) }
            output.append(contentsOf: ">\n".utf8)
        case .doctype:
            appendTestDoctype(of: node, to: &output)
        case .document, .templateContent:
            output.append(UInt8(ascii: "\n"))
        }
    }

    private func appendTestDoctype(of node: HTMLNodeID, to output: inout [UInt8]) {
        output.append(contentsOf: "<!DOCTYPE ".utf8)
        withText(of: node) { output.append(contentsOf: $0) }
        let publicIdentifier = publicIdentifier(of: node)
        let systemIdentifier = systemIdentifier(of: node)
        if publicIdentifier != nil || systemIdentifier != nil {
            output.append(
                contentsOf: " \"\(publicIdentifier ?? "")\" \"\(systemIdentifier ?? "")\"".utf8
            )
        }
        output.append(contentsOf: ">\n".utf8)
    }

    private func appendTestAttributes(of node: HTMLNodeID, depth: Int, to output: inout [UInt8]) {
        var attributes: [(name: String, value: HTMLAttribute)] = []
        forEachAttribute(of: node) { attribute in
            var name = string(attribute.name)
            // A name with a prefix stands with a space in the format; plain `xmlns` has no prefix.
            if attribute.namespace != .html, let colon = name.firstIndex(of: ":") {
                name.replaceSubrange(colon...colon, with: " ")
            }
            attributes.append((name, attribute))
        }
        attributes.sort { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        for (name, attribute) in attributes {
            indent(depth, to: &output)
            output.append(contentsOf: "\(name)=\"".utf8)
            withBytes(of: attribute) { output.append(contentsOf: $0) }
            output.append(contentsOf: "\"\n".utf8)
        }
    }
}
