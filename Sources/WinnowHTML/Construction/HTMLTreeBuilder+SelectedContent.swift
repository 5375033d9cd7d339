/// The content of `selectedcontent` elements, which mirrors the selected option of their `select`.
///
/// The standard copies when an option leaves the stack of open elements; only the last copy stays. So one copy is made at the
/// end of the page, for each `select` that is not inside another, which keeps the time linear.
extension HTMLTreeBuilder {
    mutating func fillSelectedContents() {
        var lastSelect: Int32 = -1
        for index in 0..<selectedContents.count {
            let target = selectedContents[index]
            guard let select = owningSelect(of: target), select != lastSelect else { continue }
            lastSelect = select
            guard !hasAttribute(.multiple, select), let option = selectedOption(of: select),
                !isInside(target, option)
            else { continue }
            replaceChildren(of: target, withCopiesFrom: option)
        }
    }

    private func isElement(_ node: Int32, _ name: HTMLName) -> Bool {
        store.pointee.nodes[Int(node)].tag == NodeRecord.elementTag(name.rawValue, .html)
    }

    private func hasAttribute(_ name: HTMLName, _ node: Int32) -> Bool {
        let record = store.pointee.nodes[Int(node)]
        return (0..<Int(record.count)).contains {
            store.pointee.attributes[Int(record.start) + $0].name == name.rawValue
        }
    }

    private func isInside(_ node: Int32, _ ancestor: Int32) -> Bool {
        var current = node
        while current >= 0 {
            if current == ancestor { return true }
            current = store.pointee.nodes[Int(current)].parent
        }
        return false
    }

    /// The `select` around an element, unless that stands in an option, in another `selectedcontent` or in two selects.
    private func owningSelect(of node: Int32) -> Int32? {
        var select: Int32?
        var ancestor = store.pointee.nodes[Int(node)].parent
        while ancestor >= 0 {
            if isElement(ancestor, .select) {
                if select != nil { return nil }
                select = ancestor
            }
            if isElement(ancestor, .option) || isElement(ancestor, .selectedcontent) { return nil }
            ancestor = store.pointee.nodes[Int(ancestor)].parent
        }
        return select
    }

    /// The next node of a subtree in document order, or -1.
    private func following(_ node: Int32, in root: Int32) -> Int32 {
        let child = store.pointee.nodes[Int(node)].firstChild
        if child >= 0 { return child }
        var current = node
        while current >= 0, current != root {
            let record = store.pointee.nodes[Int(current)]
            if record.next >= 0 { return record.next }
            current = record.parent
        }
        return -1
    }

    /// The last option marked `selected`, else the first that is not disabled.
    private func selectedOption(of select: Int32) -> Int32? {
        var marked: Int32?
        var first: Int32?
        var node = following(select, in: select)
        while node >= 0 {
            if isElement(node, .option) {
                if hasAttribute(.selected, node) { marked = node }
                if first == nil, !isDisabled(node) { first = node }
            }
            node = following(node, in: select)
        }
        return marked ?? first
    }

    private func isDisabled(_ option: Int32) -> Bool {
        if hasAttribute(.disabled, option) { return true }
        let parent = store.pointee.nodes[Int(option)].parent
        return parent >= 0 && isElement(parent, .optgroup) && hasAttribute(.disabled, parent)
    }

    private mutating func replaceChildren(of target: Int32, withCopiesFrom source: Int32) {
        while store.pointee.nodes[Int(target)].firstChild >= 0 {
            detach(store.pointee.nodes[Int(target)].firstChild)
        }
        var node = following(source, in: source)
        var copies: [Int32: Int32] = [source: target]
        while node >= 0 {
            let original = store.pointee.nodes[Int(node)]
            var record = original
            record.parent = -1
            record.firstChild = -1
            record.lastChild = -1
            record.next = -1
            record.previous = -1
            // Room behind a text's range belongs to the original; template content is shared, which a reader cannot tell.
            if record.isText { record.extra = 0 }
            let copy = Int32(truncatingIfNeeded: store.pointee.nodes.count)
            store.pointee.nodes.append(record)
            copies[node] = copy
            append(copy, to: copies[original.parent] ?? target)
            node = following(node, in: source)
        }
    }
}
