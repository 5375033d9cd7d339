import WinnowHTML
import WinnowModel

/// Cuts a page into blocks: one walk over the tree in document order.
///
/// A block is the text between two block boundaries: tags of block-level
/// elements, `br`, cells of layout tables. A data table is one block. The walk
/// is iterative, because pages nest as deep as they like, and time is linear
/// in the size of the tree: each attribute and each text byte is read once.
///
/// Methods are mutating even if they change nothing: to a borrowing one of a
/// structure that cannot be copied the compiler passes a copy of all of it.
struct PageSegmenter: ~Copyable {
    /// An open element on the way down.
    private struct Frame {
        var node: Int32
        var role: ElementRole
        /// The element that was current before this one began.
        var outerElement: Int32
        var mask: UInt64 = 0
        var maskStart: Int32 = 0
        var spanStart: Int32 = -1
    }

    /// Only so many open inline elements are looked at when a block ends; a
    /// page that nests thousands would otherwise cost quadratic time.
    private static let inlineLimit = 24

    private let tree: HTMLTree
    private let tables: SegmenterTables
    private let values: MarkupValues
    private var line: LineBuilder
    private var page: Page
    private var frames: [Frame] = []
    /// Places in `frames` of open inline elements with categories or a span.
    private var inlineFrames: [Int] = []
    private var element: Int32 = -1
    private var preDepth = 0
    private var tableDepth = 0
    private var images: Int32 = 0
    private var links: Int32 = 0
    private var blockSpanStart: Int32 = 0
    private var breakBefore = false
    private var emptyLineBefore = false
    /// Bits of `PageBlock.lineBreaks` for what stood since the last block.
    private var between: UInt8 = 0
    /// Inline elements with categories that ended in this block: mask, size.
    private var closedMasks: [(mask: UInt64, size: Int32)] = []

    private init(tree: HTMLTree, tables: SegmenterTables, values: MarkupValues) {
        self.tree = tree
        self.tables = tables
        self.values = values
        line = LineBuilder(classes: tables.classes, capacity: 1 << 15)
        page = Page(text: PageText(minimumCapacity: 0))
        page.blocks.reserveCapacity(512)
        page.elements.reserveCapacity(1024)
        frames.reserveCapacity(128)
    }

    /// The blocks of everything below `root`.
    static func segment(
        _ tree: HTMLTree,
        from root: HTMLNodeID,
        tables: SegmenterTables,
        values: MarkupValues
    ) -> Page {
        var segmenter = PageSegmenter(tree: tree, tables: tables, values: values)
        segmenter.walk(root)
        return segmenter.takePage()
    }

    private consuming func takePage() -> Page {
        var page = page
        page.text = line.text
        return page
    }

    private mutating func walk(_ root: HTMLNodeID) {
        enter(root)
        var node = tree.firstChild(of: root)
        while let current = node {
            if tree.isText(current) {
                appendText(current)
            } else if tree.isElement(current), enter(current),
                let child = tree.firstChild(of: current)
            {
                node = child
                continue
            }
            node = advance(from: current, below: root)
        }
        leave()
    }

    /// The next node in document order behind `node` and its children; leaves
    /// the elements that end on the way.
    private mutating func advance(from node: HTMLNodeID, below root: HTMLNodeID) -> HTMLNodeID? {
        var current = node
        while true {
            if frames.count > 1, frames[frames.count - 1].node == current.rawValue { leave() }
            if let next = tree.nextSibling(of: current) { return next }
            guard let parent = tree.parent(of: current), parent != root else { return nil }
            current = parent
        }
    }

    private mutating func appendText(_ node: HTMLNodeID) {
        let preformatted = preDepth > 0
        tree.withText(of: node) { bytes in
            preformatted ? line.appendPreformatted(bytes) : line.append(bytes)
        }
    }

    // MARK: Elements

    /// Begins an element; false if its content is not to be read.
    @discardableResult
    private mutating func enter(_ node: HTMLNodeID) -> Bool {
        guard let name = tree.name(of: node) else { return false }
        let namespace = tree.namespace(of: node)
        if namespace != .html { return enterForeign(node, namespace: namespace) }
        var role = tables.roles.role(of: name)
        switch role {
        case .skipped:
            if tables.roles.isEmbedded(name) { between |= 16 }
            return false
        case .lineBreak:
            breakLine()
            return false
        case .rule:
            flush()
            between |= 8
            return false
        case .image:
            images &+= 1
            page.imageCount += 1
            return false
        default:
            break
        }
        if role == .inline, isCustom(name) { role = .block }
        if tableDepth > 0 {
            enterInsideTable(node, role: role)
            return true
        }
        switch role {
        case .inline, .link, .emphasis, .strong: enterInline(node, name: name, role: role)
        case .table where TableShape.isData(node, in: tree): enterDataTable(node, name: name)
        default: enterBlock(node, name: name, role: role)
        }
        return true
    }

