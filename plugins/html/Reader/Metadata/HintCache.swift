import WinnowHTML

/// The hints of elements met before: candidates have their outer elements in
/// common.
final class HintCache {
    private struct Slot {
        var node: Int32 = -1
        var hints: MarkupHints = []
    }

    private static let size = 256

    private let tree: HTMLTree
    /// One slot for all nodes with the same last bits; a later one takes it.
    private let slots: UnsafeMutablePointer<Slot>

    init(_ tree: HTMLTree) {
        self.tree = tree
        slots = .allocate(capacity: Self.size)
        slots.initialize(repeating: Slot(), count: Self.size)
    }

    deinit { slots.deallocate() }

    /// What an element's class and id say.
    func hints(of node: HTMLNodeID) -> MarkupHints {
        let slot = slots + Int(node.rawValue & Int32(Self.size - 1))
        if slot.pointee.node != node.rawValue {
            slot.pointee = Slot(node: node.rawValue, hints: MarkupHints(of: node, in: tree))
        }
        return slot.pointee.hints
    }
}
