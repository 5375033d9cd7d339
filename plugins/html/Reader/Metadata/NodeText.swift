import WinnowHTML

/// Short texts of elements, in parts as the markup divides them.
///
/// Pages put a name, a role and a date beside each other with no space between
/// their elements; as one text they would join.
struct NodeText {
    private static let longest = 400
    private static let mostNodes = 120

    /// The texts inside an element, white space collapsed; nil where there is
    /// more than a byline or a date can have.
    static func parts(of node: HTMLNodeID, in tree: HTMLTree) -> [String]? {
        var result: [String] = []
        var size = 0
        var steps = 0
        var current: HTMLNodeID? = node
        while let next = current {
            steps += 1
            if steps > mostNodes { return nil }
            if tree.isText(next) {
                if tree.withText(of: next, { $0.count }) > 4 * longest { return nil }
                let text = TextCleaner.collapsed(tree.text(of: next))
                size += text.utf8.count
                if size > longest { return nil }
                if !text.isEmpty { result.append(text) }
            } else if let name = tree.name(of: next),
                name == .script || name == .style || name == .svg || name == .noscript
                    || name == .button || name == .template
            {
                current = tree.followingSkippingChildren(next, within: node)
                continue
            }
            current = tree.following(next, within: node)
        }
        return result
    }

    /// The texts inside an element as one.
    static func joined(_ node: HTMLNodeID, in tree: HTMLTree) -> String? {
        parts(of: node, in: tree).map { $0.joined(separator: " ") }
    }
}
