import Foundation
import LanguageTagging

/// Multinomial logistic regression by stochastic gradient with Adagrad.
///
/// Half of the features of each sample are left out at random: the weights may
/// not lean on a few words of the packages' subject, software.
final class Regression {
    private let languages: Int
    private let group: Int
    private let rows: [UInt32: Int32]
    private let hashes: [UInt32]
    private var weights: UnsafeMutablePointer<Float>
    private var squares: UnsafeMutablePointer<Float>
    private var biases: [Float]
    private var scores: [Float]
    private var active: [Int32] = []
    private var features = Features()

    init(_ selection: FeatureSelection.Result, languages: Int, group: Int) {
        hashes = selection.hashes
        self.languages = languages
        self.group = group
        rows = Dictionary(
            selection.hashes.enumerated().map { ($0.element, Int32($0.offset)) },
            uniquingKeysWith: { $1 }
        )
        let size = selection.hashes.count * languages
        let start = UnsafeMutablePointer<Float>.allocate(capacity: size)
        for (index, weight) in selection.weights.enumerated() {
            (start + index).initialize(to: weight)
        }
        weights = start
        squares = .allocate(capacity: size)
        squares.initialize(repeating: 1e-3, count: size)
        biases = Array(repeating: 0, count: languages)
        scores = biases
    }

    deinit {
        weights.deallocate()
        squares.deallocate()
    }

    /// Learns from one text.
    func learn(
        _ text: UnsafeBufferPointer<UInt8>,
        language: Int,
        rate: Float,
        dropout: Int,
        using generator: inout SplitMix
    ) {
        activate(text, dropout: dropout, using: &generator)
        guard !active.isEmpty else { return }
        predict()
        scores[language] -= 1
        // `scores` is the gradient now.
        let count = languages
        scores.withUnsafeBufferPointer { gradient in
            for row in active {
                let weight = weights + Int(row) * count
                let square = squares + Int(row) * count
                for lane in 0..<count {
                    let slope = gradient[lane] + 1e-6 * weight[lane]
                    square[lane] += slope * slope
                    weight[lane] -= rate * slope / square[lane].squareRoot()
                }
            }
        }
    }

    /// The most likely language of a text, or nil without any known feature.
    func best(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        var generator = SplitMix(seed: 0)
        activate(text, dropout: 0, using: &generator)
        guard !active.isEmpty else { return nil }
        predict()
        return scores.indices.max { scores[$0] < scores[$1] }
    }

    private func activate(
        _ text: UnsafeBufferPointer<UInt8>,
        dropout: Int,
        using generator: inout SplitMix
    ) {
        features.extract(text, of: ScriptGroup.modelled[group], limit: 2000)
        active.removeAll(keepingCapacity: true)
        for hash in features.withHashes({ $0.sorted() }) {
            guard let row = rows[hash] else { continue }
            if dropout == 0 || generator.next() % 100 >= dropout { active.append(row) }
        }
    }

    /// Turns the active features into probabilities.
    private func predict() {
        let count = languages
        scores.withUnsafeMutableBufferPointer { scores in
            for lane in 0..<count { scores[lane] = 0 }
            for row in active {
                let weight = weights + Int(row) * count
                for lane in 0..<count { scores[lane] += weight[lane] }
            }
            var largest = -Float.infinity
            for lane in 0..<count { largest = max(largest, scores[lane]) }
            var sum: Float = 0
            for lane in 0..<count {
                scores[lane] = expf(scores[lane] - largest)
                sum += scores[lane]
            }
            for lane in 0..<count { scores[lane] /= sum }
        }
    }

    /// The weights in the form of the file.
    func result(script: ScriptGroup, isExpert: Bool, tags: [String]) -> ModelWriter.Group {
        let all = UnsafeBufferPointer(start: weights, count: hashes.count * languages)
        return ModelWriter.Group(
            script: script,
            isExpert: isExpert,
            tags: tags,
            hashes: hashes,
            weights: Array(all),
            biases: biases
        )
    }
}
