import WinnowModel

/// Decides from the scores which blocks are the main content.
///
/// The threshold is not the same on every page. Of all thresholds the one is
/// taken at which the F1 that the probabilities lead us to expect is greatest:
/// with sizes n and probabilities p, the kept blocks hold sum(n p) words of
/// the content, out of sum(n) words kept and sum(n p) over all blocks in the
/// content. Pages that the models are unsure of (lists, products, services)
/// so get a lower one than plain articles. Cost: one sort of the blocks.
struct ContentSelector {
    /// Bounds of the threshold.
    private static let lowest: Float = 0.12
    private static let highest: Float = 0.5
    /// Where no block is likelier than this, and the words to expect are
    /// fewer than those of a sentence, the page has no content.
    private static let doubtful: Float = 0.4
    private static let fewestWords: Float = 20

    private static let likelyHeading: Float = 0.8
    /// What a block must reach whose own element says that it is clutter.
    private static let named: Float = 0.6
    private static let clutter: [MarkupCategory] = [.relatedWord, .newsletterWord, .footerWord]
    /// Longer blocks, and those of a template with more blocks, may be a text
    /// in a container with an odd name.
    private static let longestClutter: Int32 = 120
    private static let mostClutter = 2

    /// For each block whether it is kept.
    static func select(_ page: borrowing Page, scores: [Float]) -> [Bool] {
        let threshold = threshold(page, scores)
        var kept = scores.map { $0 >= threshold }
        dropNamedClutter(&kept, page, scores)
        if isEmpty(page, scores, kept) { return kept.map { _ in false } }
        mend(&kept, page, scores)
        keepQuotes(&kept, page, scores)
        dropEmptyHeadings(&kept, page, scores)
        return kept
    }

    /// Drops headings of which nothing is kept: the next kept block does not
    /// follow at once and is a heading of the same level or a higher one, or
    /// there is none. Likely ones stay: they may be of a list of pictures.
    private static func dropEmptyHeadings(
        _ kept: inout [Bool],
        _ page: borrowing Page,
        _ scores: [Float]
    ) {
        var next: Int?
        for index in page.blocks.indices.reversed() where kept[index] {
            let block = page.blocks[index]
            if block.kind == Block.Kind.heading.rawValue {
                let follower = next.map { page.blocks[$0] }
                let isTop =
                    follower.map { $0.kind == block.kind && $0.level <= block.level } ?? true
                if isTop, next != index + 1, scores[index] < likelyHeading {
                    kept[index] = false
                    continue
                }
            }
            next = index
        }
    }

    /// Drops short blocks that the models are unsure of if their own element,
    /// or what of it holds most of the text, is named as the offer of other
    /// pages, as a subscription or as a footer.
    private static func dropNamedClutter(
        _ kept: inout [Bool],
        _ page: borrowing Page,
        _ scores: [Float]
    ) {
        let found = page.blocks.indices.filter {
            kept[$0] && scores[$0] < named && isNamedClutter(page.blocks[$0], page)
        }
        guard !found.isEmpty else { return }
        var counts: [UInt32: Int] = [:]
        for block in page.blocks {
            counts[page.elements[Int(block.element)].template, default: 0] += 1
        }
        for index in found {
            let template = page.elements[Int(page.blocks[index].element)].template
            if counts[template, default: 0] <= mostClutter { kept[index] = false }
        }
    }

    private static func isNamedClutter(_ block: PageBlock, _ page: borrowing Page) -> Bool {
        guard block.counts.size <= longestClutter else { return false }
        let element = page.elements[Int(block.element)]
        return clutter.contains { category in
            let lane = Int(category.rawValue)
            return block.inlineMask >> UInt64(lane) & 1 != 0
                || element.nearest[lane] == element.depth
        }
    }

    private static func isEmpty(
        _ page: borrowing Page,
        _ scores: [Float],
        _ kept: [Bool]
    ) -> Bool {
        var words: Float = 0
        for index in scores.indices where kept[index] {
            if scores[index] >= doubtful { return false }
            words += scores[index] * Float(page.blocks[index].counts.words)
        }
        return words < fewestWords
    }

    /// The threshold with the greatest expected F1.
    ///
    /// From the likeliest block on the F1 rises as long as blocks are likelier
    /// than half of it and falls from there on, so that of those below the
    /// lowest threshold only the likeliest is asked.
    private static func threshold(_ page: borrowing Page, _ scores: [Float]) -> Float {
        var total: Float = 0
        var likeliest: (score: Float, words: Float) = (0, 0)
        // Scores with the places of their blocks, the greatest score lowest.
        var order: [UInt64] = []
        order.reserveCapacity(scores.count)
        for index in scores.indices {
            let words = Float(page.blocks[index].counts.words)
            total += scores[index] * words
            if scores[index] >= lowest {
                order.append(UInt64(~scores[index].bitPattern) << 32 | UInt64(index))
            } else if words > 0, scores[index] > likeliest.score {
                likeliest = (scores[index], words)
            }
        }
        order.sort()
        var held: Float = 0
        var kept: Float = 0
        var best: Float = -1
        var threshold = highest
        for place in order {
            let index = Int(place & 0xFFFF_FFFF)
            let words = Float(page.blocks[index].counts.words)
            held += scores[index] * words
            kept += words
            let expected = 2 * held / max(1e-6, kept + total)
            if expected > best {
                best = expected
                threshold = scores[index]
            }
        }
        held += likeliest.score * likeliest.words
        kept += likeliest.words
        if 2 * held / max(1e-6, kept + total) > best { return lowest }
        return min(highest, max(lowest, threshold))
    }

    /// Keeps code, tables and short lines that stand between kept blocks of
    /// the same container and are no worse than doubtful.
    ///
    /// A program or a table has no sentences, so that the score of a single
    /// one is low; what stands around it knows better.
    private static func mend(_ kept: inout [Bool], _ page: borrowing Page, _ scores: [Float]) {
        for index in page.blocks.indices where !kept[index] && scores[index] > 0.12 {
            let block = page.blocks[index]
            let kind = Block.Kind(rawValue: block.kind) ?? .paragraph
            guard kind == .code || kind == .table else { continue }
            guard let before = (max(0, index - 4)..<index).last(where: { kept[$0] }) else {
                continue
            }
            let container = page.elements[Int(block.element)].parent
            let holder = page.blocks[before].element
            if container == page.elements[Int(holder)].parent || container == holder {
                kept[index] = true
            }
        }
    }
}
