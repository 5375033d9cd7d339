/// A long text is in one language nearly always. A survey finds that out at a
/// fraction of what reading all of it costs: libcld2 is asked for some samples,
/// the model for a few stretches in between, and every other stretch is probed
/// with a few words, so that a foreign paragraph is still met.
extension EvidenceCollector {
    /// Shorter texts are read as a whole.
    private static let leastBytes = 360
    /// Samples for libcld2, and their bytes.
    private static let samples = 2
    private static let sampleBytes = 88
    /// Stretches that the model reads, and of languages that have near ones.
    private static let readStretches = 2
    private static let nearStretches = 3
    /// Languages that are so near that even the whole text is not much.
    private static let nearest: Set<String> = ["bs", "hr", "sr", "id", "ms"]
    /// Bytes of a stretch that are probed.
    private static let probeBytes = 32
    /// A quarter of their n-grams.
    private static let probeShare: UInt32 = 2
    /// A probe that prefers another language by so much makes the stretch one
    /// to read.
    private static let suspicion: Float = 2

    /// What a survey finds.
    enum Finding {
        /// A text in one language; the evidence is filled in.
        case settled
        /// A text that is too short, or where libcld2 is not sure or the model
        /// prefers a near language.
        case unclear
        /// A text where something speaks for another language.
        case mixed
    }

    /// Looks over a text.
    mutating func survey(
        _ text: UnsafeBufferPointer<UInt8>,
        hint: String,
        with model: NgramModel,
        group: Int,
        into evidence: inout Evidence
    ) -> Finding {
        guard text.count >= Self.leastBytes, ranges.count > 2 * Self.readStretches else {
            return .unclear
        }
        evidence.answer = answerOfSamples(text, hint: hint)
        let tag = evidence.answer.tag
        if evidence.script == .latin, Self.nearest.contains(tag) { return .unclear }
        guard evidence.answer.isPlain else { return evidence.answer.isReliable ? .mixed : .unclear }
        evidence.named = languages[group].languages(namedBy: tag)
        let own = evidence.named.first
        let hasNear = own.map { languages[group].hasExpert[$0] } ?? false
        mixtures[group].reset()
        let isConfused = NearLanguages.isConfused(tag) && hasNear
        let reads = hasNear ? Self.nearStretches : Self.readStretches
        for range in Self.spread(ranges, reads) {
            weigh(
                text,
                range,
                with: model,
                group: group,
                share: isConfused ? 0 : 1,
                into: &evidence
            )
        }
        mixtures[group].markForeign(&evidence.stretches)
        if evidence.stretches.contains(where: \.isForeign) { return .mixed }
        guard mixtures[group].agrees(with: own) else { return .unclear }
        if let own {
            for number in ranges.indices where !isRead(number, reads) {
                if isForeign(text, ranges[number], own, model, group, evidence.script) {
                    return .mixed
                }
            }
        }
        evidence.probabilities = mixtures[group].probabilities(of: evidence.stretches)
        return .settled
    }

    /// Whether a stretch is one of those `count` that are spread over all.
    private func isRead(_ number: Int, _ count: Int) -> Bool {
        let next = (number * count + ranges.count - 1) / ranges.count
        return next * ranges.count / count == number
    }

    /// libcld2's answer for a text without a model.
    mutating func answer(for text: UnsafeBufferPointer<UInt8>, hint: String) -> CLD2Answer {
        if text.count >= Self.leastBytes {
            let answer = answerOfSamples(text, hint: hint)
            if answer.isPlain { return answer }
        }
        return CLD2.detect(text, hint: hint)
    }

    /// libcld2's answer for samples from all of the text.
    private mutating func answerOfSamples(
        _ text: UnsafeBufferPointer<UInt8>,
        hint: String
    ) -> CLD2Answer {
        rest.removeAll(keepingCapacity: true)
        for sample in 0..<Self.samples {
            let middle = text.count * (2 * sample + 1) / (2 * Self.samples)
            let start = wordBoundary(text, middle - Self.sampleBytes / 2)
            let end = max(start, wordBoundary(text, start + Self.sampleBytes))
            rest.append(contentsOf: text[start..<end])
            rest.append(0x20)
        }
        return rest.withUnsafeBufferPointer { CLD2.detect($0, hint: hint) }
    }

    /// Whether a stretch is in a language far from `own`: a few words from its
    /// middle prefer another one, and so does all of it.
    private mutating func isForeign(
        _ text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ own: Int,
        _ model: NgramModel,
        _ group: Int,
        _ script: ScriptGroup
    ) -> Bool {
        let middle = (range.lowerBound + range.upperBound - Self.probeBytes) / 2
        let start = wordBoundary(text, max(middle, range.lowerBound))
        let end = min(range.upperBound, wordBoundary(text, start + Self.probeBytes))
        guard start < end else { return false }
        features.extract(
            UnsafeBufferPointer(rebasing: text[start..<end]),
            of: script,
            share: Self.probeShare
        )
        _ = features.withHashes { model.score($0, group: group, into: &scores) }
        guard mixtures[group].lead(scores, over: own) > Self.suspicion else { return false }
        features.extract(UnsafeBufferPointer(rebasing: text[range]), of: script)
        _ = features.withHashes { model.score($0, group: group, into: &scores) }
        _ = Self.makeProbabilities(&scores, temperature: Self.temperature)
        return mixtures[group].isForeign(scores, letters: features.letters, to: own)
    }
}

/// The first place from `position` on where a word begins, or within an
/// ideographic text a scalar.
func wordBoundary(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
    var position = position
    guard position > 0 else { return 0 }
    let furthest = position + 32
    while position < text.count, position < furthest, text[position - 1] != 0x20 {
        position += 1
    }
    while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
    return min(position, text.count)
}
