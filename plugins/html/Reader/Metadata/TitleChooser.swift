import WinnowHTML
import WinnowModel

/// Chooses the page's title among what the page offers, without the site's
/// name: one candidate for each place, its evidence weighed by learned weights.
struct TitleChooser {
    typealias Proposal = Candidate<String, TitleFact>

    private static let mostHeadings = 8
    private static let longest = 400

    private let reader: MetadataReader
    private let cutter: TitleCutter
    private var proposals: [Proposal] = []
    private var keys: [TextKey] = []

    init(_ reader: MetadataReader, siteKeys: [TextKey]) {
        self.reader = reader
        cutter = TitleCutter(siteKeys: siteKeys)
    }

    /// The best title.
    static func title(_ reader: MetadataReader, siteKeys: [TextKey]) -> String? {
        candidates(reader, siteKeys: siteKeys).strongest(above: EvidenceWeights.titleThreshold)?
            .value
    }

    /// All candidates with their evidence.
    static func candidates(_ reader: MetadataReader, siteKeys: [TextKey]) -> [Proposal] {
        var search = TitleChooser(reader, siteKeys: siteKeys)
        let headings = search.headings()
        let headingKeys = headings.map { TextKey($0.0) }
        search.addHead(headingKeys)
        for (text, evidence) in headings { search.append(text, evidence) }
        search.compare()
        return search.proposals
    }

    // MARK: Sources

    private mutating func addHead(_ headings: [TextKey]) {
        let head = reader.head
        var offers: [(String?, TitleFact)] = [
            (head.meta("og:title"), .openGraph),
            (head.meta("twitter:title"), .twitter),
            (head.title, .title),
            (
                head.meta(
                    "dc.title",
                    "dcterms.title",
                    "headline",
                    "parsely-title",
                    "cxenseparse:title",
                    "sailthru.title",
                    "citation_title",
                    "mol:headline"
                ), .metaOther
            ),
        ]
        if let subject = reader.subject {
            offers.append((subject["headline"]?.elements.first?.text, .headline))
            offers.append((subject["alternativeHeadline"]?.elements.first?.text, .alternative))
            offers.append((subject["name"]?.elements.first?.text, .linkedName))
        }
        for (text, fact) in offers {
            guard let text, text.utf8.count < 4000 else { continue }
            let plain = TextCleaner.plain(text)
            guard !plain.isEmpty else { continue }
            let cut = cutter.withoutSite(plain, headings: headings)
            var evidence = Evidence(fact)
            guard let text = cut.text else {
                append(plain, evidence)
                continue
            }
            evidence.insert(.isCut)
            evidence.insert(.isKnownCut, if: cut.isKnown)
            append(text, evidence)
            append(plain, Evidence(fact, .isRaw))
        }
    }

    /// Headings of the page, and elements marked as its headline.
    private func headings() -> [(String, Evidence<TitleFact>)] {
        var result: [(String, Evidence<TitleFact>)] = []
        let tree = reader.tree
        let count = reader.head.headings.filter { tree.name(of: $0) == .h1 }.count
        var isFirst = true
        for node in reader.head.headings where result.count < Self.mostHeadings {
            let isTop = tree.name(of: node) == .h1
            guard let text = NodeText(of: node, in: tree)?.string, !text.isEmpty else { continue }
            var evidence = Evidence<TitleFact>(isTop ? .heading1 : .heading2)
            if isTop {
                evidence.insert(.onlyHeading1, if: count == 1)
                evidence.insert(.firstHeading1, if: isFirst)
                isFirst = false
            }
            describe(node, in: &evidence)
            result.append((text, evidence))
        }
        var added = 0
        for node in reader.head.properties where added < 2 {
            guard tree.value(of: .itemprop, of: node) == "headline",
                let text = tree.value(of: .content, of: node)
                    ?? NodeText(of: node, in: tree)?.string,
                !text.isEmpty
            else { continue }
            var evidence = Evidence<TitleFact>(.property)
            describe(node, in: &evidence)
            result.append((text, evidence))
            added += 1
        }
        return result
    }

    private func describe(_ node: HTMLNodeID, in evidence: inout Evidence<TitleFact>) {
        evidence.insertPlace(reader.outline.zone(of: node))
        evidence.insert(.isOutlineHeadline, if: node == reader.outline.headline)
        var current: HTMLNodeID? = node
        for step in 0..<4 {
            guard let next = current else { break }
            let hints = reader.hints.hints(of: next)
            evidence.insert(.titleClass, if: step == 0 && hints.contains(.title))
            evidence.insert(.siteClass, if: hints.contains(.site))
            evidence.insert(.isHidden, if: hints.contains(.hidden))
            evidence.insert(.isNoise, if: hints.contains(.titleNoise))
            current = reader.tree.parent(of: next)
        }
    }

