import WinnowHTML
import WinnowModel

/// Collects the dates of a page with the facts that speak for each.
struct DateSearch {
    private static let most = 40

    let reader: MetadataReader
    private let language: String?
    var proposals: [DateFinder.Proposal] = []
    private(set) var visible: [Bool] = []
    private(set) var modified: [Bool] = []
    private var known: [String: [(WrittenDate, String)]] = [:]
    /// The first date that the page gives as that of its last change.
    private(set) var updated: WrittenDate?

    init(_ reader: MetadataReader, language: String?) {
        self.reader = reader
        self.language = language
    }

    /// All candidates with their evidence.
    mutating func candidates() -> [DateFinder.Proposal] {
        addLinked()
        addMetas()
        addProperties()
        addTimes()
        addMarked()
        addLines()
        addAddress()
        compare()
        return proposals
    }

    // MARK: Candidates

    /// A date from an element: from a given text, its `datetime`, its text.
    @discardableResult
    mutating func add(
        _ content: String?,
        _ node: HTMLNodeID,
        _ evidence: Evidence<DateFact>
    ) -> Bool {
        var evidence = evidence
        evidence.insertPlace(reader.outline.zone(of: node))
        let text = NodeText.joined(node, in: reader.tree) ?? ""
        DateNames.insertLabels(of: text, into: &evidence)
        if let stated = content ?? reader.tree.value(of: .datetime, of: node),
            let date = date(stated)
        {
            append(date, evidence, isVisible: !text.isEmpty)
            return true
        }
        return add(visible: text, evidence)
    }

    mutating func add(_ text: String, _ evidence: Evidence<DateFact>) {
        guard let date = date(text) else { return }
        append(date, evidence, isVisible: false)
    }

    @discardableResult
    mutating func add(visible text: String, _ evidence: Evidence<DateFact>) -> Bool {
        guard DateShape.mayHoldDate(text) else { return false }
        var found = false
        // One text is met in several nested elements.
        let dates = known[text] ?? VisibleDates.dates(in: text, language: language)
        if known.count < 200 { known[text] = dates }
        for (date, label) in dates {
            var evidence = evidence
            DateNames.insertLabels(of: label, into: &evidence)
            evidence.insert(.isAlone, if: label.utf8.count <= 32)
            evidence.insert(.shortYear, if: !VisibleDates.hasFullYear(label))
            append(date, evidence, isVisible: true)
            found = true
        }
        return found
    }

    func date(_ text: String) -> WrittenDate? {
        VisibleDates.date(text, language: language)
    }

    mutating func append(
        _ date: WrittenDate,
        _ evidence: Evidence<DateFact>,
        isVisible: Bool
    ) {
        guard proposals.count < Self.most else { return }
        var evidence = evidence
        let hasTime = date.date.precision.rawValue > FeedDate.Precision.day.rawValue
        evidence.insert(.hasTime, if: hasTime)
        evidence.insert(.isUniversal, if: hasTime && date.offset == 0)
        evidence.insert(.isLocal, if: hasTime && date.offset != nil && date.offset != 0)
        let isModified =
            evidence.contains(.linkedModified) || evidence.contains(.metaModified)
            || evidence.contains(.propertyModified) || evidence.contains(.timeModified)
            || evidence.contains(.saysUpdated)
        if isModified, updated == nil, !evidence.contains(.outside) { updated = date }
        evidence.insert(.isFirst, if: !visible.contains(isVisible))
        proposals.append(Candidate(value: date, evidence: evidence))
        visible.append(isVisible)
        modified.append(isModified)
    }
}
