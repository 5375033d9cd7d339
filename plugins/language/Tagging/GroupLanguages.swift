/// The languages of one group of the model, with what is looked up of them for
/// each text.
struct GroupLanguages {
    let tags: [String]
    /// For each language its log-odds before anything is read.
    let priors: [Float]
    /// For each expert of the group the places of its languages in `tags`, or
    /// -1.
    let places: [[Int]]
    /// For each language whether an expert knows it.
    let hasExpert: [Bool]

    /// Languages by libcld2's answer. It has a few hundred of them.
    private var named: [String: [Int]] = [:]

    init(tags: [String], experts: [NgramModel.Group]) {
        self.tags = tags
        priors = tags.map { NearLanguages.priors[$0] ?? 0 }
        places = experts.map { $0.tags.map { tags.firstIndex(of: $0) ?? -1 } }
        hasExpert = tags.map { tag in experts.contains { $0.tags.contains(tag) } }
    }

    /// The languages that an answer of libcld2 stands for: `sr` for `sr-Latn`.
    mutating func languages(namedBy answer: String) -> [Int] {
        if let known = named[answer] { return known }
        let found = tags.indices.filter { NearLanguages.names(answer, tags[$0]) }
        named[answer] = found
        return found
    }
}
