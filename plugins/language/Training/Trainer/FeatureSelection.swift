import LanguageTagging

/// Chooses the n-grams that get weights.
struct FeatureSelection {
    let group: Int
    let capacity: Int
    /// The most frequent features of each language are looked at.
    let perLanguage: Int

    /// The chosen features, with a first guess of their weights.
    struct Result {
        var hashes: [UInt32]
        /// One for each feature and language: part of the log-odds that naive
        /// Bayes would give.
        var weights: [Float]
    }

    /// Neighbouring n-grams say the same thing several times, so each counts
    /// for a part of its log-odds to begin with.
    private static let share: Float = 0.2
    private static let smoothing: Float = 2e-6

    /// The features: of those that are frequent in some language, the ones
    /// whose frequencies differ most between languages.
    func choose(from corpora: [Corpus]) -> Result {
        let frequencies = corpora.map { frequentGrams(in: $0) }
        var total: [UInt32: Float] = [:]
        for table in frequencies {
            for (hash, frequency) in table { total[hash, default: 0] += frequency }
        }
        let languages = Float(corpora.count)
        var gains: [UInt32: Float] = [:]
        for table in frequencies {
            for (hash, frequency) in table {
                // Its part of the mutual information with the language.
                let mean = total[hash, default: frequency] / languages
                let ratio = frequency / mean
                gains[hash, default: 0] += frequency * abs(Float(log2Approximation(ratio)))
            }
        }
        let hashes = gains.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            .prefix(capacity).map(\.key)
        return Result(hashes: hashes, weights: guess(hashes, frequencies))
    }

    private func guess(_ hashes: [UInt32], _ frequencies: [[UInt32: Float]]) -> [Float] {
        var weights: [Float] = []
        weights.reserveCapacity(hashes.count * frequencies.count)
        for hash in hashes {
            let logs = frequencies.map {
                log2Approximation($0[hash, default: 0] + Self.smoothing)
            }
            let mean = logs.reduce(0, +) / Float(logs.count)
            weights += logs.map { Self.share * ($0 - mean) }
        }
        return weights
    }

    /// Relative frequencies of the most frequent features of a language.
    private func frequentGrams(in corpus: Corpus) -> [UInt32: Float] {
        var counts: [UInt32: Int32] = [:]
        counts.reserveCapacity(1 << 20)
        var features = Features()
        var sum = 0
        for line in 0..<corpus.count {
            corpus.withLine(line) { features.extract($0, of: ScriptGroup.modelled[group]) }
            // Once a line: a word repeated in a line is no more evidence.
            for hash in Set(features.withHashes(Array.init)) {
                counts[hash, default: 0] += 1
                sum += 1
            }
        }
        let most = counts.filter { $0.value > 2 }
            .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            .prefix(perLanguage)
        return Dictionary(
            uniqueKeysWithValues: most.map { ($0.key, Float($0.value) / Float(max(sum, 1))) }
        )
    }

    private func log2Approximation(_ value: Float) -> Float {
        value > 0 ? Float(value.exponent) + value.significand - 1 : 0
    }
}
