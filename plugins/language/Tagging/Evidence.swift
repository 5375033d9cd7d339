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
    /// For each of them the log-odds before anything is read.
    var priors: [Float]
    /// Those that libcld2's answer stands for.
    var named: [Int] = []
    /// Their probabilities: the mean over the stretches in the text's own
    /// language by letters.
    public var probabilities: [Float]
    /// Number of features of the text that the model was asked for.
    public var features: Int
    /// Number of those that it knows.
    public var knownFeatures: Int
    /// Share of the text's tokens, by bytes, that are code.
    public var codeShare: Float
    /// The stretches of the text that the model was asked for, in order.
    public var stretches: [Stretch]
    /// libcld2's answer, without the stretches that are foreign.
    public var answer: CLD2Answer

    /// A stretch of the text in a language of its own, as the model sees it.
    public struct Stretch: Equatable {
        /// Bytes of the text.
        public var range: Range<Int>
        /// Letters in it.
        public var letters: Int
        /// Its most likely language with the model's probability.
        public var language: Tagged
        /// Whether it is in another language than most of the text.
        public var isForeign = false
    }
}

extension Evidence {
    /// Letters with an ideograph counted three times, a syllable twice, as
    /// they say so much more.
    var weighedLetters: Int { Self.weighed(letters) }

    /// The language that the script leaves no other for. So much kana makes a
    /// text with ideographs Japanese.
    var languageOfScript: String? {
        let kana = letters[Int(ScriptGroup.kana.rawValue)]
        if script == .han, kana * 10 > letters[Int(ScriptGroup.han.rawValue)] { return "ja" }
        return script.soleLanguage
    }

    static func weighed(_ letters: [Int]) -> Int {
        ScriptGroup.allCases.reduce(0) { sum, script in
            script == .none ? sum : sum + letters[Int(script.rawValue)] * script.letterWeight
        }
    }
}

/// Collects evidence. Keeps its buffers from text to text.
public struct EvidenceCollector {
    /// Where libcld2 is sure of a text in one language, a few stretches of it
    /// are enough, if the model agrees; else more; all only where they differ.
    private static let leastStretches = 2
    private static let fewStretches = 3
    private static let someStretches = 24
    private static let mostStretches = 400
    /// Where there are more of them, half of each one's n-grams are enough,
    /// unless there are near languages.
    private static let manyStretches = 6
    /// Softens the model's probabilities: its training text is of one kind.
    static let temperature: Float = 1.5
    private static let expertTemperature: Float = 1.2
    /// Log-odds that make next to nothing of a probability.
    static let negligible: Float = -20
    /// Near languages with less together are not worth an expert's time.
    private static let leastForExpert: Float = 0.05

    private let model: NgramModel?
    private var cleaner = TextCleaner()
    var features = Features()
    var scores: [Float] = []
    private var opinion: [Float] = []
    /// By group of the model.
    var mixtures: [Mixture]
    /// Parts of a text for libcld2.
    var rest: [UInt8] = []
    /// By group of the model.
    var languages: [GroupLanguages]
    /// The stretches of a text.
    var ranges: [Range<Int>] = []

    /// Makes a collector; without a model libcld2 decides alone.
    public init(model: NgramModel?) {
        self.model = model
        languages = ScriptGroup.modelled.indices.map {
            GroupLanguages(tags: model?.tags(of: $0) ?? [], experts: model?.experts[$0] ?? [])
        }
        mixtures = languages.map { Mixture(tags: $0.tags) }
    }

    /// Looks at a text. Nil if there is no letter in it.
    public mutating func collect(
        _ text: UnsafeBufferPointer<UInt8>,
        hint: String
    ) -> Evidence? {
        cleaner.clean(text)
        return cleaner.output.withUnsafeBufferPointer { cleaned -> Evidence? in
            let letters = cleaner.letters
            guard let script = Self.mainScript(letters) else { return nil }
            var evidence = Evidence(
                letters: letters,
                script: script,
                tags: [],
                priors: [],
                probabilities: [],
                features: 0,
                knownFeatures: 0,
                codeShare: codeShare,
                stretches: [],
                answer: .none
            )
            if let language = evidence.languageOfScript {
                evidence.answer = .certain(language, bytes: cleaned.count)
                return evidence
            }
            guard let model, let group = ScriptGroup.modelled.firstIndex(of: script) else {
                evidence.answer = answer(for: cleaned, hint: hint)
                return evidence
            }
            evidence.tags = languages[group].tags
            evidence.priors = languages[group].priors
            Segments.split(cleaned, into: &ranges)
            switch survey(cleaned, hint: hint, with: model, group: group, into: &evidence) {
            case .settled: return evidence
            case .unclear:
                evidence.answer = CLD2.detect(cleaned, hint: hint)
                evidence.named = languages[group].languages(namedBy: evidence.answer.tag)
                let isPlain = evidence.answer.isPlain
                weigh(cleaned, isPlain: isPlain, with: model, group: group, into: &evidence)
                guard evidence.stretches.contains(where: \.isForeign) else { return evidence }
            case .mixed:
                weigh(cleaned, isPlain: false, with: model, group: group, into: &evidence)
            }
            evidence.answer = answerOfRest(cleaned, evidence.stretches, hint: hint)
            evidence.named = languages[group].languages(namedBy: evidence.answer.tag)
            return evidence
        }
    }

