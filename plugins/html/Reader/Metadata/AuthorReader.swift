import WinnowHTML
import WinnowModel

/// Finds who wrote a page, as separate names.
///
/// Every place that may name the authors gives one candidate, with the facts
/// that speak for or against it; weights learned from pages with known authors
/// choose among them, or none.
struct AuthorReader {
    typealias Proposal = Candidate<[String], AuthorFact>

    static let most = 12
    private static let mostCandidates = 32

    let reader: MetadataReader
    /// What the page calls itself.
    let kind: Evidence<AuthorFact>
    private let siteKeys: [TextKey]
    private var proposals: [Proposal] = []
    /// What the same names said before, and the names in texts met before:
    /// nested elements and several sources hold the same.
    var described = NumberMemory<Evidence<AuthorFact>>()
    var split = NumberMemory<[String]>()
    /// The keys of each candidate's names as numbers in their order, and whether
    /// it stands in the visible page.
    private var keys: [([UInt64], isVisible: Bool)] = []

    init(_ reader: MetadataReader, siteKeys: [TextKey]) {
        self.reader = reader
        kind = reader.kindOfPage()
        self.siteKeys = siteKeys
    }

    /// The names of the best candidate; none without sufficient evidence.
    static func names(_ reader: MetadataReader, siteKeys: [TextKey]) -> [String] {
        candidates(reader, siteKeys: siteKeys).strongest(above: EvidenceWeights.authorThreshold)?
            .value
            ?? []
    }

    /// All candidates with their evidence.
    static func candidates(_ reader: MetadataReader, siteKeys: [TextKey]) -> [Proposal] {
        var search = AuthorReader(reader, siteKeys: siteKeys)
        search.addLinked()
        search.addMetas()
        search.addProperties()
        search.addMarked()
        search.addLines()
        search.compare()
        return search.proposals
    }

    // MARK: Candidates

    static func looksLikeURL(_ text: String) -> Bool {
        text.withBytes { text in
            text.firstIndex(of: "://") != nil || text.has("www.", at: 0) || text.has("/", at: 0)
        }
    }

    mutating func add(_ texts: [String], _ evidence: Evidence<AuthorFact>) {
        var names: [String] = []
        for text in texts where !Self.looksLikeURL(text) && text.utf8.count < 2000 {
            for name in NameSplitter.names(in: TextCleaner.plain(text))
            where names.count < Self.most {
                names.append(name)
            }
        }
        _ = add(names: names, evidence, isVisible: false)
    }

    @discardableResult
    mutating func add(
        names: [String],
        _ evidence: Evidence<AuthorFact>,
        isVisible: Bool
    ) -> Bool {
        guard proposals.count < Self.mostCandidates else { return false }
        var unique: [String] = []
        var found: [UInt64] = []
        var people: [String] = []
        var peopleKeys: [UInt64] = []
        for name in names where unique.count < Self.most {
            let key = TextKey(name)
            let number = key.number.value
            guard key.count > 1, !found.contains(number) else { continue }
            found.append(number)
            unique.append(name)
            // The site stands beside its people in bylines: "Jane Roe, Example".
            guard !siteKeys.contains(key) else { continue }
            people.append(name)
            peopleKeys.append(number)
        }
        found.sort()
        peopleKeys.sort()
        var evidence = evidence
        evidence.insert(.isSite, if: people.isEmpty)
        if isVisible, !people.isEmpty, people.count < unique.count {
            unique = people
            found = peopleKeys
        }
        if !isVisible, !people.isEmpty, people.count < unique.count, !evidence.contains(.linkedAll)
        {
            // A list of people with their outlet, and the people alone.
            var bare = evidence
            describe(people, in: &bare)
            proposals.append(Candidate(value: people, evidence: bare))
            keys.append((peopleKeys, false))
        }
        guard !unique.isEmpty else { return false }
        evidence.insert(.holdsSite, if: people.count < unique.count && !people.isEmpty)
        describe(unique, in: &evidence)
        if isVisible, keys.contains(where: { $0.isVisible && $0.0 == found }) {
            // The same names from nested elements: keep each kind once.
            let kinds = proposals.indices.filter { keys[$0].0 == found }
            if kinds.count > 3 { return true }
        }
        proposals.append(Candidate(value: unique, evidence: evidence))
        keys.append((found, isVisible))
        return true
    }

    /// What the candidates say of each other.
    private mutating func compare() {
        var seenVisible = false
        let hasByline = proposals.contains { $0.evidence.contains(.belowHeadline) }
        let hasMachine = keys.contains { !$0.isVisible }
        for index in proposals.indices {
            for other in proposals.indices where other != index && keys[other].0 == keys[index].0 {
                proposals[index].evidence.insert(.agrees)
                proposals[index].evidence.insert(.agreesVisible, if: keys[other].isVisible)
                proposals[index].evidence.insert(.agreesMachine, if: !keys[other].isVisible)
            }
            proposals[index].evidence.insert(.hasByline, if: hasByline)
            proposals[index].evidence.insert(.hasMachine, if: hasMachine)
            if keys[index].isVisible, !seenVisible {
                seenVisible = true
                proposals[index].evidence.insert(.isFirstVisible)
            }
        }
    }
}
