import LanguageTagging
import WinnowModuleKit

/// The languages of a document by letters.
struct LanguageSummary {
    private struct Share {
        var tag: String
        var letters: Int
        /// Sum of confidence times letters.
        var trust: Double
    }

    private var shares: [Share] = []
    private var letters = 0
    /// The block with most letters.
    private var largest: Tagging?

    /// Adds a block.
    mutating func add(_ tagging: Tagging) {
        if tagging.letters > largest?.letters ?? 0 { largest = tagging }
        add(tagging.language, letters: tagging.letters)
    }

    private mutating func add(_ tagged: Tagged, letters count: Int) {
        guard count > 0 else { return }
        letters += count
        let trust = Double(tagged.confidence) * Double(count)
        if let index = shares.firstIndex(where: { $0.tag == tagged.tag }) {
            shares[index].letters += count
            shares[index].trust += trust
        } else {
            shares.append(Share(tag: tagged.tag, letters: count, trust: trust))
        }
    }

    /// The language with most letters; `und` only if nothing else is there.
    /// Near languages stand together against others, and among them it is the
    /// one with most trust.
    var language: Tagged {
        if shares.count == 1, shares[0].tag != "und" { return Self.tagged(shares[0]) }
        let known = shares.filter { $0.tag != "und" }
        guard let most = known.max(by: { lettersNear($0, known) < lettersNear($1, known) }),
            let first = known.filter({ areNear($0.tag, most.tag) }).max(by: { $0.trust < $1.trust })
        else { return .undetermined }
        return Self.tagged(first)
    }

    private static func tagged(_ share: Share) -> Tagged {
        Tagged(tag: share.tag, confidence: Float(share.trust / Double(share.letters)))
    }

    private func lettersNear(_ share: Share, _ shares: [Share]) -> Int {
        shares.reduce(0) { areNear($1.tag, share.tag) ? $0 + $1.letters : $0 }
    }

    private static let settledLetters = 200
    private static let settledShare = 0.9
    private static let settledConfidence: Float = 0.8

    /// The language of a document once so much of it is in one language that
    /// the next block is expected to be, too.
    var settled: Tagged? {
        guard letters >= Self.settledLetters,
            let most = shares.max(by: { $0.letters < $1.letters }),
            Double(most.letters) >= Self.settledShare * Double(letters)
        else { return nil }
        let language = self.language
        return language.confidence >= Self.settledConfidence ? language : nil
    }

    /// Writes language, confidence and shares to the metadata.
    func write(to document: DocumentHandle) {
        let language = self.language
        document.setMetadata(MetadataKey.language, to: language.tag)
        document.setMetadata(
            MetadataKey.languageConfidence,
            to: decimal(Double(language.confidence))
        )
        writeCandidates(to: document)
        let ordered = shares.sorted { ($0.letters, $1.tag) > ($1.letters, $0.tag) }
        document.setMetadata(
            MetadataKey.languages,
            to: ordered.map { share in
                let part = decimal(Double(share.letters) / Double(letters))
                return "\(share.tag) \(part) \(decimal(share.trust / Double(share.letters)))"
            }
        )
    }

    /// A runner-up below it is not worth a word.
    private static let leastDoubt: Float = 0.15

    /// Where two languages are hard to tell apart, names both.
    private func writeCandidates(to document: DocumentHandle) {
        guard let largest, largest.language.tag == language.tag, let second = largest.runnerUp,
            second.confidence >= Self.leastDoubt
        else { return }
        document.setMetadata(
            "language.candidates",
            to: [largest.language, second].map {
                $0.tag + " " + decimal(Double($0.confidence))
            }
        )
    }

    /// A number from 0 to 1 with three decimals.
    private func decimal(_ value: Double) -> String {
        let thousandths = Int((min(max(value, 0), 1) * 1000).rounded())
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.utf8.count)
            + digits
    }
}
