import WinnowHTML
import WinnowModel

/// Collects the dates of a page with the facts that speak for each.
struct DateSearch {
    private static let most = 40

    private let reader: MetadataReader
    private let language: String?
    private var proposals: [DateFinder.Proposal] = []
    private var visible: [Bool] = []
    private var modified: [Bool] = []
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

    // MARK: Machine-readable sources

    private mutating func addLinked() {
        if let subject = reader.subject { addLinked(subject, Evidence()) }
        for object in reader.linked.objects.prefix(64)
        where LinkedObjects.kind(of: object) == .page || LinkedObjects.kind(of: object) == .list {
            addLinked(object, Evidence(.linkedPage))
        }
    }

    private mutating func addLinked(_ object: JSONValue, _ evidence: Evidence<DateFact>) {
        for (key, fact) in [
            ("datePublished", DateFact.linkedPublished), ("dateCreated", .linkedCreated),
            ("uploadDate", .linkedCreated), ("datePosted", .linkedCreated),
            ("dateModified", .linkedModified),
        ] {
            guard let text = object[key]?.elements.first?.text else { continue }
            var evidence = evidence
            evidence.insert(fact)
            add(text, evidence)
        }
    }

    private mutating func addMetas() {
        for meta in reader.head.metas {
            guard let fact = DateNames.metas[meta.name] else { continue }
            add(meta.content, Evidence(fact))
        }
    }

    // MARK: The visible page

    private mutating func addProperties() {
        var nodes: [(HTMLNodeID, DateFact)] = []
        for node in reader.head.properties where nodes.count < 24 {
            switch reader.tree.value(of: .itemprop, of: node)?.lowercased() {
            case "datepublished", "datecreated": nodes.append((node, .propertyPublished))
            case "datemodified": nodes.append((node, .propertyModified))
            default: break
            }
        }
        for (node, fact) in nodes where !reader.isInsideComment(node) {
            var evidence = Evidence(fact)
            evidence.insert(.isRepeated, if: nodes.count > 5)
            let content = reader.tree.value(of: .content, of: node).flatMap {
                $0.isEmpty ? nil : $0
            }
            add(content, node, evidence)
        }
    }

    private mutating func addTimes() {
        var added = 0
        for node in ordered(reader.head.times, \.self).prefix(40) where added < 8 {
            guard !reader.isInsideComment(node) else { continue }
            var evidence = Evidence<DateFact>(.time)
            evidence.insert(.isRepeated, if: reader.head.times.count > 5)
            if let attribute = reader.tree.attribute(.class, of: node) {
                reader.tree.withBytes(of: attribute) { bytes in
                    evidence.insert(.timePublished, if: NodeMarker.find("publi", in: bytes))
                    evidence.insert(
                        .timeModified,
                        if: NodeMarker.find("updat", in: bytes)
                            || NodeMarker.find("modif", in: bytes)
                    )
                }
            }
            if add(nil, node, evidence) { added += 1 }
        }
    }

    private mutating func addMarked() {
        let nodes = reader.head.marked.filter { $0.mark == .date || $0.mark == .byline }
        var added = 0
        for (node, _) in ordered(nodes, \.node).prefix(60) where added < 8 {
            guard !reader.isInsideComment(node),
                let text = NodeText.joined(node, in: reader.tree), text.utf8.count <= 160
            else { continue }
            var evidence = Evidence<DateFact>(.dateClass)
            evidence.insert(.isRepeated, if: nodes.count > 12)
            insertPlace(of: node, into: &evidence)
            if add(visible: text, evidence) { added += 1 }
        }
    }

    /// Nodes from the headline on first, then those before it.
    private func ordered<Element>(
        _ nodes: [Element],
        _ node: (Element) -> HTMLNodeID
    ) -> [Element] {
        guard let headline = reader.outline.headline else { return nodes }
        let start = headline.rawValue - 120
        let split = nodes.firstIndex { node($0).rawValue >= start } ?? nodes.count
        return Array(nodes[split...] + nodes[..<split])
    }

    private mutating func addLines() {
        let lines = reader.outline.lines
        var added = 0
        let lastKept = lines.lastIndex { $0.isKept } ?? -1
        for index in lines.indices where added < 16 {
            let line = lines[index]
            guard line.distance >= -8, DateShape.mayHoldDate(line.text) else { continue }
            var evidence = Evidence<DateFact>(line.isMarked ? .line : .text)
            evidence.insert(.outside, if: line.isOutside)
            evidence.insert(.endsContent, if: line.isKept && index + 3 > lastKept)
            evidence.insert(.startsContent, if: line.distance >= 0 && line.distance <= 5)
            evidence.insert(.tail, if: line.distance > 40)
            insertPlace(of: line.node, into: &evidence)
            if add(visible: TextCleaner.collapsed(line.text), evidence) { added += 1 }
        }
    }

    /// `/2019/10/16/` or `/20191016/` in the page's address.
    private mutating func addAddress() {
        guard let url = reader.base, let date = AddressDate.date(in: url.path) else { return }
        append(WrittenDate(date: date), Evidence(.address), isVisible: false)
    }

    // MARK: Candidates

