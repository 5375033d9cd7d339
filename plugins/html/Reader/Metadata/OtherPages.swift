import WinnowHTML

/// Tells which elements stand among comments or teasers of other pages, whose
/// authors and dates are not the page's.
final class OtherPages {
    /// Elements further out say nothing of a node.
    private static let mostSteps = 39

    private let tree: HTMLTree
    private let hints: HintCache
    /// What holds the headline too is the page, whatever its class says.
    private let headlineAncestors: [Int32]
    /// The answers for the elements around those asked for, one for all nodes
    /// with the same last bits.
    private var known = [(node: Int32, answer: Bool)](repeating: (-1, false), count: 64)

    init(_ tree: HTMLTree, hints: HintCache, headline: HTMLNodeID?) {
        self.tree = tree
        self.hints = hints
        headlineAncestors =
            headline.map { tree.ancestors(of: $0).prefix(200).map(\.rawValue) } ?? []
    }

    /// Whether a node stands there.
    func holds(_ node: HTMLNodeID) -> Bool {
        if headlineAncestors.contains(node.rawValue) { return false }
        if isNamedSo(node) { return true }
        guard let parent = tree.parent(of: node) else { return false }
        let slot = Int(parent.rawValue & 63)
        if known[slot].node == parent.rawValue { return known[slot].answer }
        var current: HTMLNodeID? = parent
        var answer = false
        var steps = 0
        while let next = current, !answer, steps < Self.mostSteps,
            !headlineAncestors.contains(next.rawValue)
        {
            answer = isNamedSo(next)
            current = tree.parent(of: next)
            steps += 1
        }
        known[slot] = (parent.rawValue, answer)
        return answer
    }

    private func isNamedSo(_ node: HTMLNodeID) -> Bool {
        hints.hints(of: node).contains(.others)
    }
}
