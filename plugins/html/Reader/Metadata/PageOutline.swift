import WinnowHTML
import WinnowModel

/// Where on a page things stand: its headline, its main content, its short
/// lines. Built once a page; all later questions are about node numbers, which
/// grow in document order.
struct PageOutline {
    /// A short line of the page.
    struct Line {
        /// Where its text stands among those of all lines.
        fileprivate var text: Range<Int>
        var node: HTMLNodeID
        /// The number of blocks from the headline, negative before it.
        var distance: Int
        /// The markup calls it a date, a byline or the like.
        var isMarked: Bool
        /// It stands in the main content.
        var isKept: Bool
        /// It stands among comments, related pages, in a footer or an aside.
        var isOutside: Bool
    }

    /// The place of a node.
    enum Zone {
        case before, aboveHeadline, belowHeadline, content, after
    }

    private static let longest: Int32 = 200
    private static let longestMarked: Int32 = 320
    private static let shortLine: Int32 = 90
    private static let dateline: Int32 = 70
    private static let most = 240
    private static let mostText = 200_000
    /// Nodes that are still near: a byline with portraits and share buttons
    /// has about a hundred.
    private static let near: Int32 = 120

    private(set) var lines: [Line] = []
    /// The texts of the lines behind each other.
    private var lineText: [UInt8] = []
    /// The first and the last node of the main content.
    private(set) var contentStart: HTMLNodeID?
    private(set) var contentEnd: HTMLNodeID?
    /// The heading that is most likely the page's title.
    private(set) var headline: HTMLNodeID?
    /// All visible text, to ask whether a name is shown at all.
    private var text: [UInt8] = []
    /// The text of lines near the headline and of marked ones.
    private var nearText: [UInt8] = []

    init() {}

    /// Looks at the blocks of a page, of which some are the main content.
    init(_ page: borrowing Page, kept: [Bool]) {
        let count = min(page.text.count, Self.mostText)
        text = Array(UnsafeBufferPointer(start: page.text.base, count: count))
        let headlineBlock = setContent(page, kept)
        for index in page.blocks.indices where lines.count < Self.most {
            addLine(index, page, kept, headlineBlock)
        }
    }

    private mutating func addLine(
        _ index: Int,
        _ page: borrowing Page,
        _ kept: [Bool],
        _ headlineBlock: Int
    ) {
        let block = page.blocks[index]
        let size = block.counts.size
        let distance = index - headlineBlock
        guard size >= 2 else { return }
        let marked = isMarked(block, page)
        let isNear = distance >= -16 && distance <= 16
        var end = block.textEnd
        if size > (marked ? Self.longestMarked : Self.longest) {
            // A paragraph that begins with its date or place.
            guard kept[index], distance >= 0, distance <= 6 else { return }
            end = block.textStart + min(Self.dateline, block.textEnd - block.textStart)
        } else if !marked && !isNear {
            // Further away: lines with a date's digits, and the content's own.
            let digits = block.counts.digits
            guard
                size <= Self.shortLine && digits >= 5 && digits <= 24 || kept[index] && size <= 120
            else { return }
        }
        let isOutside = isOutside(block, page)
        if !isOutside, marked || distance >= -6 && distance <= 12 {
            nearText.append(contentsOf: page.text.bytes(block.textStart, end))
            nearText.append(0x0A)
        }
        let start = lineText.count
        lineText.append(contentsOf: page.text.bytes(block.textStart, end))
        lines.append(
            Line(
                text: start..<lineText.count,
                node: HTMLNodeID(rawValue: page.elements[Int(block.element)].node),
                distance: distance,
                isMarked: marked,
                isKept: kept[index],
                isOutside: isOutside
            )
        )
    }

    private mutating func setContent(_ page: borrowing Page, _ kept: [Bool]) -> Int {
        let first = kept.firstIndex(of: true)
        let last = kept.lastIndex(of: true)
        contentStart = first.map { node(of: page.blocks[$0], page) }
        contentEnd = last.map { node(of: page.blocks[$0], page) }
        var found: Int?
        let end = first.map { min(page.blocks.count, $0 + 4) } ?? page.blocks.count
        for index in 0..<end {
            let block = page.blocks[index]
            guard block.kind == Block.Kind.heading.rawValue, block.level == 1 else { continue }
            found = index
        }
        if found == nil {
            found = page.blocks.indices.first { index in
                let block = page.blocks[index]
                return block.kind == Block.Kind.heading.rawValue && block.level == 1
            }
        }
        headline = found.map { node(of: page.blocks[$0], page) } ?? contentStart
        return found ?? first ?? 0
    }

    private func node(of block: PageBlock, _ page: borrowing Page) -> HTMLNodeID {
        HTMLNodeID(rawValue: page.elements[Int(block.element)].node)
    }

    private func isMarked(_ block: PageBlock, _ page: borrowing Page) -> Bool {
        let lane = Int(MarkupCategory.metaWord.rawValue)
        if block.inlineMask >> UInt64(lane) & 1 != 0 { return true }
        let element = page.elements[Int(block.element)]
        return element.nearest[lane] > 0 && element.depth - element.nearest[lane] <= 1
    }

    private func isOutside(_ block: PageBlock, _ page: borrowing Page) -> Bool {
        let nearest = page.elements[Int(block.element)].nearest
        for category in [
            MarkupCategory.commentWord, .relatedWord, .footer, .footerWord, .nav, .aside,
            .sidebarWord,
        ] where nearest[Int(category.rawValue)] != 0 {
            return true
        }
        return false
    }

    // MARK: Questions

    /// The text of a line, for the time of the call.
    func withText<Result>(of line: Line, _ body: (ByteText) -> Result) -> Result {
        lineText.withUnsafeBufferPointer { body($0.part(line.text)) }
    }

    /// Where a node stands.
    func zone(of node: HTMLNodeID) -> Zone {
        let place = node.rawValue
        if let headline {
            let distance = place - headline.rawValue
            if distance < -Self.near { return .before }
            if distance < 0 { return .aboveHeadline }
            let start = contentStart.map { max($0.rawValue, headline.rawValue) } ?? place
            if distance < Self.near / 3 || place < start && distance < Self.near * 2 {
                return .belowHeadline
            }
        }
        if let contentStart, place < contentStart.rawValue { return .aboveHeadline }
        if let contentEnd, place <= contentEnd.rawValue + 8 { return .content }
        return .after
    }

    /// Whether a text is shown on the page, letter by letter.
    func shows(_ name: String) -> Bool {
        name.withBytes { name in
            name.count > 1 && text.withUnsafeBufferPointer { $0.holds(name) }
        }
    }

    /// Whether a text is shown in a line near the headline, or one that the
    /// markup calls a byline.
    func showsNearHeadline(_ name: String) -> Bool {
        name.withBytes { name in
            name.count > 1 && nearText.withUnsafeBufferPointer { $0.holds(name) }
        }
    }
}
