import WinnowHTML
import WinnowModel

// The bylines that a page shows.

extension AuthorReader {
    mutating func addProperties() {
        var nodes: [HTMLNodeID] = []
        for node in reader.head.properties where nodes.count < 64 {
            guard let property = reader.tree.attribute(.itemprop, of: node) else { continue }
            let isAuthor = reader.tree.withBytes(of: property) {
                $0.isEqual("author") || $0.isEqual("creator")
            }
            guard isAuthor else { continue }
            nodes.append(node)
        }
        addGroup(nodes, fact: .property, total: nodes.count)
    }

    mutating func addMarked() {
        var groups: [(key: TextNumber, nodes: [HTMLNodeID], fact: AuthorFact)] = []
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
            var key = TextNumber()
            if fact != .relation, fact != .authorLink,
                let name = reader.tree.attribute(.class, of: node)
            {
                key = reader.tree.withBytes(of: name) {
                    TextNumber($0.part(0..<min($0.count, 120)))
                }
            }
            key.append(fact.rawValue)
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
            if reader.others.holds(node) { return false }
            let found = text(of: node)
            if found.count == 0 { continue }
            evidence.insert(.hasOpening, if: Self.hasOpening(found))
            for name in self.names(in: found) where !names.contains(name) {
                names.append(name)
            }
        }
        guard !names.isEmpty else { return false }
        evidence.insert(.isNoise, if: nodes.prefix(4).contains { isNoise($0) })
        evidence.insertPlace(reader.outline.zone(of: nodes[0]))
        return add(names: names, evidence, isVisible: true)
    }

    private mutating func names(in text: NodeText) -> [String] {
        let number = text.number
        if let names = split[number] { return names }
        let names = NameSplitter.names(in: text.plain)
        split.add(names, for: number)
        return names
    }

    private func text(of node: HTMLNodeID) -> NodeText {
        if let content = reader.tree.value(of: .content, of: node) { return NodeText(content) }
        if reader.tree.hasAttribute(.itemprop, of: node) {
            for inner in reader.tree.descendants(of: node).prefix(40)
            where reader.tree.value(of: .itemprop, of: inner) == "name" {
                if let content = reader.tree.value(of: .content, of: inner) {
                    return NodeText(content)
                }
                return NodeText(of: inner, in: reader.tree) ?? NodeText()
            }
        }
        return NodeText(of: node, in: reader.tree) ?? NodeText()
    }

    /// Whether the first part is or begins with a word of bylines.
    private static func hasOpening(_ text: NodeText) -> Bool {
        let lower = text.bytes.withUnsafeBufferPointer {
            LowerCase.lowered($0.part(text.range(0)))
        }
        return lower.withUnsafeBufferPointer { lower in
            BylineWords.lineOpeningFinder.prefix(of: lower) != nil
                || BylineWords.uses(of: lower).contains(.opening)
        }
    }

    /// Whether an element's class or its parent's speaks of another thing.
    private func isNoise(_ node: HTMLNodeID) -> Bool {
        var current: HTMLNodeID? = node
        for _ in 0..<5 {
            guard let next = current else { return false }
            if reader.hints.hints(of: next).contains(.authorNoise) { return true }
            current = reader.tree.parent(of: next)
        }
        return false
    }

    /// Lines that begin as bylines do: "By", "Von", "Par".
    mutating func addLines() {
        var added = 0
        let outline = reader.outline
        let lines = outline.lines
        let lastKept = lines.lastIndex { $0.isKept } ?? -1
        for index in lines.indices where added < 6 {
            let line = lines[index]
            guard let names = outline.withText(of: line, NameSplitter.byline) else {
                continue
            }
            var evidence = Evidence<AuthorFact>(.line, .hasOpening)
            evidence.insert(.outside, if: line.isOutside)
            evidence.insert(.endsContent, if: line.isKept && index + 3 > lastKept)
            evidence.insert(.startsContent, if: line.distance >= 0 && line.distance <= 4)
            evidence.insertPlace(outline.zone(of: line.node))
            if add(names: names, evidence, isVisible: true) { added += 1 }
        }
    }
}
