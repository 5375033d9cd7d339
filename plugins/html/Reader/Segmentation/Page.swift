import WinnowHTML

/// A page as a list of blocks in document order, with the elements they stand
/// in. Arrays of plain values; no node or block has a string of its own.
struct Page: ~Copyable {
    var blocks: [PageBlock] = []
    var elements: [PageElement] = []
    var spans: [PageSpan] = []
    var text: PageText
    /// Shapes seen in the whole body, for the scorer's page features.
    var formCount = 0
    var imageCount = 0

    /// The text of a block.
    func string(of block: PageBlock) -> String {
        text.string(block.textStart, block.textEnd)
    }
}
