/// Finds the name that was probably meant.
enum Suggestion {
    /// The name in `names` that is nearest to `word`, nil if none is near: at
    /// most one edit in three characters. The first of equals is taken.
    static func nearest(to word: String, in names: some Sequence<String>) -> String? {
        let bare = Array(word.lowercased().unicodeScalars.prefix(64))
        var best: (name: String, distance: Int)?
        for name in names where name != word {
            let candidate = Array(name.lowercased().unicodeScalars.prefix(64))
            let limit = max(1, max(bare.count, candidate.count) / 3)
            let distance = editDistance(bare, candidate)
            if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// Counts insertions, deletions, replacements and swaps of neighbours
    /// (optimal string alignment) with three rows.
    static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var cost = min(
                    last[column + 1] + 1,
                    current[column] + 1,
                    last[column] + (isSame ? 0 : 1)
                )
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
