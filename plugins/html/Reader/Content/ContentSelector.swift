import WinnowModel

/// Decides from the scores which blocks are the main content.
struct ContentSelector {
    /// A block is kept from this probability on.
    private static let threshold: Float = 0.45
    /// Where nothing reaches the threshold, the best blocks of a page are
    /// still taken if they are not hopeless.
    private static let lastResort: Float = 0.12

    /// For each block whether it is kept.
    static func select(_ page: borrowing Page, scores: [Float]) -> [Bool] {
        var kept = scores.map { $0 >= threshold }
        if !kept.contains(true), let best = scores.max(), best >= lastResort {
            kept = scores.map { $0 >= best * 0.6 }
        }
        mend(&kept, page, scores)
        return kept
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
