/// Decision trees of up to 32 leaves, asked for sixteen rows at a time.
///
/// Every leaf of a tree is a bit. A split whose condition is false takes the
/// leaves of its left subtree away; when all splits have been looked at, the
/// lowest bit that is left is the leaf that walking down would have reached.
/// Looking at all 23 splits of 24 leaves is cheaper than walking through six of
/// them, since no branch has to be guessed and one instruction serves several
/// rows. (C. Lucchese et al., "QuickScorer", SIGIR 2015.)
struct FlatTrees: Sendable {
    private struct Split {
        var feature: Int32
        var limit: Float
        /// The leaves that stay where the value is above the limit.
        var kept: UInt32
    }

    private static let mostLeaves = 32

    private let width: Int
    private var splits: [Split] = []
    private var leaves: [Float] = []
    /// For each tree where its splits and its leaves end.
    private var ends: [(split: Int32, leaf: Int32)] = []
    private var firstLeaf = 0

    init(width: Int) {
        self.width = width
    }

    mutating func beginTree() { firstLeaf = leaves.count }

    /// Ends a tree; false if it has too many leaves.
    mutating func endTree() -> Bool {
        ends.append(
            (Int32(truncatingIfNeeded: splits.count), Int32(truncatingIfNeeded: leaves.count))
        )
        return leaves.count - firstLeaf <= Self.mostLeaves
    }

    mutating func addLeaf(_ value: Float) { leaves.append(value) }

    /// Adds an inner node, in front of its left subtree; returns its place.
    mutating func addSplit(feature: Int, limit: Float) -> Int {
        // Until the left subtree has ended: its first leaf.
        let first = UInt32(truncatingIfNeeded: leaves.count - firstLeaf)
        splits.append(
            Split(feature: Int32(truncatingIfNeeded: feature), limit: limit, kept: first)
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

    /// Rows that are looked at together.
    private static let lanes = 16

    /// Adds all trees' values to the sum of each row.
    func add(to sums: inout [Float], rows: UnsafePointer<Float>, stride: Int) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width * Self.lanes) { columns in
            columns.initialize(repeating: 0)
            guard let column = columns.baseAddress else { return }
            for start in Swift.stride(from: 0, to: sums.count, by: Self.lanes) {
                let filled = min(Self.lanes, sums.count - start)
                for lane in 0..<filled {
                    let row = rows + (start + lane) &* stride
                    for feature in 0..<width {
                        column[feature &* Self.lanes &+ lane] = row[feature]
                    }
                }
                addAnswers(column, to: &sums, at: start..<start + filled)
            }
        }
    }

    private func addAnswers(
        _ columns: UnsafePointer<Float>,
        to sums: inout [Float],
        at places: Range<Int>
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.lanes) { left in
            splits.withUnsafeBufferPointer { splits in
                leaves.withUnsafeBufferPointer { leaves in
                    guard let left = left.baseAddress else { return }
                    var place = 0
                    var firstLeaf = 0
                    for end in ends {
                        for lane in 0..<Self.lanes { left[lane] = .max }
                        while place < Int(end.split) {
                            let split = splits[place]
                            let values = columns + Int(split.feature) &* Self.lanes
                            for lane in 0..<Self.lanes {
                                let holds: UInt32 = values[lane] <= split.limit ? .max : 0
                                left[lane] &= holds | split.kept
                            }
                            place &+= 1
                        }
                        for lane in 0..<places.count {
                            let leaf = firstLeaf &+ left[lane].trailingZeroBitCount
                            sums[places.lowerBound &+ lane] += leaves[leaf]
                        }
                        firstLeaf = Int(end.leaf)
                    }
                }
            }
        }
    }
}
