import WinnowHTML
import WinnowModel

// The dates that a page shows.

extension DateSearch {
    mutating func addProperties() {
        var nodes: [(HTMLNodeID, DateFact)] = []
        for node in reader.head.properties where nodes.count < 24 {
            guard let property = reader.tree.attribute(.itemprop, of: node) else { continue }
            let fact: DateFact? = reader.tree.withBytes(of: property) { name in
                if NodeMarker.isWhole("datepublished", name) { return .propertyPublished }
                if NodeMarker.isWhole("datecreated", name) { return .propertyPublished }
                return NodeMarker.isWhole("datemodified", name) ? .propertyModified : nil
            }
            if let fact { nodes.append((node, fact)) }
        }
        for (node, fact) in nodes where !reader.others.holds(node) {
            var evidence = Evidence(fact)
            evidence.insert(.isRepeated, if: nodes.count > 5)
            let content = reader.tree.value(of: .content, of: node).flatMap {
                $0.isEmpty ? nil : $0
            }
            add(content, node, evidence)
        }
    }

    mutating func addTimes() {
        var added = 0
        for node in ordered(reader.head.times, \.self).prefix(40) where added < 8 {
            guard !reader.others.holds(node) else { continue }
            var evidence = Evidence<DateFact>(.time)
            evidence.insert(.isRepeated, if: reader.head.times.count > 5)
            if let attribute = reader.tree.attribute(.class, of: node) {
                let hints = reader.tree.withBytes(of: attribute) { MarkupHints($0) }
                evidence.insert(.timePublished, if: hints.contains(.published))
                evidence.insert(.timeModified, if: hints.contains(.modified))
            }
            if add(nil, node, evidence) { added += 1 }
        }
    }

    mutating func addMarked() {
        let nodes = reader.head.marked.filter { $0.mark == .date || $0.mark == .byline }
        var added = 0
        for (node, _) in ordered(nodes, \.node).prefix(60) where added < 8 {
            guard !reader.others.holds(node),
                let text = NodeText(of: node, in: reader.tree), text.bytes.count <= 160
            else { continue }
            var evidence = Evidence<DateFact>(.dateClass)
            evidence.insert(.isRepeated, if: nodes.count > 12)
            evidence.insertPlace(reader.outline.zone(of: node))
            let isDate = text.bytes.withUnsafeBufferPointer { add(visible: $0, evidence) }
            if isDate { added += 1 }
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

    mutating func addLines() {
        let outline = reader.outline
        let lines = outline.lines
        var added = 0
        let lastKept = lines.lastIndex { $0.isKept } ?? -1
        for index in lines.indices where added < 16 {
            let line = lines[index]
            guard line.distance >= -8,
                outline.withText(of: line, DateShape.mayHoldDate)
            else { continue }
            var evidence = Evidence<DateFact>(line.isMarked ? .line : .text)
            evidence.insert(.outside, if: line.isOutside)
            evidence.insert(.endsContent, if: line.isKept && index + 3 > lastKept)
            evidence.insert(.startsContent, if: line.distance >= 0 && line.distance <= 5)
            evidence.insert(.tail, if: line.distance > 40)
            evidence.insertPlace(outline.zone(of: line.node))
            let isDate = outline.withText(of: line) { text in
                text.withCollapsed { add(visible: $0, evidence) }
            }
            if isDate { added += 1 }
        }
    }
}
