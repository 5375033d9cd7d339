extension HTMLTree {
    /// The characters of a text or comment node, the name of a doctype or the data of a processing instruction, for the time of the call; they must not
    /// escape it. Empty for other nodes.
    @inlinable
    public func withText<Result>(
        of node: HTMLNodeID,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let record = record(node)
        guard
            record.kindBits == 3 || record.kindBits == 4 || record.kindBits == 1
                || record.kindBits == 6
        else {
            return body(UnsafeBufferPointer(start: nil, count: 0))
        }
        return body(view.pointee.bytes(at: record.start, count: record.count))
    }

    /// The characters of a text or comment node or the name of a doctype.
    public func text(of node: HTMLNodeID) -> String {
        withText(of: node) { String(decoding: $0, as: UTF8.self) }
    }

    /// The text of a node and all its descendants, template content left out, as `textContent` in the DOM.
    public func textContent(of node: HTMLNodeID) -> String {
        var bytes: [UInt8] = []
        appendTextContent(of: node, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text of a node and all its descendants to a buffer.
    public func appendTextContent(of node: HTMLNodeID, to bytes: inout [UInt8]) {
        var current: HTMLNodeID? = node
        while let next = current {
            if isText(next) { withText(of: next) { bytes.append(contentsOf: $0) } }
            current = following(next, within: node)
        }
    }

    /// A processing instruction's target.
    public func instructionTarget(of node: HTMLNodeID) -> String? {
        let record = record(node)
        guard record.kindBits == UInt32(HTMLNodeKind.processingInstruction.rawValue) else {
            return nil
        }
        return String(
            decoding: view.pointee.bytes(at: record.sourceOffset + 2, count: record.extra),
            as: UTF8.self
        )
    }

    /// A doctype's public identifier, if it has one.
    public func publicIdentifier(of node: HTMLNodeID) -> String? {
        doctype(node).flatMap { doctype in
            doctype.publicStart == .max
                ? nil
                : String(
                    decoding: view.pointee.bytes(
                        at: doctype.publicStart,
                        count: doctype.publicCount
                    ),
                    as: UTF8.self
                )
        }
    }

    /// A doctype's system identifier, if it has one.
    public func systemIdentifier(of node: HTMLNodeID) -> String? {
        doctype(node).flatMap { doctype in
            doctype.systemStart == .max
                ? nil
                : String(
                    decoding: view.pointee.bytes(
                        at: doctype.systemStart,
                        count: doctype.systemCount
                    ),
                    as: UTF8.self
                )
        }
    }

    private func doctype(_ node: HTMLNodeID) -> DoctypeRecord? {
        let record = record(node)
        guard record.kindBits == UInt32(HTMLNodeKind.doctype.rawValue) else { return nil }
        return storage.pointee.doctypes[Int(record.extra)]
    }
}
