import WinnowHTML
import WinnowModel

extension FeatureRow {
    /// Where the block stands in the page and against the title.
    mutating func addPlace(_ index: Int, _ context: PageContext, _ words: SharedWords) {
        let count = Float(context.templateOf.count)
        let total = max(1, context.totalSize)
        add(context.size[index] / total)
        add(Float(index) / count)
        add(Float(index))
        add(count - Float(index))
        add(context.proseSize[index] / max(1, context.totalProse))
        add(Float(context.copies[index]))
        let template = context.templates[Int(context.templateOf[index])]
        add(template.count)
        add(template.size / total)
        add(template.size / template.count)
        add(template.linkSize / max(1, template.size))
        add(template.prose / max(1, context.totalProse))
        add(words.titleSimilarity[index])
        add(Float(signedDistance(index, context.titleBlock)))
        let title = max(0, context.titleBlock)
        add((context.size[index] - context.size[title]) / total)
        add(context.proseSize[index] - context.proseSize[title])
        add(Float(signedDistance(index, context.firstHeading)))
    }

    private func signedDistance(_ index: Int, _ other: Int) -> Int {
        other < 0 ? -1000 : max(-200, min(200, index - other))
    }

    /// The two blocks before and behind, and sums over wider windows.
    mutating func addNeighbours(_ index: Int, _ page: borrowing Page, _ context: PageContext) {
        for offset in [-2, -1, 1, 2] {
            let other = index + offset
            guard page.blocks.indices.contains(other) else {
                for value: Float in [-1, -1, -1, -1, -1, -1] { add(value) }
                continue
            }
            let block = page.blocks[other]
            add(block.counts.size)
            add(Float(block.linkSize) / Float(max(1, block.counts.size)))
            add(block.counts.sentenceEnds)
            add(context.templateOf[other] == context.templateOf[index] ? Float(1) : 0)
            add(Float(block.kind))
            add(block.element == page.blocks[index].element ? Float(1) : 0)
        }
        for width in [3, 8] {
            let low = max(0, index - width)
            let high = min(page.blocks.count, index + width + 1)
            add(context.proseSize[index] - context.proseSize[low])
            add(context.proseSize[high] - context.proseSize[index + 1])
            add(context.linkSize[index] - context.linkSize[low])
            add(context.linkSize[high] - context.linkSize[index + 1])
        }
    }

    /// The element that holds the block and those around it.
    mutating func addContainers(
        _ index: Int,
        _ page: borrowing Page,
        _ context: PageContext,
        _ ancestors: AncestorPath
    ) {
        for up in 0..<6 {
            let depth = ancestors.depth - up
            guard depth >= 1 else {
                for value: Float in [-1, -1, -1, -1, -1, -1] { add(value) }
                continue
            }
            let element = context.elements[Int(ancestors.byDepth[depth])]
            let place = Float(index - Int(element.firstBlock))
            add(element.share)
            add(element.linkShare)
            add(element.proseShare)
            add(element.blockCount)
            add(element.proseBlocks)
            add(element.blockCount == 0 ? 0 : place / element.blockCount)
        }
        add(Float(ancestors.depth))
        add(Float(roleCode(of: page.elements[Int(page.blocks[index].element)].name)))
    }

    /// A small number for the holder's name; trees cut between them.
    private func roleCode(of name: Int32) -> Int {
        switch HTMLName(rawValue: name) {
        case .p: 1
        case .h1: 2
        case .h2: 3
        case .h3: 4
        case .h4, .h5, .h6: 5
        case .blockquote: 6
        case .pre: 7
        case .figcaption, .caption: 8
        case .dd, .dt: 9
        case .div: 10
        case .article, .section, .main: 11
        case .li: 12
        case .td, .th: 13
        case .table: 14
        case .button: 15
        case .header, .footer, .nav, .aside: 16
        case .ul, .ol: 17
        default: 18
        }
    }