    // MARK: Candidates

    private mutating func append(_ text: String, _ evidence: Evidence<TitleFact>) {
        let text = TextCleaner.collapsed(text)
        let key = TextKey(text)
        guard !key.isEmpty, text.utf8.count <= Self.longest * 2 else { return }
        var evidence = evidence
        evidence.insert(.isSite, if: cutter.isSite(key))
        evidence.insert(.isShort, if: key.size < 12)
        evidence.insert(.isLong, if: text.utf8.count > 110 && text.count > 110)
        evidence.insert(.endsInColon, if: text.hasSuffix(":"))
        proposals.append(Candidate(value: text, evidence: evidence))
        keys.append(key)
    }

    /// What the candidates say of each other.
    private mutating func compare() {
        let graph = key(of: .openGraph)
        let headline = key(of: .headline)
        let title = key(of: .title)
        let twitter = key(of: .twitter)
        let words = TitleWords(reader.head.title)
        let graphWords = TitleWords(reader.head.meta("og:title") ?? "")
        let hasHeading = proposals.contains { $0.evidence.contains(.heading1) }
        var overlaps: [(Double, Double)] = []
        let numbers = keys.map(\.number)
        let sizes = keys.map(\.size)
        for index in proposals.indices {
            var evidence = proposals[index].evidence
            let key = keys[index]
            evidence.insert(.agreesOpenGraph, if: key == graph && !evidence.contains(.openGraph))
            evidence.insert(.agreesHeadline, if: key == headline && !evidence.contains(.headline))
            evidence.insert(.agreesTitle, if: key == title && !evidence.contains(.title))
            evidence.insert(.agreesTwitter, if: key == twitter && !evidence.contains(.twitter))
            for other in proposals.indices
            where other != index && numbers[other] == numbers[index] && sizes[other] == sizes[index]
            {
                evidence.insert(.agreesHeading, if: proposals[other].evidence.contains(.heading1))
                evidence.insert(.agreesHeading2, if: proposals[other].evidence.contains(.heading2))
            }
            for other in proposals.indices
            where sizes[index] >= 12 && sizes[other] >= 12 && sizes[other] < 800 {
                // One key is a part of another only if it is shorter.
                if sizes[index] < sizes[other] {
                    evidence.insert(
                        .isPart,
                        if: keys[other].hasPrefix(key) || keys[other].hasSuffix(key)
                    )
                } else if sizes[other] < sizes[index] {
                    evidence.insert(
                        .holdsOther,
                        if: key.hasPrefix(keys[other]) || key.hasSuffix(keys[other])
                    )
                }
            }
            // Of candidates with one key the first one's.
            if let first = keys[..<index].firstIndex(of: key) {
                overlaps.append(overlaps[first])
            } else {
                let own = TitleWords(proposals[index].value)
                overlaps.append((own.share(in: words), own.share(in: graphWords)))
            }
            let (overlap, graphOverlap) = overlaps[index]
            evidence.insert(.overlapsTitle, if: overlap > 0.5)
            evidence.insert(.overlapsOpenGraph, if: graphOverlap > 0.5)
            evidence.insert(.overlapsNothing, if: overlap < 0.2 && graphOverlap < 0.2)
            evidence.insert(.hasOpenGraph, if: graph != nil)
            evidence.insert(.hasHeadline, if: headline != nil)
            evidence.insert(.lacksHead, if: graph == nil && headline == nil)
            evidence.insert(.isArticle, if: reader.subjectKind == .article)
            let isHeading = evidence.contains(.heading1)
            evidence.insert(.headingWithOpenGraph, if: isHeading && graph != nil)
            evidence.insert(.headingWithHeadline, if: isHeading && headline != nil)
            evidence.insert(.headingAlone, if: isHeading && graph == nil && headline == nil)
            evidence.insert(
                .openGraphWithoutHeading,
                if: evidence.contains(.openGraph) && !hasHeading
            )
            proposals[index].evidence = evidence
        }
    }

    private func key(of fact: TitleFact) -> TextKey? {
        proposals.firstIndex { $0.evidence.contains(fact) && !$0.evidence.contains(.isRaw) }
            .map { keys[$0] }
    }
}
