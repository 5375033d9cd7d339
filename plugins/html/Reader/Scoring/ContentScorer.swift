/// The trained part of the reader: two rounds of trees over block features.
///
/// The first round judges each block by itself; the second also sees what the
/// first said of the block's surroundings. A score is the mean of both. Both files are made by
/// `scripts/train-content-model` and installed with the module.
public struct ContentScorer: Sendable {
    private let first: TreeEnsemble
    private let second: TreeEnsemble

    /// Reads both models; the error names the file and the line.
    public init(
        first: [UInt8],
        second: [UInt8]
    ) throws(ReaderError) {
        self.first = try Self.read(first, "content-first.trees", FeatureTable.firstWidth)
        self.second = try Self.read(second, "content-second.trees", FeatureTable.width)
    }

    private static func read(
        _ text: [UInt8],
        _ name: String,
        _ width: Int
    ) throws(ReaderError) -> TreeEnsemble {
        let ensemble: TreeEnsemble
        do throws(ReaderError) {
            ensemble = try TreeEnsemble(text)
        } catch {
            throw ReaderError(
                .invalidModel,
                subject: name + ", " + error.subject,
                message: error.message
            )
        }
        guard ensemble.width == width else {
            throw ReaderError(
                .invalidModel,
                subject: name,
                message: "expected a model of \(width) features, found \(ensemble.width)"
            )
        }
        return ensemble
    }

    /// What is said of a page's blocks.
    struct Scores {
        /// For each block the probability that it is main content.
        var values: [Float]
        /// The heading that is the page's title, if there is one.
        var title: Int?
    }

    /// Judges each block of a page.
    func scores(of page: borrowing Page, evidence: PageEvidence) -> Scores {
        var features = FeatureTable(page, evidence: evidence)
        let answers = first.probabilities(of: features)
        features.addContext(page, answers: answers)
        let mended = second.probabilities(of: features)
        // The mean of both is better out of fold than either alone: the first
        // round is steadier, the second knows the surroundings.
        return Scores(
            values: zip(answers, mended).map { ($0 + $1) / 2 },
            title: features.title
        )
    }
}
