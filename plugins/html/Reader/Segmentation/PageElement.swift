/// One block-level element of a page, as the segmenter met it.
struct PageElement {
    /// The element's node in the tree.
    var node: Int32
    /// Index of the enclosing element, -1 for the body.
    var parent: Int32
    /// Interned name.
    var name: Int32
    /// Nesting among block-level elements, 1 for the body.
    var depth: UInt8
    /// Hash of tag and class words of the element alone.
    var shape: UInt32 = 0
    /// Hash of the shapes of the element and its two nearest ancestors:
    /// blocks of one repeated template share it.
    var template: UInt32 = 0
    /// The blocks inside: `firstBlock ..< endBlock`.
    var firstBlock: Int32 = 0
    var endBlock: Int32 = 0
    /// What text directly inside the element is.
    var kind: UInt8 = 0
    var level: UInt8 = 0
    var listStyle: UInt8 = 0
    /// Nesting of lists.
    var listLevel: UInt8 = 0
    /// The list item that the element is or stands in, or -1.
    var item: Int32 = -1
    /// For each category the depth of the nearest element that has it, this
    /// one included; 0 for none.
    var nearest: SIMD64<UInt8> = .zero
}

/// The deepest nesting that elements are told apart at. Deeper ones count as
/// part of their ancestor, which bounds every walk upwards.
let maximumElementDepth: UInt8 = 200
