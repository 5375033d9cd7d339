/// One attribute of an element.
@frozen
public struct HTMLAttribute: Sendable {
    /// The name, with its prefix if it has a namespace (`xlink:href`).
    public let name: HTMLName
    /// The namespace; `html` stands for none.
    public let namespace: HTMLNamespace
    @usableFromInline let start: UInt32
    @usableFromInline let count: UInt32

    @inlinable
    init(record: AttributeRecord) {
        name = HTMLName(rawValue: record.name)
        namespace =
            HTMLNamespace(rawValue: UInt8(truncatingIfNeeded: record.namespaceBits)) ?? .html
        start = record.valueStart
        count = record.valueCount
    }

    /// Whether the value has no characters.
    @inlinable public var isEmpty: Bool { count == 0 }
}

extension HTMLTree {
    /// The number of attributes of an element; 0 for other nodes.
    @inlinable
    public func attributeCount(of node: HTMLNodeID) -> Int {
        let record = record(node)
        return record.isElement ? Int(record.count) : 0
    }

    /// An attribute by its position in the tag.
    @inlinable
    public func attribute(at index: Int, of node: HTMLNodeID) -> HTMLAttribute {
        let record = record(node)
        precondition(record.isElement && UInt(bitPattern: index) < UInt(record.count))
        return HTMLAttribute(record: view.pointee.attribute(Int(record.start) + index))
    }

    /// An attribute by name; nil if the node is no element or does not have it.
    @inlinable
    public func attribute(_ name: HTMLName, of node: HTMLNodeID) -> HTMLAttribute? {
        let record = record(node)
        guard record.isElement else { return nil }
        var index = Int(record.start)
        let end = index + Int(record.count)
        while index < end {
            let attribute = view.pointee.attribute(index)
            if attribute.name == name.rawValue { return HTMLAttribute(record: attribute) }
            index += 1
        }
        return nil
    }

    /// Whether an element has an attribute.
    @inlinable
    public func hasAttribute(_ name: HTMLName, of node: HTMLNodeID) -> Bool {
        attribute(name, of: node) != nil
    }

    /// The decoded value of an attribute by name.
    public func value(of name: HTMLName, of node: HTMLNodeID) -> String? {
        attribute(name, of: node).map(string)
    }

    /// The decoded value of an attribute.
    public func string(_ attribute: HTMLAttribute) -> String {
        String(
            decoding: view.pointee.bytes(at: attribute.start, count: attribute.count),
            as: UTF8.self
        )
    }

    /// The bytes of an attribute's value, for the time of the call; they must not escape it.
    @inlinable
    public func withBytes<Result>(
        of attribute: HTMLAttribute,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        body(view.pointee.bytes(at: attribute.start, count: attribute.count))
    }

    /// Calls `body` with each attribute of a node.
    @inlinable
    public func forEachAttribute(of node: HTMLNodeID, _ body: (HTMLAttribute) -> Void) {
        for index in 0..<attributeCount(of: node) { body(attribute(at: index, of: node)) }
    }

    /// Whether the element's `class` has a word, compared byte by byte.
    public func hasClass(_ word: String, of node: HTMLNodeID) -> Bool {
        attribute(.class, of: node).map { hasWord(Array(word.utf8), in: $0) } ?? false
    }

    /// Whether an attribute's value, split at white space, has a word.
    func hasWord(_ word: [UInt8], in attribute: HTMLAttribute) -> Bool {
        withBytes(of: attribute) { bytes in
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, !isHTMLSpace(bytes[end]) { end += 1 }
                if end - start == word.count, bytes[start..<end].elementsEqual(word), !word.isEmpty
                {
                    return true
                }
                start = end + 1
            }
            return false
        }
    }
}

/// Whether a byte is ASCII white space as the HTML standard counts it.
@inline(__always)
func isHTMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C || byte == 0x0D
}
