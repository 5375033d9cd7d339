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

/// Tags texts with their language.
public struct LanguageTagger {
    private var cleaner = TextCleaner()

    /// Makes a tagger.
    public init() {}

    /// Tags one text. `hint` is the language that somebody claims for it.
    public mutating func tag(_ text: UnsafeBufferPointer<UInt8>, hint: String = "") -> Tagged {
        cleaner.clean(text)
        guard !cleaner.output.isEmpty else { return .undetermined }
        let answer = cleaner.output.withUnsafeBufferPointer { CLD2.detect($0, hint: hint) }
        guard answer.tag != "und" else { return .undetermined }
        let share = answer.candidates.first { $0.tag == answer.tag }?.share ?? 0
        return Tagged(tag: answer.tag, confidence: share * (answer.isReliable ? 0.95 : 0.6))
    }
}
