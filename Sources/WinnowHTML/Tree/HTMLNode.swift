/// A node of an ``HTMLTree``: an index that is valid until the tree is parsed into again.
///
/// Ids order as the parser created the nodes, which is nearly but not always document order.
@frozen
public struct HTMLNodeID: Hashable, Comparable, Sendable {
    /// The index of the node in its tree.
    public let rawValue: Int32

    /// Wraps an index; the tree checks it at each use.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Orders nodes by creation.
    @inlinable
    public static func < (left: HTMLNodeID, right: HTMLNodeID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a node is.
@frozen
public enum HTMLNodeKind: UInt8, Sendable {
    /// The root of the tree, node 0.
    case document
    /// A document type declaration.
    case doctype
    /// An element, with a name and attributes.
    case element
    /// A run of text.
    case text
    /// A comment.
    case comment
    /// The content of a `template` element: a root of its own, found with ``HTMLTree/templateContent(of:)``.
    case templateContent
    /// A processing instruction, if ``HTMLParserOptions/processingInstructions`` asks for them.
    case processingInstruction
}

/// The namespace of an element or attribute name.
@frozen
public enum HTMLNamespace: UInt8, Sendable {
    /// HTML for elements, no namespace for attributes.
    case html
    /// SVG.
    case svg
    /// MathML.
    case mathML
    /// XLink, for attributes of foreign elements.
    case xlink
    /// XML, for attributes of foreign elements.
    case xml
    /// XML namespace declarations, for attributes of foreign elements.
    case xmlns
}

/// An interned element or attribute name; names the parser knows have fixed values such as ``HTMLName/div``.
///
/// Values of other names belong to the tree that made them and to its current page.
@frozen
public struct HTMLName: Hashable, Sendable {
    /// The index of the name in its tree's table.
    public let rawValue: Int32

    /// Wraps an index.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// The document's mode, as its document type decides it.
@frozen
public enum HTMLQuirksMode: UInt8, Sendable {
    /// Standards mode.
    case noQuirks
    /// Limited quirks mode.
    case limitedQuirks
    /// Quirks mode.
    case quirks
}

/// A node as it lies in memory, 40 bytes; -1 stands for no node.
@usableFromInline
struct NodeRecord: BitwiseCopyable {
    @usableFromInline var parent: Int32
    @usableFromInline var firstChild: Int32 = -1
    @usableFromInline var lastChild: Int32 = -1
    @usableFromInline var next: Int32 = -1
    @usableFromInline var previous: Int32 = -1
    /// Kind in bits 0 to 2, namespace in bits 3 and 4, the name of an element above.
    @usableFromInline var tag: UInt32
    /// Where the node begins in the source.
    @usableFromInline var sourceOffset: UInt32
    /// Attributes of an element, or characters of a text, comment or doctype: the index of the first.
    @usableFromInline var start: UInt32 = 0
    /// The number of attributes or bytes.
    @usableFromInline var count: UInt32 = 0
    /// The content node of a template, the room behind a text's or element's range, a doctype's identifiers, or the
    /// length of an instruction's target, which begins two bytes behind the node's offset.
    @usableFromInline var extra: UInt32 = 0

    @inline(__always)
    init(kind: HTMLNodeKind, parent: Int32 = -1, sourceOffset: Int) {
        self.parent = parent
        self.tag = UInt32(kind.rawValue)
        self.sourceOffset = UInt32(truncatingIfNeeded: sourceOffset)
    }

    @inlinable var kindBits: UInt32 { @inline(__always) get { tag & 7 } }
    @inlinable var isElement: Bool { @inline(__always) get { kindBits == 2 } }
    @inlinable var isText: Bool { @inline(__always) get { kindBits == 3 } }
    @inlinable var namespaceBits: UInt32 { @inline(__always) get { (tag >> 3) & 3 } }
    @inlinable var name: Int32 { @inline(__always) get { Int32(truncatingIfNeeded: tag >> 5) } }

    @inline(__always)
    static func elementTag(_ name: Int32, _ namespace: HTMLNamespace) -> UInt32 {
        UInt32(truncatingIfNeeded: name) << 5 | UInt32(namespace.rawValue) << 3 | 2
    }
}

/// An attribute as it lies in memory, 12 bytes.
@usableFromInline
struct AttributeRecord: BitwiseCopyable {
    /// Namespace in bits 0 to 2, name above.
    @usableFromInline var key: UInt32
    @usableFromInline var valueStart: UInt32
    @usableFromInline var valueCount: UInt32

    @inline(__always)
    init(name: Int32, valueStart: Int, valueCount: Int) {
        key = UInt32(truncatingIfNeeded: name) << 3
        self.valueStart = UInt32(truncatingIfNeeded: valueStart)
        self.valueCount = UInt32(truncatingIfNeeded: valueCount)
    }

    @inlinable var name: Int32 { @inline(__always) get { Int32(truncatingIfNeeded: key >> 3) } }
    @inlinable var namespaceBits: UInt32 { @inline(__always) get { key & 7 } }
}

/// A document type as it lies in memory; a start of `UInt32.max` means that the part is missing.
@usableFromInline
struct DoctypeRecord: BitwiseCopyable {
    @usableFromInline var publicStart: UInt32 = .max
    @usableFromInline var publicCount: UInt32 = 0
    @usableFromInline var systemStart: UInt32 = .max
    @usableFromInline var systemCount: UInt32 = 0
}