    private mutating func enterForeign(_ node: HTMLNodeID, namespace: HTMLNamespace) -> Bool {
        guard namespace == .mathML else { return false }
        frames.append(Frame(node: node.rawValue, role: .inline, outerElement: element))
        return true
    }

    /// Custom elements are inline to a browser without a style sheet, but
    /// pages use them as boxes, and words in two boxes must not join.
    private mutating func isCustom(_ name: HTMLName) -> Bool {
        guard name.rawValue >= tables.knownNames else { return false }
        return tree.withBytes(of: name) { $0.contains(UInt8(ascii: "-")) }
    }

    private mutating func enterInline(_ node: HTMLNodeID, name: HTMLName, role: ElementRole) {
        var shape: UInt32 = 0
        let mask = readAttributes(of: node, shape: &shape)
        var frame = Frame(node: node.rawValue, role: role, outerElement: element)
        frame.mask = mask
        frame.maskStart = line.counts.size
        if role == .link {
            // Two links side by side are two things to a reader.
            if line.linkDepth == 0, !line.isEmpty, endsWithLink() { line.pendingSpace = true }
            line.linkDepth += 1
            links &+= 1
        } else if role != .inline {
            line.emphasisDepth += 1
        }
        if role != .inline {
            frame.spanStart = Int32(truncatingIfNeeded: line.text.count)
        }
        if mask != 0 || role != .inline { inlineFrames.append(frames.count) }
        frames.append(frame)
    }

    private mutating func endsWithLink() -> Bool {
        guard let last = page.spans.last, last.kind == 0 else { return false }
        return Int(last.end) == line.text.count && page.spans.count > Int(blockSpanStart)
    }

    private mutating func enterBlock(_ node: HTMLNodeID, name: HTMLName, role: ElementRole) {
        flush()
        frames.append(Frame(node: node.rawValue, role: role, outerElement: element))
        if role == .preformatted { preDepth += 1 }
        if name == .form { page.formCount += 1 }
        pushElement(node, name: name)
    }

    private mutating func enterDataTable(_ node: HTMLNodeID, name: HTMLName) {
        enterBlock(node, name: name, role: .table)
        page.elements[Int(element)].kind = Block.Kind.table.rawValue
        tableDepth = frames.count
    }

    private mutating func enterInsideTable(_ node: HTMLNodeID, role: ElementRole) {
        var frame = Frame(node: node.rawValue, role: role, outerElement: element)
        switch role {
        case .row: line.separate(with: 0x0A)
        case .cell where tree.previousSibling(of: node) != nil && !isFirstCell(node):
            line.separate(with: 0x09)
        case .link:
            line.linkDepth += 1
            links &+= 1
            frame.spanStart = Int32(truncatingIfNeeded: line.text.count)
        case .emphasis, .strong: line.emphasisDepth += 1
        case .inline: break
        default: line.pendingSpace = true
        }
        frames.append(frame)
    }

    private mutating func isFirstCell(_ node: HTMLNodeID) -> Bool {
        var sibling = tree.previousSibling(of: node)
        while let current = sibling {
            if tree.isElement(current) { return false }
            sibling = tree.previousSibling(of: current)
        }
        return true
    }

    /// Ends the innermost open element.
    private mutating func leave() {
        guard let frame = frames.popLast() else { return }
        if inlineFrames.last == frames.count { inlineFrames.removeLast() }
        if tableDepth > 0, frames.count >= tableDepth {
            leaveInsideTable(frame)
            return
        }
        switch frame.role {
        case .inline, .link, .emphasis, .strong:
            leaveInline(frame)
        default:
            flush()
            if frame.role == .table { tableDepth = 0 }
            if frame.role == .preformatted { preDepth -= 1 }
            closeElement(frame)
        }
    }

    private mutating func closeElement(_ frame: Frame) {
        if element >= 0, element != frame.outerElement {
            page.elements[Int(element)].endBlock = Int32(truncatingIfNeeded: page.blocks.count)
        }
        element = frame.outerElement
    }

    private mutating func leaveInline(_ frame: Frame) {
        if frame.role == .link { line.linkDepth -= 1 }
        if frame.role == .emphasis || frame.role == .strong { line.emphasisDepth -= 1 }
        if frame.mask != 0 {
            let size = line.counts.size &- frame.maskStart
            if size > 0 { closedMasks.append((frame.mask, size)) }
        }
        closeSpan(frame)
    }

