import WinnowHTML
import WinnowModel

/// Finds who wrote a page, as separate names.
///
/// Every place that may name the authors gives one candidate, with the facts
/// that speak for or against it; weights learned from pages with known authors
/// choose among them, or none.
struct AuthorReader {
    typealias Proposal = Candidate<[String], AuthorFact>

    private static let most = 12
    private static let mostCandidates = 32

    private let reader: MetadataReader
    private let siteKeys: [String]
    private var proposals: [Proposal] = []
    /// Keys of each candidate's names, and whether it stands in the visible
    /// page.
    private var keys: [(Set<String>, isVisible: Bool)] = []

    init(_ reader: MetadataReader, site: String?) {
        self.reader = reader
        siteKeys = SiteName.keys(site: site, host: reader.base?.host)
    }

    /// The names of the best candidate; none without sufficient evidence.
    static func names(_ reader: MetadataReader, site: String?) -> [String] {
        candidates(reader, site: site).strongest(above: EvidenceWeights.authorThreshold)?.value
            ?? []
    }

    /// All candidates with their evidence.
    static func candidates(_ reader: MetadataReader, site: String?) -> [Proposal] {
        var search = AuthorReader(reader, site: site)
        search.addLinked()
        search.addMetas()
        search.addProperties()
        search.addMarked()
        search.addLines()
        search.compare()
        return search.proposals
    }

    // MARK: Machine-readable sources

    private mutating func addLinked() {
        guard let subject = reader.subject else { return }
        var people: [String] = []
        var offices: [String] = []
        var texts: [String] = []
        var isReference = false
        for author in (subject["author"] ?? subject["creator"] ?? .null).elements.prefix(Self.most)
        {
            if let text = author.text {
                texts.append(text)
                continue
            }
            isReference = isReference || author["name"] == nil
            let types = LinkedObjects.types(of: author)
            let names = LinkedText.names(of: author, in: reader.linked)
            if types.contains(where: { $0.hasSuffix("Organization") }) {
                offices += names
            } else {
                people += names
            }
        }
        if !people.isEmpty {
            // Systems name the account that wrote a page by reference alone.
            var evidence = Evidence<AuthorFact>(.linkedPeople)
            evidence.insert(.linkedReference, if: isReference)
            add(people, evidence)
        }
        if !offices.isEmpty { add(offices, Evidence(.linkedOffices)) }
        if !offices.isEmpty, !people.isEmpty { add(people + offices, Evidence(.linkedAll)) }
        if !texts.isEmpty { add(texts, Evidence(.linkedText)) }
    }

    private static let metaFacts: [String: AuthorFact] = [
        "author": .metaAuthor, "article:author": .metaArticleAuthor,
        "article:author_name": .metaOther, "og:article:author": .metaArticleAuthor,
        "dc.creator": .metaDublinCore, "dcterms.creator": .metaDublinCore,
        "dc:creator": .metaDublinCore, "citation_author": .metaDublinCore, "byl": .metaOther,
        "parsely-author": .metaOther, "sailthru.author": .metaOther, "authors": .metaOther,
        "dable:author": .metaOther, "article.author": .metaOther, "articleauthor": .metaOther,
        "cxenseparse:author": .metaOther, "dcsext.author": .metaOther, "byline": .metaOther,
        "article:byline": .metaOther, "author_name": .metaOther, "qc:author": .metaOther,
        "vr:author": .metaOther, "writer": .metaOther, "article_author": .metaOther,
        "article_authors": .metaOther, "post_author": .metaOther, "news:author": .metaOther,
    ]

    private mutating func addMetas() {
        var order: [String] = []
        var values: [String: [String]] = [:]
        for meta in reader.head.metas where Self.metaFacts[meta.name] != nil {
            guard !Self.looksLikeURL(meta.content) else { continue }
            if values[meta.name] == nil { order.append(meta.name) }
            values[meta.name, default: []].append(meta.content)
        }
        for name in order {
            guard let fact = Self.metaFacts[name], let texts = values[name] else { continue }
            add(Array(texts.prefix(Self.most)), Evidence(fact))
        }
    }

    // MARK: The visible page

    private mutating func addProperties() {
        var nodes: [HTMLNodeID] = []
        for node in reader.head.properties where nodes.count < 64 {
            guard let value = reader.tree.value(of: .itemprop, of: node),
                value == "author" || value == "creator"
            else { continue }
            nodes.append(node)
        }
        addGroup(nodes, fact: .property, total: nodes.count)
    }

