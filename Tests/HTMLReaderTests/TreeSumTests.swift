import CTrees
import Testing

@Suite("Sums of trees")
struct TreeSumTests {
    private static let lanes = Int(WINNOW_TREES_LANES)
    private static let features = 5
    private static let leaves = 4
    private static let trees = 9

    /// Trees of four leaves: a split, one for its left and one for its right.
    private let splits: [winnow_tree_split] = (0..<trees).flatMap { tree in
        [UInt32(0b1100), 0b1110, 0b1011].enumerated().map { place, kept in
            winnow_tree_split(
                feature: UInt32((tree + 2 * place) % features),
                limit: Float((tree * 7 + place * 5) % 11) - 5,
                kept: UInt32.max << 4 | kept
            )
        }
    }
    private let values: [Float] = (0..<trees * leaves + 31).map { Float($0 * $0 % 17) - 8 }
    private let ends: [winnow_tree_end] = (1...trees).map {
        winnow_tree_end(split: UInt32($0 * 3), leaf: UInt32($0 * leaves))
    }

    @Test("any number of groups gives each row what walking down gives", arguments: 1...9)
    func groups(count: Int) {
        let groupSize = Self.features * Self.lanes
        let columns = (0..<count * groupSize).map { Float($0 * 31 % 13) - 6 }
        var sums = [Float](repeating: 0.5, count: count * Self.lanes)
        winnow_trees_add(splits, values, ends, Self.trees, columns, groupSize, count, &sums)
        for row in sums.indices {
            let (group, lane) = row.quotientAndRemainder(dividingBy: Self.lanes)
            let expected = (0..<Self.trees).reduce(Float(0.5)) { sum, tree in
                let isRight = (0..<3).map { place in
                    let split = splits[tree * 3 + place]
                    let column = group * groupSize + Int(split.feature) * Self.lanes
                    return columns[column + lane] > split.limit
                }
                let leaf = isRight[0] ? (isRight[2] ? 3 : 2) : (isRight[1] ? 1 : 0)
                return sum + values[tree * Self.leaves + leaf]
            }
            #expect(sums[row] == expected)
        }
    }
}
