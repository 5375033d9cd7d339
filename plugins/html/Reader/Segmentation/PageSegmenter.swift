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
    struct Frame {
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
    static let inlineLimit = 24

    let tree: HTMLTree
    let tables: SegmenterTables
    let values: MarkupValues
    var line: LineBuilder
    var page: Page
    var frames: [Frame] = []
    /// Places in `frames` of open inline elements with categories or a span.
    var inlineFrames: [Int] = []
    var element: Int32 = -1
    var preDepth = 0
    var tableDepth = 0
    var images: Int32 = 0
    var links: Int32 = 0
    var blockSpanStart: Int32 = 0
    var breakBefore = false
    var emptyLineBefore = false
    /// Bits of `PageBlock.lineBreaks` for what stood since the last block.
    var between: UInt8 = 0
    /// Inline elements with categories that ended in this block: mask, size.
    var closedMasks: [(mask: UInt64, size: Int32)] = []

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

    mutating func closeSpan(_ frame: Frame) {
        let end = Int32(truncatingIfNeeded: line.text.count)
        guard frame.spanStart >= 0 else { return }
        let start = max(frame.spanStart, Int32(truncatingIfNeeded: line.start))
        guard end > start else { return }
        let kind: UInt8 = frame.role == .link ? 0 : frame.role == .emphasis ? 1 : 3
        page.spans.append(PageSpan(start: start, end: end, node: frame.node, kind: kind))
    }
}
