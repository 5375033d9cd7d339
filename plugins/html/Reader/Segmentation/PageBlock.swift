/// A run of text between two block boundaries, with what was counted in it.
struct PageBlock {
    /// The bytes of the page's text buffer.
    var textStart: Int32
    var textEnd: Int32
    /// The element that holds the text directly.
    var element: Int32
    /// Links and emphasis: `spanStart ..< spanEnd` of the page's spans.
    var spanStart: Int32
    var spanEnd: Int32
    var kind: UInt8
    var level: UInt8
    var listStyle: UInt8
    /// Whether a `br` stands before (bit 0) and behind (bit 1), and whether
    /// there is an empty line before (bit 2); between the block before and this
    /// one a rule (bit 3), or a frame, a player or the like (bit 4).
    var lineBreaks: UInt8 = 0
    var counts = TextCounts()
    var linkSize: Int32 = 0
    var emphasisSize: Int32 = 0
    var linkCount: Int32 = 0
    var imageCount: Int32 = 0
    /// Categories of inline elements that hold most of the text.
    var inlineMask: UInt64 = 0
}

/// Counts over a block's characters.
struct TextCounts {
    /// Letters and digits; an ideograph counts as `ideographSize` of them,
    /// which is about what it says.
    var size: Int32 = 0
    var words: Int32 = 0
    var digits: Int32 = 0
    var upper: Int32 = 0
    var ideographs: Int32 = 0
    var commas: Int32 = 0
    var sentenceEnds: Int32 = 0
    var quotes: Int32 = 0
    var symbols: Int32 = 0
    var first: CharacterClass = .space
    var last: CharacterClass = .space

    static let ideographSize: Int32 = 3
}

/// A link or emphasis inside the page's text buffer.
struct PageSpan {
    var start: Int32
    var end: Int32
    var node: Int32
    /// `Block.Span.Kind`, and 3 for strong emphasis.
    var kind: UInt8
}
