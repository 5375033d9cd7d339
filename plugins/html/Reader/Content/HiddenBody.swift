import WinnowHTML
import WinnowModel

/// The body of a page whose visible tree is a shell that a script fills in.
///
/// Two places can hold it: a `noscript`, which pages give to readers without
/// scripts, and the data that the script works on (the state of Next.js, Nuxt,
/// Apollo and the like, in scripts or in attributes). Neither is looked at
/// where the visible tree has running text of its own.
struct HiddenBody {
    /// HTML of the body.
    let html: [UInt8]
    /// It comes from data, where all is content, and not from `noscript`,
    /// which may have a menu.
    let isData: Bool

    /// Letters of running text from which on a visible tree is no shell.
    private static let mostVisible: Float = 500
    /// The least that is taken for a body.
    private static let least: Float = 300
    /// Letters of any kind from which on a visible tree is not empty.
    private static let mostLetters: Float = 100
    private static let maximumBytes = 8 << 20
    private static let maximumScripts = 512
    private static let shortestSource = 400

    /// Letters in the blocks of a page that read like running text.
    static func prose(_ page: borrowing Page) -> Float {
        var sum: Float = 0
        for index in page.blocks.indices { sum += PageContext.prose(page.blocks[index]) }
        return sum
    }

    /// Whether a visible tree may be a shell.
    static func isShell(_ visible: Float) -> Bool { visible < mostVisible }

    /// Whether a hidden body should stand for the visible tree.
    ///
    /// - Parameters:
    ///   - hidden: Running text of the hidden body.
    ///   - visible: Running text of the visible tree.
    ///   - size: All letters of the visible tree.
    func isBetter(_ hidden: Float, than visible: Float, size: Float) -> Bool {
        hidden > Self.least && hidden > 3 * visible && (!isData || hidden > 4 * size)
    }

    /// Whether the data of a page's scripts may hold its body.
    ///
    /// Lists and product pages carry texts in their data that nobody sees, so
    /// the page must call itself an article or show nothing at all.
    static func mayBeData(_ evidence: PageEvidence, size: Float) -> Bool {
        let products = 1 << LinkedKind.product.rawValue | 1 << LinkedKind.list.rawValue
        if evidence.openGraphType == 2 || evidence.linkedTypes & products != 0 { return false }
        let isArticle =
            evidence.openGraphType == 1
            || evidence.linkedTypes & 1 << LinkedKind.article.rawValue != 0
        return isArticle || size < mostLetters
    }

    /// What `noscript` elements hold, nil for little.
    static func inNoscript(_ tree: HTMLTree) -> HiddenBody? {
        var html: [UInt8] = []
        forEachElement(of: tree) { node, name in
            guard name == .noscript, html.count < maximumBytes else { return }
            appendText(of: node, in: tree, to: &html)
        }
        return html.count < shortestSource ? nil : HiddenBody(html: html, isData: false)
    }

    /// What the data of a page's scripts hold, nil for nothing like a body.
    static func inData(_ tree: HTMLTree) -> HiddenBody? {
        var strings = ScriptStrings()
        var scripts = 0
        var bytes = 0
        forEachElement(of: tree) { node, name in
            guard scripts < maximumScripts, bytes < maximumBytes else { return }
            if name == .script {
                var text: [UInt8] = []
                appendText(of: node, in: tree, to: &text)
                guard text.count >= shortestSource, !isLinkedData(node, tree) else { return }
                scripts += 1
                bytes += text.count
                strings.scan(text)
            } else {
                tree.forEachAttribute(of: node) { attribute in
                    tree.withBytes(of: attribute) { value in
                        guard value.count >= shortestSource, bytes < maximumBytes,
                            value[0] == UInt8(ascii: "{") || value[0] == UInt8(ascii: "[")
                        else { return }
                        bytes += value.count
                        strings.scan(Array(value))
                    }
                }
            }
        }
        return strings.body().map { HiddenBody(html: $0, isData: true) }
    }

    private static func isLinkedData(_ node: HTMLNodeID, _ tree: HTMLTree) -> Bool {
        tree.value(of: .type, of: node)?.lowercased().hasPrefix("application/ld+json") ?? false
    }

    private static func appendText(
        of node: HTMLNodeID,
        in tree: HTMLTree,
        to bytes: inout [UInt8]
    ) {
        for child in tree.children(of: node) where tree.isText(child) {
            tree.withText(of: child) { bytes.append(contentsOf: $0) }
        }
    }

    private static func forEachElement(
        of tree: HTMLTree,
        _ visit: (HTMLNodeID, HTMLName) -> Void
    ) {
        var node = tree.following(tree.document, within: tree.document)
        while let current = node {
            if let name = tree.name(of: current) { visit(current, name) }
            node = tree.following(current, within: tree.document)
        }
    }
}
