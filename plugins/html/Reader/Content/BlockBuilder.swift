import WinnowHTML
import WinnowModel

/// Turns segmented blocks into blocks of the document.
struct BlockBuilder: ~Copyable {
    private let tree: HTMLTree
    private let base: WebURL?
    private var matcher = MarkupWordReader()
    private(set) var blocks: [Block]

    /// - Parameter blocks: What stands before the blocks to come.
    init(tree: HTMLTree, base: WebURL?, after blocks: [Block] = []) {
        self.tree = tree
        self.base = base
        self.blocks = blocks
    }

    /// Adds a block of the page, kept or dropped by a rule.
    mutating func add(_ block: PageBlock, of page: borrowing Page, dropped rule: String?) {
        let element = page.elements[Int(block.element)]
        let node = HTMLNodeID(rawValue: element.node)
        var result = Block(
            id: UInt32(truncatingIfNeeded: blocks.count + 1),
            kind: Block.Kind(rawValue: block.kind) ?? .paragraph,
            level: block.level,
            listStyle: Block.ListStyle(rawValue: block.listStyle) ?? .none,
            text: page.string(of: block)
        )
        if result.kind == .code { result.text = Self.withoutMargins(result.text) }
        if rule == nil { result.spans = spans(of: block, in: page) }
        result.hints = Block.Hints(
            tag: tree.name(of: node).map(tree.string) ?? "",
            markupWords: matcher.words(of: element, in: page, tree: tree),
            linkDensity: Float(block.linkSize) / Float(max(1, block.counts.size)),
            position: Float(block.textStart) / Float(max(1, page.text.count))
        )
        result.dropped = rule.map { Block.Drop(module: "html", rule: $0) }
        blocks.append(result)
    }

    /// Adds a line to the last block.
    mutating func addLine(_ block: PageBlock, of page: borrowing Page) {
        guard let last = blocks.indices.last else { return }
        let shift = UInt32(truncatingIfNeeded: blocks[last].text.utf8.count + 1)
        blocks[last].text += "\n" + page.string(of: block)
        for var span in spans(of: block, in: page) {
            span.start += shift
            span.end += shift
            blocks[last].spans.append(span)
        }
    }

    /// Adds a paragraph that stands in the page's data, not in its tree.
    mutating func addParagraph(_ text: String) {
        blocks.append(
            Block(
                id: UInt32(truncatingIfNeeded: blocks.count + 1),
                kind: .paragraph,
                text: text,
                hints: Block.Hints(tag: "script")
            )
        )
    }

    consuming func take() -> [Block] { blocks }

    /// Code keeps its lines, without empty ones around it.
    private static func withoutMargins(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isBlank = { (line: Substring) in line.utf8.allSatisfy { $0 <= 0x20 } }
        guard let first = lines.firstIndex(where: { !isBlank($0) }),
            let last = lines.lastIndex(where: { !isBlank($0) })
        else { return text }
        return lines[first...last].joined(separator: "\n")
    }

    private func spans(of block: PageBlock, in page: borrowing Page) -> [Block.Span] {
        var result: [Block.Span] = []
        for index in Int(block.spanStart)..<Int(block.spanEnd) {
            let span = page.spans[index]
            var start = max(0, span.start - block.textStart)
            // The space before an element's first word is written with it.
            if start < block.textEnd - block.textStart,
                page.text.base[Int(block.textStart + start)] == 0x20
            {
                start += 1
            }
            let end = min(span.end, block.textEnd) - block.textStart
            guard end > start, block.kind != Block.Kind.code.rawValue else { continue }
            var kind = Block.Span.Kind.emphasis
            var value = span.kind == 3 ? "strong" : ""
            if span.kind == 0 {
                guard let target = target(of: HTMLNodeID(rawValue: span.node)) else { continue }
                kind = .link
                value = target
            }
            result.append(
                Block.Span(start: UInt32(start), end: UInt32(end), kind: kind, value: value)
            )
        }
        result.sort { ($0.start, $1.end) < ($1.start, $0.end) }
        return result
    }

    /// The absolute target of a link, if it leads anywhere.
    private func target(of node: HTMLNodeID) -> String? {
        guard let reference = tree.value(of: .href, of: node),
            let first = reference.utf8.first, first != UInt8(ascii: "#")
        else { return nil }
        let url = base.map { $0.resolve(reference) } ?? WebURL.parse(reference)
        guard let url, url.isHTTP || url.scheme == "mailto" else { return nil }
        return url.href
    }
}

/// Collects the words of class and id values for the hints of a block.
struct MarkupWordReader {
    private static let longest = 160
    private static let levels = 3

    /// The words of the last element without a class and an id, and its parent:
    /// the paragraphs of a text share them.
    private var last: (words: String, parent: Int32)?
    private var bytes: [UInt8] = []

    /// Words of an element and its two nearest ancestors, lower case.
    mutating func words(of element: PageElement, in page: borrowing Page, tree: HTMLTree) -> String
    {
        let node = HTMLNodeID(rawValue: element.node)
        let isBare = !tree.hasAttribute(.class, of: node) && !tree.hasAttribute(.id, of: node)
        if isBare, let last, last.parent == element.parent { return last.words }
        let words = read(element, page, tree)
        if isBare { last = (words, element.parent) }
        return words
    }

    private mutating func read(
        _ element: PageElement,
        _ page: borrowing Page,
        _ tree: HTMLTree
    ) -> String {
        bytes.removeAll(keepingCapacity: true)
        var current = element
        for _ in 0..<Self.levels {
            let node = HTMLNodeID(rawValue: current.node)
            for name in [HTMLName.class, .id] {
                if let attribute = tree.attribute(name, of: node) {
                    tree.withBytes(of: attribute) { append($0) }
                }
            }
            guard current.parent > 0 else { break }
            current = page.elements[Int(current.parent)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func append(_ value: UnsafeBufferPointer<UInt8>) {
        var needsSpace = !bytes.isEmpty
        var wasLower = false
        for byte in value {
            guard bytes.count < Self.longest else { return }
            let folded = byte | 0x20
            let isLetter = folded >= 0x61 && folded <= 0x7A && byte >= 0x41
            if !isLetter {
                needsSpace = needsSpace || !bytes.isEmpty
                wasLower = false
                continue
            }
            let isUpper = byte < 0x60
            if needsSpace || (isUpper && wasLower) { bytes.append(0x20) }
            needsSpace = false
            bytes.append(folded)
            wasLower = !isUpper
        }
    }
}
