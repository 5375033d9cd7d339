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
    private static let sizes = [240, 960]
    /// Fewer letters than these tell nothing against an expected language that
    /// has their script.
    static let tellingLetters = 24
    /// The share of letters in the language's script.
    private static let leastShare = 0.9
    /// The model's least probability for all samples together. The language is
    /// expected at odds of some 20 to 1, which makes 0.3 to 0.9.
    private static let leastProbability: Float = 0.3
    /// A sample with less contradicts the others.
    private static let leastOfSample: Float = 0.002
    private static let mostCode = 0.1

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
            let counts = Features.letters(in: cleaned)
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
        sums.removeAll(keepingCapacity: true)
        for sample in Self.samples(of: text) {
            features.extract(UnsafeBufferPointer(rebasing: text[sample]))
            _ = model.score(features.hashes[group], group: group, into: &scores)
            if sums.isEmpty {
                sums += scores
            } else {
                for index in sums.indices { sums[index] += scores[index] }
            }
            guard Self.probability(of: language, scores) >= Self.leastOfSample else {
                return false
            }
        }
        return Self.probability(of: language, sums) >= Self.leastProbability
    }

    private static func probability(of language: Int, _ scores: [Float]) -> Float {
        guard scores.indices.contains(language) else { return 0 }
        var sum: Float = 0
        for score in scores {
            sum += expf((score - scores[language]) / EvidenceCollector.temperature)
        }
        return 1 / sum
    }
}
