/// A language with the tagger's trust in it.
public struct Tagged: Equatable, Sendable {
    /// BCP 47 tag; `und` where the tagger cannot tell.
    public var tag: String
    /// 0 to 1.
    public var confidence: Float

    /// Names a language.
    public init(tag: String, confidence: Float) {
        self.tag = tag
        self.confidence = confidence
    }

    /// No language.
    public static let undetermined = Tagged(tag: "und", confidence: 0)
}

/// The languages of one text.
public struct Tagging: Equatable, Sendable {
    /// The language of the text.
    public var language: Tagged
    /// The next likely one.
    public var runnerUp: Tagged?
    /// Letters of the text, ideographs counted three times.
    public var letters: Int
    /// Stretches in another language, as bytes of the text.
    public var others: [(range: Range<Int>, language: Tagged)]

    /// Compares all parts.
    public static func == (left: Tagging, right: Tagging) -> Bool {
        left.language == right.language && left.runnerUp == right.runnerUp
            && left.letters == right.letters
            && left.others.elementsEqual(right.others, by: ==)
    }
}

/// Tags texts with their language.
public struct LanguageTagger {
    private var collector: EvidenceCollector
    private var check: LanguageCheck?
    private var words: NearWordsReader?

    /// Makes a tagger. Without a model libcld2 and the scripts decide alone;
    /// `words` helps the model where languages are near.
    public init(model: NgramModel? = nil, words: NearWords? = nil) {
        self.words = words.map { NearWordsReader($0) }
        collector = EvidenceCollector(model: model)
        check = model.map { LanguageCheck(model: $0) }
    }

    /// Tags one text. `hint` is the language that somebody claims for it.
    public mutating func tag(_ text: UnsafeBufferPointer<UInt8>, hint: String = "") -> Tagging {
        guard var evidence = collector.collect(text, hint: hint) else {
            return Tagging(language: .undetermined, runnerUp: nil, letters: 0, others: [])
        }
        if evidence.script == .latin, collector.mayBeCode, CodeCheck.isCode(text) {
            evidence.codeShare = 1
        }
        words?.refine(&evidence, text)
        let (language, runnerUp) = Vote(evidence: evidence).decide()
        return Tagging(
            language: language,
            runnerUp: runnerUp,
            letters: evidence.weighedLetters,
            others: others(in: evidence, than: language)
        )
    }

    /// Tags one text with the language that the texts around it have, if a few
    /// samples of it leave no doubt; nil if it has to be judged by itself. A
    /// text that is too short to speak against it is tagged without trust.
    public mutating func tag(
        _ text: UnsafeBufferPointer<UInt8>,
        expecting language: Tagged
    ) -> Tagging? {
        guard let letters = check?.letters(of: text, expecting: language.tag),
            check?.mayBeCode != true || !CodeCheck.isCode(text)
        else { return nil }
        var tagged = language
        if letters < LanguageCheck.tellingLetters { tagged.confidence = 0 }
        return Tagging(language: tagged, runnerUp: nil, letters: letters, others: [])
    }

    /// Letters that a stretch needs to be believed of another language.
    private static let fewestLetters = 40
    private static let surely: Float = 0.95

    /// Neighbouring stretches of one other language are joined.
    private func others(
        in evidence: Evidence,
        than language: Tagged
    ) -> [(range: Range<Int>, language: Tagged)] {
        guard language.tag != "und", evidence.stretches.count > 1 else { return [] }
        var others: [(range: Range<Int>, language: Tagged)] = []
        for stretch in evidence.stretches
        where stretch.letters >= Self.fewestLetters && stretch.language.confidence >= Self.surely
            && !areNear(stretch.language.tag, language.tag)
        {
            if let last = others.last, last.language.tag == stretch.language.tag,
                last.range.upperBound == stretch.range.lowerBound
            {
                others[others.count - 1].range = last.range.lowerBound..<stretch.range.upperBound
            } else {
                others.append((stretch.range, stretch.language))
            }
        }
        return others
    }
}
