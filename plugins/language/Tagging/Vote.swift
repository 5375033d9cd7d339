// How script, libcld2 and the own model decide together.
//
// A script of one language decides by itself. Elsewhere the model's probability
// of a language and libcld2's answer are added up as log-odds. libcld2 counts
// for much where it finds its own answer reliable, and for little where it was
// only asked for its best effort. The constants were chosen by measurement; see
// docs/QUALITY.md.

#if canImport(Glibc)
    import Glibc
#endif

struct Vote {
    /// What libcld2's answer adds to the log-odds of its language.
    private static let reliableAnswer: Float = 5
    private static let bestEffortAnswer: Float = 3
    /// libcld2's best effort says English where it has no idea.
    private static let bestEffortEnglish: Float = 0.5
    /// The same, reliable, for languages with little training text.
    private static let reliableAnswerOfSmall: Float = 9
    /// Languages with less than 400 KB of training text.
    private static let small: Set<String> = [
        "la", "lg", "mi", "nso", "sn", "so", "ss", "st", "sw", "tn", "ts", "xh", "yo", "zu",
    ]
    /// Log-probability of a language that the model does not know.
    private static let unknownLanguage: Float = -2
    private static let unknownLanguageBestEffort: Float = -4
    /// The same where the model is sure of one language all through the text:
    /// of unknown ones it takes each stretch for another.
    private static let unknownLanguageAgainstAll: Float = -7
    private static let fewestSureStretches = 4
    private static let sureShare: Float = 0.9
    private static let sure: Float = 0.95
    /// No probability of the model counts as less: its text is of few kinds.
    private static let smallest: Float = 5e-4
    /// Running text has at least 0.53 of its n-grams in the model, keyboard
    /// noise at most 0.47.
    private static let knownShare: Float = 0.5
    /// Fewer letters than these are a name or an abbreviation.
    private static let fewestLetters = 4
    /// A text of code is in no language, whatever its words are borrowed from.
    private static let mostCode: Float = 0.4

    let evidence: Evidence

    /// The decision, with the runner-up.
    func decide() -> (best: Tagged, second: Tagged?) {
        if evidence.codeShare > Self.mostCode { return (.undetermined, nil) }
        if let tag = evidence.languageOfScript {
            return (Tagged(tag: tag, confidence: confidence(odds: 6)), nil)
        }
        if isNoise() { return (.undetermined, nil) }
        let candidates = self.candidates()
        guard var best = candidates.first else { return (.undetermined, nil) }
        var second: Candidate?
        for candidate in candidates.dropFirst() {
            if candidate.logOdds > best.logOdds {
                (best, second) = (candidate, best)
            } else if second.map({ candidate.logOdds > $0.logOdds }) ?? true {
                second = candidate
            }
        }
        let sum = candidates.reduce(0) { $0 + expf($1.logOdds - best.logOdds) }
        let runnerUp = second.map {
            Tagged(
                tag: tag(of: $0),
                confidence: calibrated(expf($0.logOdds - best.logOdds) / sum)
            )
        }
        return (Tagged(tag: tag(of: best), confidence: calibrated(1 / sum)), runnerUp)
    }

    /// Log-odds of the vote, and of such tags being right as measured: the vote
    /// is too sure of itself.
    private static let calibration: [(vote: Float, measured: Float)] = [
        (-9, -6), (0.15, -0.2), (1.7, 0.8), (3.2, 1.3), (4.7, 1.7), (6.1, 2.9), (7.1, 4.2),
        (9.2, 5.5),
    ]

    /// The share of such tags that are right, between two measured points.
    private func calibrated(_ probability: Float) -> Float {
        let bounded = min(max(probability, 1e-4), 1 - 1e-4)
        let odds = min(max(logf(bounded / (1 - bounded)), -9), 9.2)
        let points = Self.calibration
        let next = points.dropFirst().firstIndex { odds <= $0.vote } ?? points.count - 1
        let (low, high) = (points[next - 1], points[next])
        let part = (odds - low.vote) / (high.vote - low.vote)
        return confidence(odds: low.measured + part * (high.measured - low.measured))
    }

    /// Whether a text is too short to judge, or no text at all.
    private func isNoise() -> Bool {
        let count = letters(evidence.script)
        if evidence.script != .han, count < Self.fewestLetters { return true }
        guard evidence.script != .han, !evidence.answer.isReliable, evidence.features > 0 else {
            return false
        }
        return Float(evidence.knownFeatures) < Self.knownShare * Float(evidence.features)
    }

    private func letters(_ script: ScriptGroup) -> Int {
        evidence.letters[Int(script.rawValue)]
    }

    private func confidence(odds: Float) -> Float {
        1 / (1 + expf(-odds))
    }

    /// Without the tag itself: the best are looked for among plain numbers.
    private struct Candidate {
        /// Of the evidence's tags; one behind them for libcld2's answer.
        var index: Int
        var logOdds: Float
    }

    private func tag(of candidate: Candidate) -> String {
        evidence.tags.indices.contains(candidate.index)
            ? evidence.tags[candidate.index] : evidence.answer.tag
    }

    /// All languages with what speaks for them.
    private func candidates() -> [Candidate] {
        var candidates = evidence.probabilities.indices.map {
            Candidate(index: $0, logOdds: logf(evidence.probabilities[$0] + Self.smallest))
        }
        for index in candidates.indices { candidates[index].logOdds += evidence.priors[index] }
        let answer = evidence.answer
        if answer.tag != "und" {
            let weight = Self.weight(of: answer)
            let isKnown = !evidence.named.isEmpty
            if answer.isReliable, let doubts = NearLanguages.doubts[answer.tag] {
                for index in candidates.indices {
                    let doubt = doubts[evidence.tags[index]]
                    if doubt != nil || evidence.named.contains(index) {
                        candidates[index].logOdds += weight + (doubt ?? 0)
                    }
                }
            } else {
                for index in evidence.named where index < candidates.count {
                    candidates[index].logOdds += weight
                }
            }
            if !isKnown {
                let base =
                    !answer.isReliable
                    ? Self.unknownLanguageBestEffort
                    : isModelSure ? Self.unknownLanguageAgainstAll : Self.unknownLanguage
                candidates.append(
                    Candidate(
                        index: evidence.tags.count,
                        logOdds: base + weight + (NearLanguages.priors[answer.tag] ?? 0)
                    )
                )
            }
        }
        return candidates
    }

    /// Whether nearly all of several stretches are surely in one language.
    private var isModelSure: Bool {
        let stretches = evidence.stretches
        guard stretches.count >= Self.fewestSureStretches,
            let best = evidence.probabilities.indices.max(by: {
                evidence.probabilities[$0] < evidence.probabilities[$1]
            })
        else { return false }
        let agreeing = stretches.count {
            $0.language.confidence >= Self.sure && $0.language.tag == evidence.tags[best]
        }
        return Float(agreeing) >= Self.sureShare * Float(stretches.count)
    }

    private static func weight(of answer: CLD2Answer) -> Float {
        guard answer.isReliable else {
            return answer.tag == "en" ? bestEffortEnglish : bestEffortAnswer
        }
        return small.contains(answer.tag) ? reliableAnswerOfSmall : reliableAnswer
    }
}
