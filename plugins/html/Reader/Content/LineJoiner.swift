import WinnowModel

/// Tells which lines of an element, parted by single `br`, are one block.
///
/// Pages use `br` for two things: for the lines of an address, a verse or a
/// list item, and in place of paragraphs. Lines of the first kind are short or
/// stand in an item; they become one block with line breaks. Long lines stay
/// blocks of their own, and so do lines with an empty line between them.
enum LineJoiner {
    /// Letters of the longest line of a verse.
    private static let longest: Int32 = 64
    /// Fewer short lines are more likely a byline and the like.
    private static let fewest = 3

    /// For each block whether it goes on with the kept block before it.
    static func continuations(_ page: borrowing Page, kept: [Bool]) -> [Bool] {
        var result = Array(repeating: false, count: page.blocks.count)
        var start = 0
        while start < page.blocks.count {
            var end = start + 1
            while end < page.blocks.count, isNextLine(end, page), kept[end], kept[start] {
                end += 1
            }
            if end - start >= fewest || (end - start > 1 && isItem(start, page)) {
                for index in start + 1..<end { result[index] = true }
            }
            start = end
        }
        return result
    }

    /// Whether a block is the next line of what the block before it began.
    private static func isNextLine(_ index: Int, _ page: borrowing Page) -> Bool {
        let block = page.blocks[index]
        let before = page.blocks[index - 1]
        guard block.element == before.element, block.lineBreaks & 5 == 1,
            before.lineBreaks & 2 != 0
        else { return false }
        let isHeading = block.kind == Block.Kind.heading.rawValue
        return !isHeading && (isItemLine(index, page) || (isShort(block) && isShort(before)))
    }

    private static func isShort(_ block: PageBlock) -> Bool {
        block.counts.size <= longest && block.linkSize * 2 <= block.counts.size
    }

    private static func isItem(_ index: Int, _ page: borrowing Page) -> Bool {
        page.blocks[index].kind == Block.Kind.listItem.rawValue
    }

    /// Whether a block stands directly in a list item.
    private static func isItemLine(_ index: Int, _ page: borrowing Page) -> Bool {
        page.elements[Int(page.blocks[index].element)].item == page.blocks[index].element
    }
}
