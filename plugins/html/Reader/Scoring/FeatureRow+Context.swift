import WinnowHTML
import WinnowModel

extension FeatureRow {
    /// Where the block stands in the page and against the title.
    mutating func addPlace(_ index: Int, _ context: PageContext) {
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
        add(context.titleSimilarity[index])
        add(Float(signedDistance(index, context.titleBlock)))
        let title = max(0, context.titleBlock)
        add((context.size[index] - context.size[title]) / total)
        add(context.proseSize[index] - context.proseSize[title])
        add(Float(signedDistance(index, context.firstHeading)))
    }

    private func signedDistance(_ index: Int, _ other: Int) -> Int {
        other < 0 ? -1000 : max(-200, min(200, index - other))
    }

    /// How much of the block stands in the page's own data.
    mutating func addEvidence(
        _ index: Int,
        _ page: borrowing Page,
        _ evidence: PageEvidence
    ) {
        let block = page.blocks[index]
        let text = page.text.bytes(block.textStart, block.textEnd)
        let shares = TextWindows.shares(of: text, evidence.body, evidence.description)
        add(shares.first)
        add(shares.second)
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
        let prose = max(1, context.totalProse)
        for up in 0..<6 {
            let depth = ancestors.depth - up
            guard depth >= 1 else {
                for value: Float in [-1, -1, -1, -1, -1, -1] { add(value) }
                continue
            }
            let place = Int(ancestors.byDepth[depth])
            let first = Int(page.elements[place].firstBlock)
            let end = Int(page.elements[place].endBlock)
            let size = context.size[end] - context.size[first]
            add(context.shareOf[place])
            add((context.linkSize[end] - context.linkSize[first]) / max(1, size))
            add((context.proseSize[end] - context.proseSize[first]) / prose)
            add(Float(end - first))
            add((context.proseCount[end] - context.proseCount[first]) / Float(max(1, end - first)))
            add(Float(end - first) == 0 ? 0 : Float(index - first) / Float(end - first))
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
    mutating func addCategories(
        _ index: Int,
        _ page: borrowing Page,
        _ context: PageContext,
        _ ancestors: AncestorPath
    ) {
        let block = page.blocks[index]
        let size = Float(block.counts.size) / max(1, context.totalSize)
        withUnsafeBytes(of: page.elements[Int(block.element)].nearest) { nearest in
            for lane in Self.categories {
                let depth = Int(nearest[lane])
                if block.inlineMask >> UInt64(lane) & 1 != 0 {
                    add(Float(-1))
                    add(size)
                } else if depth == 0 {
                    add(Float(50))
                    add(Float(-1))
                } else {
                    add(Float(ancestors.depth - depth))
                    add(context.shareOf[Int(ancestors.byDepth[depth])])
                }
            }
        }
    }

    private static let categories = MarkupCategory.allCases.map { Int($0.rawValue) }

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
        add(evidence.hasOpenGraph ? Float(1) : 0)
        add(Float(min(60, evidence.metaCount)))
        add(Float(page.formCount))
        add(Float(context.templates.count) / count)
    }
}