    private mutating func leaveInsideTable(_ frame: Frame) {
        if frame.role == .link { line.linkDepth -= 1 }
        if frame.role == .emphasis || frame.role == .strong { line.emphasisDepth -= 1 }
        if frame.role == .block || frame.role == .preformatted { line.pendingSpace = true }
        closeSpan(frame)
    }

    private mutating func closeSpan(_ frame: Frame) {
        let end = Int32(truncatingIfNeeded: line.text.count)
        guard frame.spanStart >= 0 else { return }
        let start = max(frame.spanStart, Int32(truncatingIfNeeded: line.start))
        guard end > start else { return }
        let kind: UInt8 = frame.role == .link ? 0 : frame.role == .emphasis ? 1 : 3
        page.spans.append(PageSpan(start: start, end: end, node: frame.node, kind: kind))
    }

    // MARK: The element table

    private mutating func pushElement(_ node: HTMLNodeID, name: HTMLName) {
        let parentIndex = element
        if parentIndex >= 0, page.elements[Int(parentIndex)].depth >= maximumElementDepth {
            return
        }
        var new = PageElement(
            node: node.rawValue,
            parent: parentIndex,
            name: name.rawValue,
            depth: 1
        )
        new.firstBlock = Int32(truncatingIfNeeded: page.blocks.count)
        new.endBlock = new.firstBlock
        var shape = UInt32(bitPattern: name.rawValue) &* 2_654_435_761
        var mask = tables.roles.categories(of: name)
        // The classes of the root speak of the whole page.
        let isRoot = name == .body || parentIndex < 0
        let words = readAttributes(of: node, shape: &shape)
        if !isRoot { mask |= words }
        if line.linkDepth > 0 { mask |= 1 << UInt64(MarkupCategory.linkedBlock.rawValue) }
        new.shape = shape
        inherit(&new, from: parentIndex, name: name)
        element = Int32(truncatingIfNeeded: page.elements.count)
        if name == .li { new.item = element }
        page.elements.append(new)
        mark(element, with: mask)
    }

    /// Makes an element the nearest one of its categories, in memory: lanes of
    /// a vector are slow to set one by one.
    private mutating func mark(_ element: Int32, with categories: UInt64) {
        let depth = page.elements[Int(element)].depth
        withUnsafeMutableBytes(of: &page.elements[Int(element)].nearest) { nearest in
            var left = categories
            while left != 0 {
                nearest[left.trailingZeroBitCount] = depth
                left &= left &- 1
            }
        }
    }

    private mutating func inherit(_ new: inout PageElement, from parentIndex: Int32, name: HTMLName)
    {
        var parentShape: UInt32 = 0
        var grandparentShape: UInt32 = 0
        if parentIndex >= 0 {
            let parent = page.elements[Int(parentIndex)]
            new.depth = parent.depth &+ 1
            new.nearest = parent.nearest
            new.listStyle = parent.listStyle
            new.listLevel = parent.listLevel
            new.item = parent.item
            parentShape = parent.shape
            if parent.parent >= 0 { grandparentShape = page.elements[Int(parent.parent)].shape }
            if parent.kind != Block.Kind.heading.rawValue || !isSectioning(name) {
                new.kind = parent.kind
                new.level = parent.level
            }
        }
        new.template = (new.shape &* 31 ^ parentShape) &* 0x9E37_79B1 ^ (grandparentShape &* 7)
        setKind(&new, name: name)
    }

    private func isSectioning(_ name: HTMLName) -> Bool {
        name == .section || name == .article || name == .div
    }

    private mutating func setKind(_ new: inout PageElement, name: HTMLName) {
        switch name {
        case .h1, .h2, .h3, .h4, .h5, .h6:
            new.kind = Block.Kind.heading.rawValue
            new.level = UInt8(truncatingIfNeeded: tables.headingLevel(of: name))
        case .pre, .listing, .xmp, .plaintext:
            new.kind = Block.Kind.code.rawValue
        case .ul, .menu, .dir:
            new.listStyle = Block.ListStyle.bulleted.rawValue
            new.listLevel = new.listLevel &+ 1
        case .ol:
            new.listStyle = Block.ListStyle.numbered.rawValue
            new.listLevel = new.listLevel &+ 1
        case .li:
            new.kind = Block.Kind.listItem.rawValue
        case .blockquote:
            new.kind = Block.Kind.quote.rawValue
        case .figcaption, .caption:
            new.kind = Block.Kind.caption.rawValue
        case .td, .th, .table, .dl, .body, .main, .article:
            new.kind = Block.Kind.paragraph.rawValue
            new.item = -1
        default:
            break
        }
    }

    // MARK: Attributes

