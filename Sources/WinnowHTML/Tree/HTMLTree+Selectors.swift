extension HTMLTree {
    /// Whether an element matches a selector.
    public func matches(_ node: HTMLNodeID, _ selector: HTMLSelector) -> Bool {
        guard isElement(node) else { return false }
        return selector.alternatives.contains { match(node, $0, upTo: $0.count - 1) == .found }
    }

    /// The first descendant of a node that matches.
    public func first(_ selector: HTMLSelector, in root: HTMLNodeID) -> HTMLNodeID? {
        descendants(of: root).first { matches($0, selector) }
    }

    /// The descendants of a node that match, in document order.
    public func all(_ selector: HTMLSelector, in root: HTMLNodeID) -> [HTMLNodeID] {
        descendants(of: root).filter { matches($0, selector) }
    }

    /// The descendants of a node that are HTML elements with a name, in document order.
    public func all(named name: HTMLName, in root: HTMLNodeID) -> [HTMLNodeID] {
        descendants(of: root).filter { isElement($0, named: name) }
    }

    /// How matching from some element on ended.
    private enum Match {
        case found
        /// A child combinator failed here; an ancestor further up may still match.
        case failedHere
        /// No ancestor is left that could match, so trying others further up is useless.
        case failedAbove
    }

    /// Matches compounds 0 to `last` with `node` as the subject.
    ///
    /// When the search for an ancestor has reached the top once, no other choice below can help: so the time is at most
    /// depth times compounds, whatever the page.
    private func match(_ node: HTMLNodeID, _ compounds: [HTMLSelector.Compound], upTo last: Int)
        -> Match
    {
        guard matches(node, compounds[last]) else { return .failedHere }
        guard last > 0 else { return .found }
        var ancestor = parent(of: node)
        if compounds[last].isChild {
            guard let ancestor, isElement(ancestor) else { return .failedAbove }
            return match(ancestor, compounds, upTo: last - 1)
        }
        while let current = ancestor, isElement(current) {
            let result = match(current, compounds, upTo: last - 1)
            if result != .failedHere { return result }
            ancestor = parent(of: current)
        }
        return .failedAbove
    }

    private func matches(_ node: HTMLNodeID, _ compound: HTMLSelector.Compound) -> Bool {
        compound.tests.allSatisfy { test in
            switch test {
            case .type(let name): nameEquals(name, node)
            case .attribute(let name): attribute(spelled: name, of: node) != nil
            case .value(let name, let comparison, let value):
                attribute(spelled: name, of: node).map { compares($0, comparison, value) } ?? false
            }
        }
    }

    private func nameEquals(_ name: [UInt8], _ node: HTMLNodeID) -> Bool {
        let elementName = HTMLName(rawValue: record(node).name)
        return withBytes(of: elementName) { bytes in
            bytes.count == name.count && zip(bytes, name).allSatisfy { lowercase($0) == $1 }
        }
    }

    private func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    private func attribute(spelled name: [UInt8], of node: HTMLNodeID) -> HTMLAttribute? {
        name.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress,
                let id = storage.pointee.names.find(base, count: bytes.count)
            else {
                return nil
            }
            return attribute(HTMLName(rawValue: id), of: node)
        }
    }

    private func compares(
        _ attribute: HTMLAttribute,
        _ comparison: HTMLSelector.Comparison,
        _ value: [UInt8]
    ) -> Bool {
        if comparison == .word { return hasWord(value, in: attribute) }
        return withBytes(of: attribute) { bytes in
            if comparison == .equal { return bytes.elementsEqual(value) }
            guard !value.isEmpty, bytes.count >= value.count else { return false }
            switch comparison {
            case .prefix: return bytes.starts(with: value)
            case .suffix: return bytes.suffix(value.count).elementsEqual(value)
            default:
                return (0...(bytes.count - value.count)).contains { start in
                    bytes[start..<(start + value.count)].elementsEqual(value)
                }
            }
        }
    }
}
