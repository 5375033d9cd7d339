import WinnowModel

/// Short lines of a page that can hold its byline and date: those around the
/// title, and those that the markup calls a byline, a date or the like.
struct VisibleLines {
    private static let longest: Int32 = 160
    private static let most = 24

    /// Lines around the title, nearest first behind it.
    private(set) var nearTitle: [String] = []
    /// Lines with such a class, in page order.
    private(set) var marked: [String] = []

    init() {}

    /// Collects the lines of a page.
    ///
    /// - Parameter kept: The blocks of the main content; the title is the last
    ///   heading of level one before its end, or stands before its first block.
    init(_ page: borrowing Page, kept: [Bool]) {
        let start = Self.start(page, kept)
        let low = max(0, start - 6)
        let high = min(page.blocks.count, start + 10)
        for index in Array(start..<high) + (low..<start).reversed() {
            let block = page.blocks[index]
            guard block.counts.size >= 4, block.counts.size <= Self.longest else { continue }
            nearTitle.append(page.string(of: block))
        }
        for block in page.blocks where marked.count < Self.most && Self.isMarked(block, page) {
            marked.append(page.string(of: block))
        }
    }

    private static func start(_ page: borrowing Page, _ kept: [Bool]) -> Int {
        for index in page.blocks.indices {
            let block = page.blocks[index]
            if block.kind == Block.Kind.heading.rawValue, block.level == 1 { return index }
        }
        return kept.firstIndex(of: true) ?? 0
    }

    private static func isMarked(_ block: PageBlock, _ page: borrowing Page) -> Bool {
        guard block.counts.size >= 4, block.counts.size <= longest else { return false }
        let lane = Int(MarkupCategory.metaWord.rawValue)
        if block.inlineMask >> UInt64(lane) & 1 != 0 { return true }
        let element = page.elements[Int(block.element)]
        let comment = element.nearest[Int(MarkupCategory.commentWord.rawValue)]
        return element.nearest[lane] > 0 && element.depth - element.nearest[lane] <= 1
            && comment == 0
    }
}
