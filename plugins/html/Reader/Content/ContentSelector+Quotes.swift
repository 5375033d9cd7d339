import WinnowModel

extension ContentSelector {
    /// Blocks of a quotation that stands inside the text.
    private static let longestQuote = 6
    private static let leastQuote: Float = 0.03

    /// Keeps quotations between two kept blocks of the same container: posts
    /// of social networks are embedded in this way, and named as such, so
    /// that they look like what invites to share.
    static func keepQuotes(
        _ kept: inout [Bool],
        _ page: borrowing Page,
        _ scores: [Float]
    ) {
        var start = 0
        while start < kept.count {
            guard !kept[start], isQuote(page.blocks[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < kept.count, !kept[end], isQuote(page.blocks[end]) { end += 1 }
            if start > 0, kept[start - 1], end < kept.count, kept[end],
                end - start <= longestQuote, scores[start..<end].allSatisfy({ $0 > leastQuote })
            {
                let before = page.elements[Int(page.blocks[start - 1].element)].parent
                let after = page.elements[Int(page.blocks[end].element)].parent
                let isPart = (start..<end).allSatisfy {
                    isInside(page.blocks[$0].element, before, page)
                }
                if before == after, isPart { for index in start..<end { kept[index] = true } }
            }
            start = end
        }
    }

    private static func isQuote(_ block: PageBlock) -> Bool {
        block.kind == Block.Kind.quote.rawValue
    }

    private static func isInside(
        _ element: Int32,
        _ container: Int32,
        _ page: borrowing Page
    ) -> Bool {
        var element = element
        while element >= 0 {
            if element == container { return true }
            element = page.elements[Int(element)].parent
        }
        return false
    }
}