    /// For each category how far the nearest ancestor with it is, and how
    /// much of the page's text stands inside that ancestor.
    ///
    /// That there is none is written already, see `addNoCategories`.
    mutating func addCategories(
        _ index: Int,
        _ page: borrowing Page,
        _ context: PageContext,
        _ ancestors: AncestorPath
    ) {
        let block = page.blocks[index]
        withUnsafeBytes(of: page.elements[Int(block.element)].nearest) { nearest in
            for first in stride(from: 0, to: nearest.count, by: 8) {
                var depths = UInt64(
                    littleEndian: nearest.loadUnaligned(fromByteOffset: first, as: UInt64.self)
                )
                while depths != 0 {
                    let shift = UInt64(depths.trailingZeroBitCount) & 56
                    let depth = Int(depths &>> shift & 0xFF)
                    depths &= ~(0xFF &<< shift)
                    setCategory(
                        first + Int(shift >> 3),
                        Float(ancestors.depth - depth),
                        context.elements[Int(ancestors.byDepth[depth])].share
                    )
                }
            }
        }
        let size = Float(block.counts.size) / max(1, context.totalSize)
        var inline = block.inlineMask
        while inline != 0 {
            setCategory(inline.trailingZeroBitCount, -1, size)
            inline &= inline - 1
        }
        skip(Self.categoryWidth)
    }

    @inline(__always)
    private func setCategory(_ lane: Int, _ distance: Float, _ share: Float) {
        let place = Int(Self.categoryPlaces[lane])
        guard place >= 0 else { return }
        set(place, distance)
        set(place + 1, share)
    }

    /// Values of all categories.
    static let categoryWidth = 2 * MarkupCategory.allCases.count

    /// For each number that a category can have where among the values of all
    /// its own begin; -1 for unused numbers.
    private static let categoryPlaces: [Int8] = {
        var places = [Int8](repeating: -1, count: 64)
        for (place, category) in MarkupCategory.allCases.enumerated() {
            places[Int(category.rawValue)] = Int8(2 * place)
        }
        return places
    }()

    /// Where the block stands against the densest range and subtree.
    mutating func addCandidates(
        _ index: Int,
        _ page: borrowing Page,
        _ context: PageContext
    ) {
        let range = context.bestRange
        let length = Float(max(1, range.count))
        add(range.contains(index) ? Float(1) : 0)
        add(Float(index - range.lowerBound) / length)
        add(Float(max(-100, min(100, index - range.upperBound))))
        add(Float(max(-100, min(100, index - range.lowerBound))))
        let low = context.proseSize[range.lowerBound]
        add((context.proseSize[range.upperBound] - low) / max(1, context.totalProse))
        guard context.bestElement >= 0 else {
            add(Float(-1))
            add(Float(-1))
            return
        }
        let element = page.elements[Int(context.bestElement)]
        let inside = index >= Int(element.firstBlock) && index < Int(element.endBlock)
        add(inside ? Float(1) : 0)
        let prose =
            context.proseSize[Int(element.endBlock)] - context.proseSize[Int(element.firstBlock)]
        add(prose / max(1, context.totalProse))
    }
}

extension FeatureColumns {
    /// That no ancestor of any block has a category.
    mutating func addNoCategories() {
        for _ in MarkupCategory.allCases {
            add(50)
            add(-1)
        }
    }

    /// The page as a whole, the same for each block.
    mutating func addPage(
        _ context: PageContext,
        _ evidence: PageEvidence,
        _ page: borrowing Page
    ) {
        let count = Float(page.blocks.count)
        add(context.totalSize)
        add(count)
        add(context.totalLinks / max(1, context.totalSize))
        add(context.totalProse / max(1, context.totalSize))
        add(Float(context.articleCount))
        add(Float(context.longCount))
        add(context.ideographShare)
        add(Float(evidence.openGraphType))
        add(Float(evidence.linkedTypes))
        add(evidence.hasOpenGraph ? 1 : 0)
        add(Float(min(60, evidence.metaCount)))
        add(Float(page.formCount))
        add(Float(context.templates.count) / count)
    }
}
