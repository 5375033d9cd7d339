/// An entry of the stack of open elements.
///
/// It knows, for each kind of scope, where the nearest boundary at or below it stands, and the name table knows the
/// topmost entry of each HTML name. So "has an element in scope" is one comparison at any depth.
struct OpenElement: BitwiseCopyable {
    let node: Int32
    /// The node's tag word: kind, namespace and name.
    let tag: UInt32
    /// The entry below with the same HTML name, or -1.
    let previous: Int32
    let defaultBoundary: Int16
    let buttonBoundary: Int16
    let listBoundary: Int16
    let tableBoundary: Int16

    @inline(__always) var name: Int32 { Int32(truncatingIfNeeded: tag >> 5) }
    @inline(__always) var isHTML: Bool { tag & 0x18 == 0 }
}

/// An entry of the list of active formatting elements; a marker has node -1.
struct FormattingEntry: BitwiseCopyable {
    var node: Int32
    var name: Int32

    static var marker: FormattingEntry { FormattingEntry(node: -1, name: -1) }
    @inline(__always) var isMarker: Bool { node < 0 }
}
