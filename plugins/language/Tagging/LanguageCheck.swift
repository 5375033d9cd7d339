#if canImport(Glibc)
    import Glibc
#endif

/// Asks whether a text is in a language that is expected of it, at a fraction
/// of what it costs to find out which one it is in: the model alone is asked,
/// for a few samples from all of the text.
struct LanguageCheck {
    /// Bytes of a sample, about a line.
    private static let sampleSize = 72
    /// Texts shorter than these have one sample, or two; all others three.
    private static let sizes = [160, 640]
    /// Fewer letters are not enough to be sure.
    private static let fewestLetters = 24
    /// The share of letters in the language's script.
    private static let leastShare = 0.9
    /// The model's least probability for each sample.
    private static let leastProbability: Float = 0.9
    private static let mostCode = 0.1

    private let model: NgramModel
    private var cleaner = TextCleaner()
    private var features = Features()
    private var scores: [Float] = []
    /// Where the language that was last expected stands in the model.
    private var place: (tag: String, group: Int, language: Int)?

    init(model: NgramModel) {
        self.model = model
    }

    /// The letters of a text in the language, ideographs counted three times;
    /// nil if the text may be in another one, in part or as a whole.
    mutating func letters(
        of text: UnsafeBufferPointer<UInt8>,
        expecting tag: String
    ) -> Int? {
        guard text.count >= Self.fewestLetters, let place = place(of: tag) else { return nil }
        cleaner.clean(text)
        guard Double(cleaner.codeBytes) <= Self.mostCode * Double(cleaner.keptBytes) else {
            return nil
        }
        let script = ScriptGroup.modelled[place.group]
        return cleaner.output.withUnsafeBufferPointer { cleaned -> Int? in
            let counts = Features.letters(in: cleaned)
            let letters = Evidence.weighed(counts)
            let own = counts[Int(script.rawValue)] * script.letterWeight
            guard own >= Self.fewestLetters, Double(own) >= Self.leastShare * Double(letters) else {
                return nil
            }
            for sample in Self.samples(of: cleaned) {
                let bytes = UnsafeBufferPointer(rebasing: cleaned[sample])
                guard isLikely(bytes, place.language, group: place.group) else { return nil }
            }
            return letters
        }
    }

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

    /// Places from beginning to end, each from one space to another where
    /// there are spaces.
    private static func samples(of text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        let count = 1 + sizes.count { text.count >= $0 }
        return (0..<count).map { index in
            let step = count == 1 ? 0 : (text.count - sampleSize) / (count - 1)
            let start = boundary(text, index * step)
            return start..<max(start, boundary(text, start + sampleSize))
        }
    }

    /// The first place from `position` on where a word begins, or within an
    /// ideographic text a scalar.
    private static func boundary(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        var position = position
        guard position > 0 else { return 0 }
        let furthest = position + 32
        while position < text.count, position < furthest, text[position - 1] != 0x20 {
            position += 1
        }
        while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
        return min(position, text.count)
    }

    private mutating func isLikely(
        _ text: UnsafeBufferPointer<UInt8>,
        _ language: Int,
        group: Int
    ) -> Bool {
        features.extract(text)
        _ = model.score(features.hashes[group], group: group, into: &scores)
        guard scores.indices.contains(language) else { return false }
        let own = scores[language]
        var sum: Float = 0
        for score in scores { sum += expf((score - own) / EvidenceCollector.temperature) }
        return sum * Self.leastProbability <= 1
    }
}
