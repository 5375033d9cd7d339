import CTrees

/// Decision trees of up to 32 leaves, asked for sixteen rows at a time.
///
/// Every leaf of a tree is a bit. A split whose condition is false takes the
/// leaves of its left subtree away; when all splits have been looked at, the
/// lowest bit that is left is the leaf that walking down would have reached.
/// Looking at all 23 splits of 24 leaves is cheaper than walking through six of
/// them, since no branch has to be guessed and one instruction serves several
/// rows. (C. Lucchese et al., "QuickScorer", SIGIR 2015.)
struct FlatTrees: Sendable {
    /// Rows that are looked at together.
    static let lanes = Int(WINNOW_TREES_LANES)

    private static let mostLeaves = 32

    private var splits: [winnow_tree_split] = []
    private var leaves: [Float] = []
    private var ends: [winnow_tree_end] = []
    private var firstLeaf = 0

    mutating func beginTree() { firstLeaf = leaves.count }

    /// Ends a tree; false if it has too many leaves.
    mutating func endTree() -> Bool {
        ends.append(
            winnow_tree_end(
                split: UInt32(truncatingIfNeeded: splits.count),
                leaf: UInt32(truncatingIfNeeded: leaves.count)
            )
        )
        return leaves.count - firstLeaf <= Self.mostLeaves
    }

    /// Ends the last tree. The answers are looked up in whole vectors, so room
    /// for them stands behind the last leaf.
    mutating func finish() {
        leaves += Array(repeating: 0, count: Self.mostLeaves)
    }

    mutating func addLeaf(_ value: Float) { leaves.append(value) }

    /// Adds an inner node, in front of its left subtree; returns its place.
    mutating func addSplit(feature: Int, limit: Float) -> Int {
        // Until the left subtree has ended: its first leaf.
        let first = UInt32(truncatingIfNeeded: leaves.count - firstLeaf)
        splits.append(
            winnow_tree_split(
                feature: UInt32(truncatingIfNeeded: feature),
                limit: limit,
                kept: first
            )
        )
        return splits.count - 1
    }

    /// Tells a split that the leaves since it was added are its left subtree.
    mutating func endLeftSubtree(of split: Int) {
        let first = splits[split].kept
        let end = UInt32(truncatingIfNeeded: leaves.count - firstLeaf)
        // Shifts beyond the width give 0, as is right for 32 leaves.
        let below = UInt32.max << first
        splits[split].kept = ~(below & ~(UInt32.max << end))
    }

    /// Adds all trees' values to the sum of each row; sixteen sums for each
    /// group of rows.
    func add(to sums: inout [Float], rows: borrowing FeatureTable) {
        precondition(sums.count == rows.groupCount * Self.lanes)
        winnow_trees_add(
            splits,
            leaves,
            ends,
            ends.count,
            rows.columns,
            FeatureTable.groupSize,
            rows.groupCount,
            &sums
        )
    }
}