    private mutating func addMarked() {
        var groups: [(key: String, nodes: [HTMLNodeID], fact: AuthorFact)] = []
        for (node, mark) in reader.head.marked {
            let fact: AuthorFact
            switch mark {
            case .authorRelation: fact = .relation
            case .authorLink: fact = .authorLink
            case .authorName: fact = .nameClass
            case .author: fact = .authorClass
            case .byline: fact = .bylineClass
            case .date: continue
            }
            let name = reader.tree.value(of: .class, of: node).map { String($0.prefix(120)) } ?? ""
            let key = "\(fact.rawValue)" + (fact == .relation || fact == .authorLink ? "" : name)
            if let index = groups.firstIndex(where: { $0.key == key }) {
                if groups[index].nodes.count < 64 { groups[index].nodes.append(node) }
            } else if groups.count < 48 {
                groups.append((key, [node], fact))
            }
        }
        for group in groups { addGroup(group.nodes, fact: group.fact, total: group.nodes.count) }
    }

    /// Elements of one kind; those that stand together name one page's
    /// authors, and the first such place from the headline on counts.
    private mutating func addGroup(_ nodes: [HTMLNodeID], fact: AuthorFact, total: Int) {
        guard !nodes.isEmpty else { return }
        var clusters: [[HTMLNodeID]] = []
        for node in nodes {
            if let last = clusters.last?.last, node.rawValue - last.rawValue < 40 {
                clusters[clusters.count - 1].append(node)
            } else {
                clusters.append([node])
            }
        }
        var evidence = Evidence(fact)
        evidence.insert(.isRepeated, if: clusters.count > 3)
        var added = 0
        for zone in [PageOutline.Zone.belowHeadline, .aboveHeadline, .content, .after, .before] {
            for cluster in clusters where reader.outline.zone(of: cluster[0]) == zone && added < 3 {
                if addCluster(cluster, evidence) { added += 1 }
                // Of teasers the first ones say no less than all.
                if zone != .belowHeadline { break }
            }
        }
    }

    private mutating func addCluster(
        _ nodes: [HTMLNodeID],
        _ evidence: Evidence<AuthorFact>
    ) -> Bool {
        var names: [String] = []
        var evidence = evidence
        for node in nodes.prefix(8) {
            if reader.isInsideComment(node) { return false }
            let found = text(of: node)
            if found.isEmpty { continue }
            evidence.insert(.hasOpening, if: Self.hasOpening(found))
            for name in NameSplitter.names(in: found.map(TextCleaner.plain))
            where !names.contains(name) {
                names.append(name)
            }
        }
        guard !names.isEmpty else { return false }
        evidence.insert(.isNoise, if: nodes.prefix(4).contains { isNoise($0) })
        insertPlace(of: nodes[0], into: &evidence)
        return add(names: names, evidence, isVisible: true)
    }

    private func insertPlace(of node: HTMLNodeID, into evidence: inout Evidence<AuthorFact>) {
        switch reader.outline.zone(of: node) {
        case .before: evidence.insert(.before)
        case .aboveHeadline: evidence.insert(.aboveHeadline)
        case .belowHeadline: evidence.insert(.belowHeadline)
        case .content: evidence.insert(.content)
        case .after: evidence.insert(.after)
        }
    }

    private func text(of node: HTMLNodeID) -> [String] {
        if let content = reader.tree.value(of: .content, of: node) { return [content] }
        if reader.tree.hasAttribute(.itemprop, of: node) {
            for inner in reader.tree.descendants(of: node).prefix(40)
            where reader.tree.value(of: .itemprop, of: inner) == "name" {
                if let content = reader.tree.value(of: .content, of: inner) { return [content] }
                return NodeText.parts(of: inner, in: reader.tree) ?? []
            }
        }
        return NodeText.parts(of: node, in: reader.tree) ?? []
    }

    private static func hasOpening(_ parts: [String]) -> Bool {
        guard let first = parts.first?.lowercased() else { return false }
        return BylineWords.openings.contains(first)
            || BylineWords.lineOpeningFinder.prefix(of: first) != nil
    }

    private static let noise: [StaticString] = [
        "comment", "teaser", "related", "card", "image", "photo", "credit", "bild", "avatar",
        "social", "follow", "footer", "sidebar", "widget", "recommend", "copyright", "most-read",
        "list-item", "menu", "caption", "attribution",
    ]

    /// Whether an element's class or its parent's speaks of another thing.
    private func isNoise(_ node: HTMLNodeID) -> Bool {
        var current: HTMLNodeID? = node
        for _ in 0..<5 {
            guard let next = current else { return false }
            for name in [HTMLName.class, .id] {
                if let value = reader.tree.attribute(name, of: next),
                    reader.tree.withBytes(
                        of: value,
                        { bytes in Self.noise.contains { NodeMarker.find($0, in: bytes) } }
                    )
                {
                    return true
                }
            }
            current = reader.tree.parent(of: next)
        }
        return false
    }

