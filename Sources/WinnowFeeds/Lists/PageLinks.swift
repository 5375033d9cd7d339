import WinnowHTML
import WinnowModel

/// Links of a parsed page, made absolute against its own base.
struct PageLinks {
    let tree: HTMLTree
    private let base: WebURL?

    init(_ tree: HTMLTree, base: String?) {
        self.tree = tree
        let document = base.flatMap { WebURL.parse($0) }
        var declared: WebURL?
        for node in tree.descendants(of: tree.document) where tree.isElement(node, named: .base) {
            // The first base with an address counts.
            guard let address = tree.value(of: .href, of: node) else { continue }
            declared = WebURL.parse(address, base: document)
            break
        }
        self.base = declared ?? document
    }

    /// Address that an element's `href` leads to; nil where it has none, or
    /// one that is no page.
    func address(of node: HTMLNodeID) -> String? {
        guard let reference = tree.value(of: .href, of: node) else { return nil }
        let text = String(decoding: trimmedUTF8(reference.utf8), as: UTF8.self)
        guard !text.isEmpty, text.utf8.first != UInt8(ascii: "#") else { return nil }
        guard let url = WebURL.parse(text, base: base), url.isHTTP else { return nil }
        return url.href
    }
}
