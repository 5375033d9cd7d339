extension HTMLTree {
    /// The node after `node` in document order, inside the subtree of `root`; nil at its end.
    @inlinable
    public func following(_ node: HTMLNodeID, within root: HTMLNodeID) -> HTMLNodeID? {
        let child = record(node).firstChild
        if child >= 0 { return HTMLNodeID(rawValue: child) }
        return followingSkippingChildren(node, within: root)
    }

    /// The node after `node` and its descendants in document order, inside the subtree of `root`.
    @inlinable
    public func followingSkippingChildren(_ node: HTMLNodeID, within root: HTMLNodeID)
        -> HTMLNodeID?
    {
        var current = node.rawValue
        while current >= 0, current != root.rawValue {
            let record = view.pointee.node(current)
            if record.next >= 0 { return HTMLNodeID(rawValue: record.next) }
            current = record.parent
        }
        return nil
    }

    /// The children of a node, first to last.
    @inlinable
    public func children(of node: HTMLNodeID) -> HTMLNodeSequence {
        HTMLNodeSequence(tree: self, first: firstChild(of: node), root: nil)
    }

    /// The descendants of a node in document order, without the node and without template content.
    @inlinable
    public func descendants(of node: HTMLNodeID) -> HTMLNodeSequence {
        HTMLNodeSequence(tree: self, first: firstChild(of: node), root: node)
    }

    /// The ancestors of a node, its parent first.
    public func ancestors(of node: HTMLNodeID) -> UnfoldSequence<HTMLNodeID, HTMLNodeID?> {
        sequence(state: parent(of: node)) { state in
            defer { state = state.flatMap(self.parent(of:)) }
            return state
        }
    }

    /// Whether `ancestor` is `node` or above it.
    public func isInside(_ node: HTMLNodeID, _ ancestor: HTMLNodeID) -> Bool {
        var current: HTMLNodeID? = node
        while let next = current {
            if next == ancestor { return true }
            current = parent(of: next)
        }
        return false
    }
}

/// Nodes of a tree in document order, made by ``HTMLTree/children(of:)`` and ``HTMLTree/descendants(of:)``.
@frozen
public struct HTMLNodeSequence: Sequence, IteratorProtocol {
    @usableFromInline let tree: HTMLTree
    @usableFromInline var upcoming: HTMLNodeID?
    @usableFromInline let root: HTMLNodeID?

    @inlinable
    init(tree: HTMLTree, first: HTMLNodeID?, root: HTMLNodeID?) {
        self.tree = tree
        self.upcoming = first
        self.root = root
    }

    /// The next node.
    @inlinable
    public mutating func next() -> HTMLNodeID? {
        guard let current = upcoming else { return nil }
        if let root {
            upcoming = tree.following(current, within: root)
        } else {
            upcoming = tree.nextSibling(of: current)
        }
        return current
    }
}