    /// Asks the model for stretches of the text: as many as it takes.
    private mutating func weigh(
        _ text: UnsafeBufferPointer<UInt8>,
        isPlain: Bool,
        with model: NgramModel,
        group: Int,
        into evidence: inout Evidence
    ) {
        var limits = [Self.someStretches, Self.mostStretches]
        let few =
            NearLanguages.isConfused(evidence.answer.tag) ? Self.fewStretches : Self.leastStretches
        if isPlain { limits.insert(few, at: 0) }
        let isNear = evidence.named.first.map { languages[group].hasExpert[$0] } ?? false
        let share: UInt32 = ranges.count > Self.manyStretches && !isNear ? 1 : 0
        for limit in limits {
            mixtures[group].reset()
            evidence.stretches.removeAll(keepingCapacity: true)
            (evidence.features, evidence.knownFeatures) = (0, 0)
            for range in Self.spread(ranges, limit) {
                weigh(text, range, with: model, group: group, share: share, into: &evidence)
            }
            mixtures[group].markForeign(&evidence.stretches)
            if ranges.count <= limit { break }
            if limit == few {
                if mixtures[group].agrees(with: evidence.named.first) { break }
            } else if !evidence.stretches.contains(where: \.isForeign) {
                break
            }
        }
        evidence.probabilities = mixtures[group].probabilities(of: evidence.stretches)
    }

    /// At most `limit` of the ranges, evenly from all of the text.
    static func spread(_ ranges: [Range<Int>], _ limit: Int) -> [Range<Int>] {
        guard ranges.count > limit else { return ranges }
        return (0..<limit).map { ranges[$0 * ranges.count / limit] }
    }

    /// Asks the model for one stretch, or for a share of its n-grams.
    mutating func weigh(
        _ text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        with model: NgramModel,
        group: Int,
        share: UInt32 = 0,
        into evidence: inout Evidence
    ) {
        let stretch = UnsafeBufferPointer(rebasing: text[range])
        features.extract(stretch, of: evidence.script, share: share)
        let letters = features.letters
        guard letters > 0 else { return }
        evidence.features += features.number
        evidence.knownFeatures += features.withHashes {
            model.score($0, group: group, into: &scores)
        }
        // Half of the n-grams stand for all.
        let sharpness = Float(1 << share)
        var best = Self.makeProbabilities(&scores, temperature: Self.temperature / sharpness)
        for (expert, places) in zip(model.experts[group], languages[group].places)
        where consult(expert, places, sharpness) {
            best = scores.indices.max { scores[$0] < scores[$1] } ?? best
        }
        mixtures[group].add(scores)
        evidence.stretches.append(
            Evidence.Stretch(
                range: range,
                letters: letters,
                language: Tagged(tag: evidence.tags[best], confidence: scores[best])
            )
        )
    }

    /// Divides what near languages have together anew among them, as an expert
    /// sees it, where that is worth asking.
    private mutating func consult(
        _ expert: NgramModel.Group,
        _ places: [Int],
        _ sharpness: Float
    ) -> Bool {
        var sum: Float = 0
        for place in places where place >= 0 { sum += scores[place] }
        guard sum > Self.leastForExpert else { return false }
        _ = features.withHashes { expert.score($0, into: &opinion) }
        _ = Self.makeProbabilities(
            &opinion,
            temperature: Self.expertTemperature / sharpness
        )
        for (place, share) in zip(places, opinion) where place >= 0 { scores[place] = sum * share }
        return true
    }

    /// Turns log-odds into probabilities. Returns the place of the largest.
    static func makeProbabilities(_ scores: inout [Float], temperature: Float) -> Int {
        var best = 0
        for language in scores.indices where scores[language] > scores[best] { best = language }
        let largest = scores[best]
        var sum: Float = 0
        for language in scores.indices {
            let logOdds = (scores[language] - largest) / temperature
            // Most languages are far from being the text's.
            scores[language] = logOdds < negligible ? 0 : expf(logOdds)
            sum += scores[language]
        }
        for language in scores.indices { scores[language] /= sum }
        return best
    }

    /// libcld2's answer for the text without its foreign stretches: it gives a
    /// text with an English quotation of a third of its length to English.
    private mutating func answerOfRest(
        _ text: UnsafeBufferPointer<UInt8>,
        _ stretches: [Evidence.Stretch],
        hint: String
    ) -> CLD2Answer {
        rest.removeAll(keepingCapacity: true)
        rest.append(contentsOf: text)
        for stretch in stretches where stretch.isForeign {
            for position in stretch.range { rest[position] = 0x20 }
        }
        return rest.withUnsafeBufferPointer { CLD2.detect($0, hint: hint) }
    }

    /// Whether the last text may be code as a whole.
    var mayBeCode: Bool { cleaner.mayBeCode }

    private var codeShare: Float {
        let all = cleaner.codeBytes + cleaner.keptBytes
        return all == 0 ? 0 : Float(cleaner.codeBytes) / Float(all)
    }

    private static func mainScript(_ letters: [Int]) -> ScriptGroup? {
        var best: ScriptGroup?
        var most = 0
        for script in ScriptGroup.allCases where script != .none {
            let amount = letters[Int(script.rawValue)] * script.mainScriptWeight
            if amount > most {
                most = amount
                best = script
            }
        }
        return best
    }
}
