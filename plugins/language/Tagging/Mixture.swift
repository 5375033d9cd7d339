#if canImport(Glibc)
    import Glibc
#endif

/// The languages of a text's stretches: which of them most of the text is in,
/// and which stretches are in others.
struct Mixture {
    /// Below this probability of the text's language, and above that of another
    /// one, a stretch is foreign.
    private static let leastOwn: Float = 0.05
    private static let leastOther: Float = 0.8
    private static let fewestLetters = 15
    /// No probability of a stretch counts as less.
    private static let smallest: Float = 5e-4
    private static let logOfSmallest = logf(smallest)
    private static let negligible: Float = 1e-6
    /// How the evidence of further stretches adds up: 0 not at all, 1 wholly.
    private static let accumulation: Float = 0.4

    /// For each language the number of its family.
    private let families: [Int]
    private let tags: [String]
    /// For each stretch the languages' probabilities, behind each other.
    private var rows: [Float] = []

    /// Makes one for the languages of a model's group.
    init(tags: [String]) {
        self.tags = tags
        families = tags.indices.map { language in
            tags.firstIndex { areNear($0, tags[language]) } ?? language
        }
    }

    /// Begins a text.
    mutating func reset() {
        rows.removeAll(keepingCapacity: true)
    }

    /// Adds a stretch.
    mutating func add(_ probabilities: [Float]) {
        rows.append(contentsOf: probabilities)
    }

    /// Marks the stretches that are in another language than most letters.
    /// Near languages count as one here, as the model mistakes sentences of
    /// one for the other.
    func markForeign(_ stretches: inout [Evidence.Stretch]) {
        guard stretches.count > 1 else { return }
        let own = ownFamily(stretches)
        for index in stretches.indices {
            let row = rows[index * tags.count..<(index + 1) * tags.count]
            let share = zip(row, families).reduce(0) { $1.1 == own ? $0 + $1.0 : $0 }
            stretches[index].isForeign =
                share < Self.leastOwn && stretches[index].language.confidence >= Self.leastOther
                && stretches[index].letters >= Self.fewestLetters
        }
    }

    /// The family that most letters are in.
    private func ownFamily(_ stretches: [Evidence.Stretch]) -> Int {
        var masses = [Float](repeating: 0, count: tags.count)
        for (family, sum) in zip(families, sums(of: stretches) { _ in true }) {
            masses[family] += sum
        }
        return masses.indices.max { masses[$0] < masses[$1] } ?? 0
    }

    /// By how much the best score is above those of a language and the ones
    /// near it.
    func lead(_ scores: [Float], over own: Int) -> Float {
        var (best, near) = (-Float.infinity, -Float.infinity)
        let family = families[own]
        for (score, other) in zip(scores, families) {
            best = max(best, score)
            if other == family { near = max(near, score) }
        }
        return best - near
    }

    /// Whether a stretch with these probabilities is foreign to a text in
    /// language `own`.
    func isForeign(_ probabilities: [Float], letters: Int, to own: Int) -> Bool {
        guard letters >= Self.fewestLetters, let best = probabilities.max(),
            best >= Self.leastOther
        else { return false }
        let share = zip(probabilities, families).reduce(0) {
            $1.1 == families[own] ? $0 + $1.0 : $0
        }
        return share < Self.leastOwn
    }

    private func sums(
        of stretches: [Evidence.Stretch],
        where isCounted: (Evidence.Stretch) -> Bool
    ) -> [Float] {
        var sums = [Float](repeating: 0, count: tags.count)
        for (index, stretch) in stretches.enumerated() where isCounted(stretch) {
            let weight = Float(stretch.letters)
            for language in tags.indices {
                sums[language] += weight * rows[index * tags.count + language]
            }
        }
        return sums
    }

    /// What the stretches that are not foreign say together. Neighbouring
    /// sentences are about the same things, so n of them do not
    /// count n times, but n to the power of `accumulation`.
    func probabilities(of stretches: [Evidence.Stretch]) -> [Float] {
        var sums = [Float](repeating: 0, count: tags.count)
        var total: Float = 0
        var count: Float = 0
        for (index, stretch) in stretches.enumerated() where !stretch.isForeign {
            let weight = Float(stretch.letters)
            total += weight
            count += 1
            for language in tags.indices {
                let probability = rows[index * tags.count + language]
                sums[language] +=
                    weight
                    * (probability < Self.negligible
                        ? Self.logOfSmallest : logf(probability + Self.smallest))
            }
        }
        guard total > 0 else { return sums }
        let scale = powf(count, Self.accumulation) / total
        let largest = sums.max() ?? 0
        var norm: Float = 0
        for language in tags.indices {
            sums[language] = expf((sums[language] - largest) * scale)
            norm += sums[language]
        }
        return sums.map { $0 / norm }
    }

    /// Whether all stretches can be in that language; true without one.
    func agrees(with language: Int?) -> Bool {
        guard let language else { return true }
        return stride(from: language, to: rows.count, by: tags.count).allSatisfy {
            rows[$0] >= Self.leastOwn
        }
    }
}

/// Whether two languages are so near that a sentence of one in a text of the
/// other is more likely a mistake.
public func areNear(_ first: String, _ second: String) -> Bool {
    first == second || nearLanguages.contains { $0.contains(first) && $0.contains(second) }
}

/// Languages that the model mistakes for each other, sentence by sentence.
private let nearLanguages: [Set<String>] = [
    ["bs", "hr", "sr", "sr-Latn", "sr-Cyrl", "cnr", "sl"], ["id", "ms"],
    ["nb", "nn", "da", "sv"], ["zu", "xh", "ss"], ["tn", "st", "nso"], ["cs", "sk"],
    ["es", "pt", "gl", "ca", "ast", "oc"], ["bg", "mk", "sr-Cyrl", "sr"], ["be", "ru", "uk"],
    ["zh-Hans", "zh-Hant"], ["hi", "mr", "ne", "mai"],
]