    /// The categories that an element's attributes give it.
    private mutating func readAttributes(of node: HTMLNodeID, shape: inout UInt32) -> UInt64 {
        var mask: UInt64 = 0
        var isStreamed = false
        let count = tree.attributeCount(of: node)
        var index = 0
        while index < count {
            let attribute = tree.attribute(at: index, of: node)
            index += 1
            switch attribute.name {
            case .class, .id:
                if attribute.name == .id {
                    // React sends late parts of a page hidden, under such an
                    // id, for a script to move to their place.
                    isStreamed = tree.withBytes(of: attribute) { $0.has("S:", at: 0) }
                }
                let reading = tree.withBytes(of: attribute) { values.reading(of: $0) }
                mask |= reading.categories
                if attribute.name == .class, reading.digest != 0 {
                    shape = (shape ^ reading.digest) &* 16_777_619
                }
            case .role, .itemprop, .property, .style, .ariaHidden, .hidden:
                mask |= tree.withBytes(of: attribute) {
                    tables.attributes.categories(of: attribute.name, value: $0)
                }
            default:
                break
            }
        }
        if isStreamed { mask &= ~(1 << UInt64(MarkupCategory.hidden.rawValue)) }
        return mask
    }

    // MARK: Blocks

    private mutating func breakLine() {
        if tableDepth > 0 {
            line.pendingSpace = true
        } else if preDepth > 0 {
            line.separate(with: 0x0A)
        } else {
            if !line.isEmpty {
                flush(lineBreakAfter: true)
            } else if breakBefore {
                emptyLineBefore = true
            }
            breakBefore = true
        }
    }

    /// Ends the block that is being built, if it has anything to read.
    private mutating func flush(lineBreakAfter: Bool = false) {
        if line.isEmpty, page.spans.count == Int(blockSpanStart), inlineFrames.isEmpty {
            breakBefore = false
            emptyLineBefore = false
            return
        }
        line.closeCounts()
        if line.counts.size == 0 || element < 0 {
            page.spans.removeLast(page.spans.count - Int(blockSpanStart))
            line.discard()
        } else {
            trimEnd()
            appendBlock(lineBreakAfter: lineBreakAfter)
        }
        breakBefore = false
        emptyLineBefore = false
        images = 0
        links = 0
        closedMasks.removeAll(keepingCapacity: true)
        for index in inlineFrames.suffix(Self.inlineLimit) { frames[index].maskStart = 0 }
        blockSpanStart = Int32(truncatingIfNeeded: page.spans.count)
    }

    private mutating func trimEnd() {
        var end = line.text.count
        while end > line.start, line.text.base[end - 1] <= 0x20 { end -= 1 }
        line.text.truncate(to: end)
    }

    private mutating func appendBlock(lineBreakAfter: Bool) {
        closeOpenSpans()
        let holder = page.elements[Int(element)]
        var block = PageBlock(
            textStart: Int32(truncatingIfNeeded: line.start),
            textEnd: Int32(truncatingIfNeeded: line.text.count),
            element: element,
            spanStart: blockSpanStart,
            spanEnd: Int32(truncatingIfNeeded: page.spans.count),
            kind: holder.kind,
            level: holder.level,
            listStyle: 0
        )
        setListPlace(&block, holder: holder)
        block.lineBreaks =
            (breakBefore ? 1 : 0) | (lineBreakAfter ? 2 : 0) | (emptyLineBefore ? 4 : 0) | between
        between = 0
        block.counts = line.counts
        block.linkSize = line.linkSize
        block.emphasisSize = line.emphasisSize
        block.linkCount = links
        block.imageCount = images
        block.inlineMask = coveringMask(size: line.counts.size)
        page.blocks.append(block)
        line.finish()
    }

    private mutating func setListPlace(_ block: inout PageBlock, holder: PageElement) {
        guard block.kind == Block.Kind.listItem.rawValue else { return }
        block.listStyle = holder.listStyle
        block.level = max(1, holder.listLevel)
        // Further paragraphs of an item are no items of their own.
        if holder.item >= 0,
            page.elements[Int(holder.item)].firstBlock != Int32(page.blocks.count)
        {
            block.kind = Block.Kind.paragraph.rawValue
            block.listStyle = 0
            block.level = 0
        }
    }

    private mutating func closeOpenSpans() {
        for index in inlineFrames.suffix(Self.inlineLimit) { closeSpan(frames[index]) }
    }

    /// Categories of the inline elements that hold at least 60 % of the block.
    private mutating func coveringMask(size: Int32) -> UInt64 {
        var mask: UInt64 = 0
        for closed in closedMasks where closed.size &* 5 >= size &* 3 { mask |= closed.mask }
        for index in inlineFrames.suffix(Self.inlineLimit) where frames[index].mask != 0 {
            let frame = frames[index]
            if (size &- frame.maskStart) &* 5 >= size &* 3 { mask |= frame.mask }
        }
        return mask
    }
}
