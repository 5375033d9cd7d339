/// A parsed page: nodes, attributes and text in a handful of flat buffers that the next parse reuses.
///
/// Nodes are indices (``HTMLNodeID``), names small integers (``HTMLName``), and text is a range of the page wherever the
/// page holds it literally. Reading never copies unless a function returns `String`. A tree belongs to one
/// thread at a time; its node ids are valid until ``HTMLParser`` parses into it again.
///
/// All storage sits behind one constant pointer, which this class alone owns and frees: reading a stored property of a class
/// costs an exclusivity check, reading through the pointer does not. Every index is checked at its use.
public final class HTMLTree {
    let storage: UnsafeMutablePointer<HTMLStorage>
    @usableFromInline let view: UnsafeMutablePointer<TreeView>

    /// Creates an empty tree: a document without children.
    public init() {
        storage = .allocate(capacity: 1)
        storage.initialize(to: HTMLStorage())
        storage.pointee.reset()
        view = .allocate(capacity: 1)
        view.initialize(to: TreeView(storage.pointee))
    }

    deinit {
        storage.deinitialize(count: 1)
        storage.deallocate()
        view.deallocate()
    }

    /// Makes the result of a parse readable.
    func publish() {
        view.pointee = TreeView(storage.pointee)
    }

    /// The document node, the root of the tree.
    @inlinable public var document: HTMLNodeID { HTMLNodeID(rawValue: 0) }

    /// The node whose children are the result of the parse: the document, or the root of a parsed fragment.
    @inlinable public var root: HTMLNodeID { HTMLNodeID(rawValue: view.pointee.root) }

    /// The number of nodes, detached ones included.
    @inlinable public var nodeCount: Int { view.pointee.nodeCount }

    /// The mode that the document type asked for.
    @inlinable public var quirksMode: HTMLQuirksMode { view.pointee.quirks }

    /// The bytes of memory that hold the nodes, attributes, names and text of this tree now.
    public var memoryUse: Int {
        storage.pointee.nodes.count * MemoryLayout<NodeRecord>.stride
            + storage.pointee.attributes.count * MemoryLayout<AttributeRecord>.stride
            + storage.pointee.names.records.count * MemoryLayout<NameRecord>.stride
            + storage.pointee.names.bytes.count + storage.pointee.source.count
            + storage.pointee.decoded.count
    }

    /// The `html` element, unless the tree is a parsed fragment.
    public var documentElement: HTMLNodeID? {
        children(of: document).first { isElement($0) }
    }

    /// The `head` element.
    public var head: HTMLNodeID? {
        documentElement.flatMap { firstChild(of: $0, named: .head) }
    }

    /// The `body` element (or `frameset`, which stands in its place).
    public var body: HTMLNodeID? {
        documentElement.flatMap {
            firstChild(of: $0, named: .body) ?? firstChild(of: $0, named: .frameset)
        }
    }

    @inlinable
    func record(_ node: HTMLNodeID) -> NodeRecord {
        view.pointee.node(node.rawValue)
    }

    @inlinable
    func optional(_ index: Int32) -> HTMLNodeID? {
        index < 0 ? nil : HTMLNodeID(rawValue: index)
    }

    // MARK: Nodes

    /// What a node is.
    @inlinable
    public func kind(of node: HTMLNodeID) -> HTMLNodeKind {
        HTMLNodeKind(rawValue: UInt8(truncatingIfNeeded: record(node).kindBits)) ?? .document
    }

    /// Whether a node is an element.
    @inlinable
    public func isElement(_ node: HTMLNodeID) -> Bool {
        record(node).isElement
    }

    /// Whether a node is text.
    @inlinable
    public func isText(_ node: HTMLNodeID) -> Bool {
        record(node).isText
    }

    /// Whether a node is an HTML element with a name.
    @inlinable
    public func isElement(_ node: HTMLNodeID, named name: HTMLName) -> Bool {
        record(node).tag == UInt32(truncatingIfNeeded: name.rawValue) << 5 | 2
    }

    /// The name of an element, in the spelling of its namespace (`foreignObject`); nil for other nodes.
    @inlinable
    public func name(of node: HTMLNodeID) -> HTMLName? {
        let record = record(node)
        return record.isElement ? HTMLName(rawValue: record.name) : nil
    }

    /// The namespace of an element.
    @inlinable
    public func namespace(of node: HTMLNodeID) -> HTMLNamespace {
        HTMLNamespace(rawValue: UInt8(truncatingIfNeeded: record(node).namespaceBits)) ?? .html
    }

    /// Where the node begins in the page: for an element its `<`. The page is counted after newline normalisation (CR LF
    /// and CR became LF), in UTF-8 bytes; an element the parser implied has the offset of the tag or text that implied it.
    @inlinable
    public func sourceOffset(of node: HTMLNodeID) -> Int {
        Int(record(node).sourceOffset)
    }

    // MARK: Links

    /// The parent of a node; nil for the document, template content and detached nodes.
    @inlinable
    public func parent(of node: HTMLNodeID) -> HTMLNodeID? {
        optional(record(node).parent)
    }

    /// The first child of a node.
    @inlinable
    public func firstChild(of node: HTMLNodeID) -> HTMLNodeID? {
        optional(record(node).firstChild)
    }

    /// The last child of a node.
    @inlinable
    public func lastChild(of node: HTMLNodeID) -> HTMLNodeID? {
        optional(record(node).lastChild)
    }

    /// The following node with the same parent.
    @inlinable
    public func nextSibling(of node: HTMLNodeID) -> HTMLNodeID? {
        optional(record(node).next)
    }

    /// The preceding node with the same parent.
    @inlinable
    public func previousSibling(of node: HTMLNodeID) -> HTMLNodeID? {
        optional(record(node).previous)
    }

    /// The first child that is an HTML element with a name.
    public func firstChild(of node: HTMLNodeID, named name: HTMLName) -> HTMLNodeID? {
        var child = firstChild(of: node)
        while let current = child {
            if isElement(current, named: name) { return current }
            child = nextSibling(of: current)
        }
        return nil
    }

    /// The root of what a `template` element holds; it is not among the element's children.
    public func templateContent(of node: HTMLNodeID) -> HTMLNodeID? {
        let record = record(node)
        guard record.tag == NodeRecord.elementTag(HTMLName.template.rawValue, .html) else {
            return nil
        }
        return record.extra == 0
            ? nil : HTMLNodeID(rawValue: Int32(truncatingIfNeeded: record.extra))
    }

    // MARK: Names

    /// The spelling of a name.
    public func string(_ name: HTMLName) -> String {
        withBytes(of: name) { bytes in
            String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The bytes of a name, for the time of the call.
    @inlinable
    public func withBytes<Result>(of name: HTMLName, _ body: (UnsafeBufferPointer<UInt8>) -> Result)
        -> Result
    {
        body(view.pointee.nameBytes(name.rawValue))
    }

    /// The interned form of a name, if a page or the fixed table has it; nil means that no node has that name.
    public func name(spelled spelling: String) -> HTMLName? {
        var spelling = spelling
        return spelling.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return nil }
            return storage.pointee.names.find(base, count: bytes.count).map(
                HTMLName.init(rawValue:)
            )
        }
    }
}