    private func insertPlace(of node: HTMLNodeID, into evidence: inout Evidence<DateFact>) {
        switch reader.outline.zone(of: node) {
        case .before: evidence.insert(.before)
        case .aboveHeadline: evidence.insert(.aboveHeadline)
        case .belowHeadline: evidence.insert(.belowHeadline)
        case .content: evidence.insert(.content)
        case .after: evidence.insert(.after)
        }
    }

    /// A date from an element: from a given text, its `datetime`, its text.
    @discardableResult
    private mutating func add(
        _ content: String?,
        _ node: HTMLNodeID,
        _ evidence: Evidence<DateFact>
    ) -> Bool {
        var evidence = evidence
        insertPlace(of: node, into: &evidence)
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

    private mutating func add(_ text: String, _ evidence: Evidence<DateFact>) {
        guard let date = date(text) else { return }
        append(date, evidence, isVisible: false)
    }

    @discardableResult
    private mutating func add(visible text: String, _ evidence: Evidence<DateFact>) -> Bool {
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

    private func date(_ text: String) -> WrittenDate? {
        VisibleDates.date(text, language: language)
    }

    private mutating func append(
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

    /// What the candidates say of each other.
    private mutating func compare() {
        let days = proposals.map { $0.value.localDay.seconds / 86_400 }
        guard let first = days.min(), let last = days.max() else { return }
        let hasVisible = zip(proposals, visible).contains {
            $1 && isNearHeadline($0.evidence)
        }
        let hasMachine = visible.contains(false)
        let published = proposals.indices.first { !visible[$0] && !modified[$0] }
        for index in proposals.indices {
            var evidence = proposals[index].evidence
            evidence.insert(.earliest, if: days[index] == first && first != last)
            evidence.insert(.latest, if: days[index] == last && first != last)
            evidence.insert(.hasVisible, if: hasVisible)
            evidence.insert(.hasMachine, if: hasMachine)
            evidence.insert(.hasPublished, if: published != nil)
            evidence.insert(.isOnlyModified, if: modified[index] && published == nil)
            if let published, days[index] > days[published] + 1 {
                evidence.insert(.laterThanPublished)
            }
            for other in proposals.indices where other != index {
                let isSame = days[other] == days[index]
                evidence.insert(
                    .agreesAddress,
                    if: isSame && proposals[other].evidence.contains(.address)
                )
                if proposals[other].evidence.contains(.address) { continue }
                evidence.insert(.agreesMachine, if: isSame && !visible[other] && !modified[other])
                evidence.insert(.agreesModified, if: isSame && modified[other])
                evidence.insert(
                    .agreesVisible,
                    if: isSame && visible[other] && !proposals[other].evidence.contains(.outside)
                )
                evidence.insert(.neighbour, if: abs(days[other] - days[index]) == 1)
                // The same instant in UTC and in the publisher's zone.
                evidence.insert(
                    .isLocalNeighbour,
                    if: abs(days[other] - days[index]) == 1
                        && proposals[other].evidence.contains(.isUniversal)
                        && !evidence.contains(.isUniversal)
                )
            }
            // What readers see is the publisher's day.
            let isContradicted =
                !visible[index] && !evidence.contains(.isLocal)
                && !evidence.contains(.agreesVisible)
                && days.indices.contains { other in
                    abs(days[other] - days[index]) == 1 && !modified[other]
                        && (visible[other] && isNearHeadline(proposals[other].evidence)
                            || evidence.contains(.isUniversal)
                                && proposals[other].evidence.contains(.address))
                }
            evidence.insert(.contradicted, if: isContradicted)
            // A date that the page shows nowhere, not even in its address.
            let isUnshown =
                !visible[index] && !evidence.contains(.address)
                && !days.indices.contains { other in
                    (visible[other] || proposals[other].evidence.contains(.address))
                        && abs(days[other] - days[index]) <= 1
                }
            evidence.insert(.unshown, if: isUnshown)
            evidence.insert(.unshownNews, if: isUnshown && reader.isNewsArticle)
            evidence.insert(.unshownPage, if: isUnshown && evidence.contains(.linkedPage))
            evidence.insert(.unshownArticle, if: isUnshown && reader.subjectKind == .article)
            evidence.insert(.unshownGraph, if: isUnshown && reader.isOpenGraphArticle)
            evidence.insert(.isHome, if: reader.isHome)
            evidence.insert(.hasSlug, if: reader.hasSlug)
            evidence.insert(.isWebsite, if: reader.isWebsite)
            evidence.insert(
                .isThing,
                if: reader.subjectKind == .recipe || reader.subjectKind == .product
            )
            evidence.insert(.isArticle, if: reader.subjectKind == .article)
            evidence.insert(.isNewsArticle, if: reader.isNewsArticle)
            evidence.insert(.isOpenGraphArticle, if: reader.isOpenGraphArticle)
            evidence.insert(
                .isOtherPage,
                if: reader.subjectKind != .article && !reader.isOpenGraphArticle
            )
            proposals[index].evidence = evidence
        }
    }

    private func isNearHeadline(_ evidence: Evidence<DateFact>) -> Bool {
        evidence.contains(.aboveHeadline) || evidence.contains(.belowHeadline)
    }
}
