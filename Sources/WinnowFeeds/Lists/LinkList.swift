import WinnowHTML
import WinnowModel

/// Chooses the links of a page that lead to documents.
///
/// Rules are CSS selectors (`main h2 a`) or address patterns
/// (`https://example.org/news/**`, `/articles/*`). In a pattern `*` stands for
/// any text without a slash and `**` for any text at all; one that begins with
/// a slash is compared with path and query. A rule that begins with `!`
/// excludes. A link has to match one of the selectors, if there are any, and
/// one of the patterns, if there are any, and none that excludes; where no rule
/// chooses, every link to the page's own host counts.
public struct LinkList: Sendable {
    /// A link that a rule chose.
    public struct Link: Sendable, Equatable {
        /// The address, absolute and without fragment.
        public var url: String
        /// Text of the link.
        public var title: String?

        /// Creates a link.
        public init(url: String, title: String? = nil) {
            self.url = url
            self.title = title
        }
    }

    /// Links that are taken from one page.
    public static let linkLimit = 10_000

    private var selectors: [HTMLSelector] = []
    private var patterns: [AddressPattern] = []
    private var excludedSelectors: [HTMLSelector] = []
    private var excludedPatterns: [AddressPattern] = []

    /// Compiles rules.
    ///
    /// - Throws: where a rule is neither a selector nor a pattern.
    public init(_ rules: [String]) throws(HTMLError) {
        for rule in rules {
            let excludes = rule.hasPrefix("!")
            let text = String(
                decoding: trimmedUTF8(rule.utf8.dropFirst(excludes ? 1 : 0)),
                as: UTF8.self
            )
            if let pattern = AddressPattern(text) {
                if excludes { excludedPatterns.append(pattern) } else { patterns.append(pattern) }
            } else {
                let selector = try HTMLSelector(text)
                if excludes {
                    excludedSelectors.append(selector)
                } else {
                    selectors.append(selector)
                }
            }
        }
    }

    /// Links of a page in UTF-8, in its order, each address once.
    public func links(html: UnsafeBufferPointer<UInt8>, base: String?) -> [Link] {
        let tree = HTMLTree()
        HTMLParser.parse(html, into: tree)
        let page = PageLinks(tree, base: base)
        let host = base.flatMap { WebURL.parse($0)?.host }
        let chosen = nodes(selectors, tree)
        let excluded = nodes(excludedSelectors, tree)
        var links: [Link] = []
        var seen: Set<String> = []
        for node in tree.descendants(of: tree.document) where tree.isElement(node, named: .a) {
            guard links.count < LinkList.linkLimit else { break }
            guard let address = page.address(of: node), let url = WebURL.parse(address) else {
                continue
            }
            let link = url.withoutFragment
            guard takes(node, link, chosen: chosen, host: host, tree),
                !isExcluded(node, link, excluded, tree), seen.insert(link.href).inserted
            else { continue }
            links.append(Link(url: link.href, title: title(of: node, tree)))
        }
        return links
    }

    /// Links of a page in an array; see above.
    public func links(html: [UInt8], base: String?) -> [Link] {
        html.withUnsafeBufferPointer { links(html: $0, base: base) }
    }

    private func nodes(_ selectors: [HTMLSelector], _ tree: HTMLTree) -> Set<HTMLNodeID> {
        var nodes: Set<HTMLNodeID> = []
        for selector in selectors { nodes.formUnion(tree.all(selector, in: tree.document)) }
        return nodes
    }

    /// A selector may name the link itself or something around it.
    private func isInside(_ node: HTMLNodeID, _ nodes: Set<HTMLNodeID>, _ tree: HTMLTree) -> Bool {
        guard !nodes.isEmpty else { return false }
        if nodes.contains(node) { return true }
        return tree.ancestors(of: node).contains { nodes.contains($0) }
    }

    private func takes(
        _ node: HTMLNodeID,
        _ link: WebURL,
        chosen: Set<HTMLNodeID>,
        host: String?,
        _ tree: HTMLTree
    ) -> Bool {
        if selectors.isEmpty && patterns.isEmpty { return host == nil || link.host == host }
        let isSelected = selectors.isEmpty || isInside(node, chosen, tree)
        let isMatched = patterns.isEmpty || patterns.contains { $0.matches(link) }
        return isSelected && isMatched
    }

    private func isExcluded(
        _ node: HTMLNodeID,
        _ link: WebURL,
        _ excluded: Set<HTMLNodeID>,
        _ tree: HTMLTree
    ) -> Bool {
        excludedPatterns.contains { $0.matches(link) } || isInside(node, excluded, tree)
    }

    private func title(of node: HTMLNodeID, _ tree: HTMLTree) -> String? {
        var text = tree.textContent(of: node)
        return text.withUTF8 { bytes in
            var buffer = ByteBuffer(capacity: bytes.count + 1)
            PlainText.appendCollapsed(bytes, into: &buffer)
            return buffer.bytes.isEmpty ? nil : String(decoding: buffer.bytes, as: UTF8.self)
        }
    }
}

/// A pattern of addresses with `*` and `**`.
struct AddressPattern: Sendable {
    private enum Part: Sendable {
        case text([UInt8])
        /// Any text without a slash.
        case segment
        /// Any text.
        case anything
    }

    private var parts: [Part] = []
    private let isPath: Bool

    /// Reads a pattern; nil where the text is none.
    init?(_ text: String) {
        isPath = text.hasPrefix("/")
        guard isPath || text.hasPrefix("http://") || text.hasPrefix("https://") else { return nil }
        var literal: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        func flush(_ parts: inout [Part]) {
            if !literal.isEmpty { parts.append(.text(literal)) }
            literal = []
        }
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "*") else {
                literal.append(bytes[index])
                index += 1
                continue
            }
            flush(&parts)
            var stars = 0
            while index < bytes.count && bytes[index] == UInt8(ascii: "*") {
                stars += 1
                index += 1
            }
            parts.append(stars == 1 ? .segment : .anything)
        }
        flush(&parts)
    }

    /// Whether the whole address matches.
    func matches(_ url: WebURL) -> Bool {
        let text = Array((isPath ? url.pathAndQuery : url.href).utf8)
        // The set of positions that the parts so far can end at; so the time
        // is the product of both lengths whatever the pattern is.
        var reached = [Bool](repeating: false, count: text.count + 1)
        reached[0] = true
        for part in parts { reached = advance(reached, part, text) }
        return reached[text.count]
    }

    private func advance(_ reached: [Bool], _ part: Part, _ text: [UInt8]) -> [Bool] {
        var next = [Bool](repeating: false, count: reached.count)
        switch part {
        case .text(let literal):
            for start in 0..<reached.count where reached[start] {
                if text[start...].starts(with: literal) { next[start + literal.count] = true }
            }
        case .segment, .anything:
            var isOpen = false
            for position in 0..<reached.count {
                if reached[position] { isOpen = true }
                if isOpen { next[position] = true }
                if case .segment = part, position < text.count, text[position] == 0x2F {
                    isOpen = false
                }
            }
        }
        return next
    }
}
