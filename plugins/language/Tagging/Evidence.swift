#if canImport(Glibc)
    import Glibc
#endif

/// What both detectors and the scripts say of one text, before the vote.
public struct Evidence {
    /// Letters by raw value of `ScriptGroup`.
    public var letters: [Int]
    /// The script group with most letters, weighed by what a letter says.
    public var script: ScriptGroup
    /// The languages of the script's model, empty without one.
    public var tags: [String]
    /// Their probabilities: the mean over stretches of the text by letters.
    public var probabilities: [Float]
    /// Number of features of the text that the model was asked for.
    public var features: Int
    /// Number of those that it knows.
    public var knownFeatures: Int
    /// Share of the text's tokens, by bytes, that are code.
    public var codeShare: Float
    /// Stretches of the text that the model is sure of.
    public var stretches: [Stretch]
    /// libcld2's answer.
    public var answer: CLD2Answer

    /// A stretch of the text in a language of its own, as the model sees it.
    public struct Stretch: Equatable {
        /// Bytes of the text.
        public var range: Range<Int>
        /// Letters in it.
        public var letters: Int
        /// Its most likely language with the model's probability.
        public var language: Tagged
    }
}

extension Evidence {
    /// Letters with an ideograph counted three times, a syllable twice, as
    /// they say so much more.
    var weighedLetters: Int { Self.weighed(letters) }

    static func weighed(_ letters: [Int]) -> Int {
        ScriptGroup.allCases.reduce(0) { sum, script in
            script == .none ? sum : sum + letters[Int(script.rawValue)] * script.letterWeight
        }
    }
}

/// Collects evidence. Keeps its buffers from text to text.
public struct EvidenceCollector {
    /// The first stretches of a text tell what it is; more only cost time.
    private static let mostStretches = 24
    /// Where libcld2 is sure of a text in one language, fewer are enough.
    private static let fewStretches = 3
    private static let wholeShare: Float = 0.97
    /// Softens the model's probabilities: its training text is of one kind.
    static let temperature: Float = 1.5

    private let model: NgramModel?
    private var cleaner = TextCleaner()
    private var features = Features()
    private var scores: [Float] = []

    /// Makes a collector; without a model libcld2 decides alone.
    public init(model: NgramModel?) {
        self.model = model
    }

    /// Looks at a text. Nil if there is no letter in it.
    public mutating func collect(
        _ text: UnsafeBufferPointer<UInt8>,
        hint: String
    ) -> Evidence? {
        cleaner.clean(text)
        return cleaner.output.withUnsafeBufferPointer { cleaned -> Evidence? in
            let letters = Features.letters(in: cleaned)
            guard let script = Self.mainScript(letters) else { return nil }
            var evidence = Evidence(
                letters: letters,

                script: script,
                tags: [],
                probabilities: [],
                features: 0,
                knownFeatures: 0,
                codeShare: codeShare,
                stretches: [],
                answer: CLD2.detect(cleaned, hint: hint)
            )
            if let model, let group = ScriptGroup.modelled.firstIndex(of: script) {
                weigh(cleaned, with: model, group: group, into: &evidence)
            }
            return evidence
        }
    }

    /// Asks the model for each stretch of the text.
    private mutating func weigh(
        _ text: UnsafeBufferPointer<UInt8>,
        with model: NgramModel,
        group: Int,
        into evidence: inout Evidence
    ) {
        evidence.tags = model.tags(of: group)
        evidence.probabilities = Array(repeating: 0, count: evidence.tags.count)
        var total: Float = 0
        let isPlain =
            evidence.answer.isReliable
            && evidence.answer.candidates.contains { $0.share >= Self.wholeShare }
        let limit = isPlain ? Self.fewStretches : Self.mostStretches
        for range in Segments.split(text, limit: limit) {
            features.extract(UnsafeBufferPointer(rebasing: text[range]))
            let letters = Float(features.letters[Int(evidence.script.rawValue)])
            guard letters > 0 else { continue }
            evidence.features += features.hashes[group].count
            evidence.knownFeatures += model.score(
                features.hashes[group],
                group: group,
                into: &scores
            )
            let best = addProbabilities(letters, to: &evidence.probabilities)
            evidence.stretches.append(
                Evidence.Stretch(
                    range: range,
                    letters: Int(letters),
                    language: Tagged(
                        tag: evidence.tags[best.index],
                        confidence: best.probability
                    )
                )
            )
            total += letters
        }
        for language in evidence.probabilities.indices where total > 0 {
            evidence.probabilities[language] /= total
        }
    }

    /// Adds the languages' probabilities and returns the largest of them.
    private mutating func addProbabilities(
        _ weight: Float,
        to sums: inout [Float]
    ) -> (index: Int, probability: Float) {
        var best = 0
        for language in scores.indices where scores[language] > scores[best] { best = language }
        let largest = scores[best]
        var sum: Float = 0
        for language in scores.indices {
            scores[language] = expf((scores[language] - largest) / Self.temperature)
            sum += scores[language]
        }
        for language in sums.indices { sums[language] += weight * scores[language] / sum }
        return (best, scores[best] / sum)
    }

    private var codeShare: Float {
        let all = cleaner.codeBytes + cleaner.keptBytes
        return all == 0 ? 0 : Float(cleaner.codeBytes) / Float(all)
    }

    private static func mainScript(_ letters: [Int]) -> ScriptGroup? {
        var best: ScriptGroup?
        var most = 0
        for script in ScriptGroup.allCases where script != .none {
            let amount = letters[Int(script.rawValue)] * script.letterWeight
            if amount > most {
                most = amount
                best = script
            }
        }
        return best
    }
}