    /// Lines that begin as bylines do: "By", "Von", "Par".
    private mutating func addLines() {
        var added = 0
        var lastKept = -1
        for (index, line) in reader.outline.lines.enumerated() where line.isKept {
            lastKept = index
        }
        for (index, line) in reader.outline.lines.enumerated() where added < 6 {
            guard let names = NameSplitter.byline(TextCleaner.collapsed(line.text)) else {
                continue
            }
            var evidence = Evidence<AuthorFact>(.line, .hasOpening)
            evidence.insert(.outside, if: line.isOutside)
            evidence.insert(.endsContent, if: line.isKept && index + 3 > lastKept)
            evidence.insert(.startsContent, if: line.distance >= 0 && line.distance <= 4)
            insertPlace(of: line.node, into: &evidence)
            if add(names: names, evidence, isVisible: true) { added += 1 }
        }
    }

    // MARK: Candidates

    private static func looksLikeURL(_ text: String) -> Bool {
        text.contains("://") || text.hasPrefix("www.") || text.hasPrefix("/")
    }

    private mutating func add(_ texts: [String], _ evidence: Evidence<AuthorFact>) {
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
    private mutating func add(
        names: [String],
        _ evidence: Evidence<AuthorFact>,
        isVisible: Bool
    ) -> Bool {
        guard proposals.count < Self.mostCandidates else { return false }
        var unique: [String] = []
        var found: Set<String> = []
        for name in names where unique.count < Self.most {
            let key = TextCleaner.key(name)
            if key.count > 1, found.insert(key).inserted { unique.append(name) }
        }
        // The site stands beside its people in bylines: "Jane Roe, Example".
        let people = unique.filter { !siteKeys.contains(TextCleaner.key($0)) }
        var evidence = evidence
        evidence.insert(.isSite, if: people.isEmpty)
        if isVisible, !people.isEmpty, people.count < unique.count {
            unique = people
            found = Set(people.map { TextCleaner.key($0) })
        }
        if !isVisible, !people.isEmpty, people.count < unique.count, !evidence.contains(.linkedAll)
        {
            // A list of people with their outlet, and the people alone.
            var bare = evidence
            describe(people, in: &bare)
            proposals.append(Candidate(value: people, evidence: bare))
            keys.append((Set(people.map { TextCleaner.key($0) }), false))
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

    private static let offices = WordFinder([
        "gmbh", " ag", " e.v.", " ev", " inc", " ltd", " llc", "redaktion", "redaction",
        "rédaction",
        "redacción", "redação", "redazione", "staff", "team", "news", ".com", ".de", ".org", ".net",
        "www", "press", "desk", "agency", "agentur", "agencia", "ministerium", "verband",
        "stiftung",
        "verlag", "media", "magazin", "editor", "zeitung", "ministry", "university", "foundation",
        "dpa", "afp", "reuters", "apa", "kna", "epd", "編集部", "新聞", "报", "網", "网", "社",
    ])

    private func describe(_ names: [String], in evidence: inout Evidence<AuthorFact>) {
        let first = names[0]
        let lower = names.map { $0.lowercased() }
        evidence.insert(.isOffice, if: lower.contains(where: Self.offices.occurs))
        evidence.insert(
            .oneWord,
            if: names.count == 1 && !first.contains(" ") && first.utf8.allSatisfy { $0 < 0x80 }
        )
        evidence.insert(.lowerCase, if: first.first?.isLowercase == true)
        evidence.insert(.hasDigit, if: names.contains { $0.contains(where: \.isNumber) })
        evidence.insert(.two, if: names.count == 2)
        evidence.insert(.many, if: names.count > 3)
        evidence.insert(.longName, if: names.contains { $0.split(separator: " ").count > 4 })
        if names.allSatisfy(reader.outline.showsNearHeadline) {
            evidence.insert(.shownNear)
        } else if names.allSatisfy(reader.outline.shows) {
            evidence.insert(.shownElsewhere)
        } else {
            evidence.insert(.notShown)
        }
        let isShown = !evidence.contains(.notShown)
        evidence.insert(.officeShown, if: isShown && evidence.contains(.isOffice))
        evidence.insert(.siteShown, if: isShown && evidence.contains(.isSite))
        evidence.insert(
            .isRecipe,
            if: reader.subjectKind == .recipe || reader.subjectKind == .product
        )
        evidence.insert(.isWebsite, if: reader.isWebsite)
        evidence.insert(.isArticle, if: reader.subjectKind == .article)
        evidence.insert(.isNewsArticle, if: reader.isNewsArticle)
        evidence.insert(
            .isOtherPage,
            if: reader.subjectKind != .article && !reader.isOpenGraphArticle
        )
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
