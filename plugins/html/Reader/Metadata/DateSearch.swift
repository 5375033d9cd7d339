import WinnowHTML
import WinnowModel

/// Collects the dates of a page with the facts that speak for each.
struct DateSearch {
    private static let most = 40

    let reader: MetadataReader
    private let language: DateLanguage
    var proposals: [DateFinder.Proposal] = []
    private(set) var visible: [Bool] = []
    private(set) var modified: [Bool] = []
    /// The dates of texts met before, by their numbers.
    private var known = NumberMemory<[VisibleDates.Found]>()
    /// The first date that the page gives as that of its last change.
    private(set) var updated: WrittenDate?

    init(_ reader: MetadataReader, language: String?) {
        self.reader = reader
        self.language = reader.languages.language(language)
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
        let text = NodeText(of: node, in: reader.tree) ?? NodeText()
        text.bytes.withUnsafeBufferPointer { DateNames.insertLabels(of: $0, into: &evidence) }
        if let stated = content ?? reader.tree.value(of: .datetime, of: node),
            let date = date(stated)
        {
            append(date, evidence, isVisible: !text.bytes.isEmpty)
            return true
        }
        return text.bytes.withUnsafeBufferPointer { add(visible: $0, evidence) }
    }

    mutating func add(_ text: String, _ evidence: Evidence<DateFact>) {
        guard let date = date(text) else { return }
        append(date, evidence, isVisible: false)
    }

    /// The dates in a text whose white space is collapsed.
    @discardableResult
    mutating func add(visible text: ByteText, _ evidence: Evidence<DateFact>) -> Bool {
        guard DateShape.mayHoldDate(text) else { return false }
        let found = dates(in: text)
        for found in found {
            var evidence = evidence
            evidence.formUnion(found.facts)
            append(found.date, evidence, isVisible: true)
        }
        return !found.isEmpty
    }

    /// One text is met in several nested elements.
    private mutating func dates(in text: ByteText) -> [VisibleDates.Found] {
        let key = TextNumber(text)
        if let found = known[key] { return found }
        let found = VisibleDates.dates(in: text, language)
        known.add(found, for: key)
        return found
    }

    private func date(_ text: String) -> WrittenDate? {
        text.withBytes { $0.withCollapsed { VisibleDates.date($0, language) } }
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
