#if canImport(Glibc)
    import Glibc
#endif

/// Asks whether a text is in a language that is expected of it, at a fraction
/// of what it costs to find out which one it is in: the model alone is asked,
/// for a few samples from all of the text.
struct LanguageCheck {
    /// Bytes of a sample, about a line.
    private static let sampleSize = 72
    /// Where the samples begin, as quarters of the text. The first stands in
    /// the middle, since texts begin with names.
    private static let places = [2, 0, 4, 1, 3]
    /// Texts shorter than these need one sample, or two; all others three.
    private static let sizes = [480, 1920]
    /// Fewer letters than these tell nothing against an expected language that
    /// has their script.
    static let tellingLetters = 24
    /// The share of letters in the language's script.
    private static let leastShare = 0.9
    /// The model's least probability for all samples together. The language is
    /// expected at odds of some 20 to 1, which makes 0.3 to 0.9.
    private static let leastProbability: Float = 0.3
    /// With less another sample is taken.
    private static let enoughProbability: Float = 0.9
    /// A sample with less contradicts the others.
    private static let leastOfSample: Float = 0.002
    private static let mostCode = 0.1

    /// Half of the n-grams stand for all.
    private static let sharpness = 2 / EvidenceCollector.temperature

    private let model: NgramModel
    private var cleaner = TextCleaner()
    private var features = Features()
    private var scores: [Float] = []
    /// Sums of the scores over the samples.
    private var sums: [Float] = []
    /// Where the language that was last expected stands in the model.
    private var place: (tag: String, group: Int, language: Int)?

    init(model: NgramModel) {
        self.model = model
    }

    /// The letters of a text in the language, or of one with next to none,
    /// ideographs counted three times; nil if the text may be in another
    /// language, in part or as a whole.
    mutating func letters(
        of text: UnsafeBufferPointer<UInt8>,
        expecting tag: String
    ) -> Int? {
        guard let place = place(of: tag) else { return nil }
        cleaner.clean(text)
        let isCode = Double(cleaner.codeBytes) > Self.mostCode * Double(cleaner.keptBytes)
        let script = ScriptGroup.modelled[place.group]
        return cleaner.output.withUnsafeBufferPointer { cleaned -> Int? in
            let counts = cleaner.letters
            let letters = Evidence.weighed(counts)
            let own = counts[Int(script.rawValue)] * script.letterWeight
            guard !isCode, letters > 0,
                Double(own) >= Self.leastShare * Double(letters)
            else {
                return nil
            }
            if letters < Self.tellingLetters { return letters }
            return isLikely(cleaned, place.language, group: place.group) ? letters : nil
        }
    }

    /// Whether the last text may be code.
    var mayBeCode: Bool { cleaner.mayBeCode }

    private mutating func place(of tag: String) -> (group: Int, language: Int)? {
        if let place, place.tag == tag { return (place.group, place.language) }
        for group in ScriptGroup.modelled.indices {
            if let language = model.tags(of: group).firstIndex(of: tag) {
                place = (tag, group, language)
                return (group, language)
            }
        }
        return nil
    }

    /// A sample at so many quarters of a text, from one space to another where
    /// there are spaces.
    private static func sample(
        of text: UnsafeBufferPointer<UInt8>,
        at quarters: Int
    ) -> UnsafeBufferPointer<UInt8> {
        let rest = max(0, text.count - sampleSize)
        let start = wordBoundary(text, rest * quarters / 4)
        let end = max(start, wordBoundary(text, start + sampleSize))
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }

    private mutating func isLikely(
        _ text: UnsafeBufferPointer<UInt8>,
        _ language: Int,
        group: Int
    ) -> Bool {
        sums.removeAll(keepingCapacity: true)
        let least = 1 + Self.sizes.count { text.count >= $0 }
        let most = max(least, min(Self.places.count, text.count / Self.sampleSize))
        var probability: Float = 0
        for (number, quarters) in Self.places.prefix(most).enumerated() {
            features.extract(
                Self.sample(of: text, at: quarters),
                of: ScriptGroup.modelled[group],
                share: 1
            )
            _ = features.withHashes { model.score($0, group: group, into: &scores) }
            probability = Self.probability(of: language, scores)
            guard probability >= Self.leastOfSample else { return false }
            if sums.isEmpty {
                sums += scores
            } else {
                for index in sums.indices { sums[index] += scores[index] }
                probability = Self.probability(of: language, sums)
            }
            if number + 1 >= least, probability >= Self.enoughProbability { return true }
        }
        return probability >= Self.leastProbability
    }

    private static func probability(of language: Int, _ scores: [Float]) -> Float {
        guard scores.indices.contains(language) else { return 0 }
        var sum: Float = 0
        for score in scores {
            let logOdds = (score - scores[language]) * sharpness
            // Most languages are far from being the text's.
            if logOdds > EvidenceCollector.negligible { sum += expf(logOdds) }
        }
        return 1 / sum
    }
}
