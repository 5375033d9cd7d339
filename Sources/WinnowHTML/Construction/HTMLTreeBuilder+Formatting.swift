/// The list of active formatting elements: Noah's Ark, reconstruction and the adoption agency.
extension HTMLTreeBuilder {
    @inline(__always)
    var formattingCount: Int { store.pointee.formatting.count }

    mutating func insertMarker() {
        store.pointee.formatting.append(.marker)
    }

    /// Clears the list up to and with the last marker.
    mutating func clearFormattingToMarker() {
        var count = formattingCount
        while count > 0 {
            count -= 1
            if store.pointee.formatting[count].isMarker { break }
        }
        store.pointee.formatting.truncate(to: count)
    }

    /// Pushes an element onto the list, dropping the earliest of three equal ones, or of too many.
    mutating func pushFormatting(_ node: Int32, _ name: HTMLName) {
        var equal = 0
        var earliest = -1
        var comparisons = 0
        let digest = attributeDigest(of: node)
        var first = formattingCount
        while first > 0, !store.pointee.formatting[first - 1].isMarker {
            first -= 1
            let entry = store.pointee.formatting[first]
            guard entry.name == name, entry.digest == digest, comparisons < Self.maximumComparisons
            else { continue }
            comparisons += 1
            if hasSameAttributes(entry.node, node) {
                equal += 1
                earliest = first
            }
        }
        if equal >= 3 {
            removeFormatting(at: earliest)
        } else if formattingCount - first >= Self.maximumFormatting {
            removeFormatting(at: first)
        }
        store.pointee.formatting.append(FormattingEntry(node: node, name: name, digest: digest))
    }

    /// How many elements with the same digest are compared in full: more have been made to look alike.
    private static var maximumComparisons: Int { 32 }

    /// Sums up names, lengths and the ends of values, in any order.
    private mutating func attributeDigest(of node: Int32) -> UInt32 {
        let record = store.pointee.nodes[Int(node)]
        var digest: UInt32 = 0
        for index in 0..<Int(record.count) {
            let attribute = store.pointee.attributes[Int(record.start) + index]
            let part = attribute.key &* 0x9E37_79B1 ^ attribute.valueCount
            let end = store.pointee.bytes(at: attribute.valueStart, count: attribute.valueCount)
                .lastWord
            let product = (end ^ UInt64(part)) &* 0x9E37_79B9_7F4A_7C15
            digest &+= UInt32(truncatingIfNeeded: product >> 32)
        }
        return digest
    }

    private mutating func hasSameAttributes(_ left: Int32, _ right: Int32) -> Bool {
        let left = store.pointee.nodes[Int(left)]
        let right = store.pointee.nodes[Int(right)]
        guard left.count == right.count else { return false }
        if left.start == right.start { return true }
        let count = Int(left.count)
        for index in 0..<count {
            let wanted = store.pointee.attributes[Int(left.start) + index]
            // Attributes nearly always come in the same order; only few are searched in another one, to stay linear.
            if isEqual(wanted, store.pointee.attributes[Int(right.start) + index]) { continue }
            guard count <= 16 else { return false }
            let found = (0..<count).contains {
                isEqual(wanted, store.pointee.attributes[Int(right.start) + $0])
            }
            if !found { return false }
        }
        return true
    }

    private mutating func isEqual(_ left: AttributeRecord, _ right: AttributeRecord) -> Bool {
        guard left.key == right.key, left.valueCount == right.valueCount else { return false }
        let leftBytes = store.pointee.bytes(at: left.valueStart, count: left.valueCount)
        let rightBytes = store.pointee.bytes(at: right.valueStart, count: right.valueCount)
        return leftBytes.elementsEqual(rightBytes)
    }

    /// Removes an entry of the list.
    mutating func removeFormatting(at index: Int) {
        var position = index
        while position + 1 < formattingCount {
            store.pointee.formatting[position] = store.pointee.formatting[position + 1]
            position += 1
        }
        store.pointee.formatting.truncate(to: formattingCount - 1)
    }

    private mutating func insertFormatting(_ entry: FormattingEntry, at index: Int) {
        store.pointee.formatting.append(entry)
        var position = formattingCount - 1
        while position > index {
            store.pointee.formatting[position] = store.pointee.formatting[position - 1]
            position -= 1
        }
        store.pointee.formatting[position] = entry
    }

    /// The position in the list of a node, or -1.
    mutating func formattingIndex(of node: Int32) -> Int {
        var index = formattingCount - 1
        while index >= 0, store.pointee.formatting[index].node != node { index -= 1 }
        return index
    }

    /// The last entry with a name behind the last marker, or -1.
    mutating func lastFormatting(_ name: HTMLName) -> Int {
        var index = formattingCount - 1
        while index >= 0, !store.pointee.formatting[index].isMarker {
            if store.pointee.formatting[index].name == name { return index }
            index -= 1
        }
        return -1
    }

    /// Whether an element of the list is open: push and pop keep a mark in its node.
    @inline(__always)
    func isOpen(_ node: Int32) -> Bool {
        store.pointee.nodes[Int(node)].extra != 0
    }

    /// Reconstructs the active formatting elements.
    @inline(__always)
    mutating func reconstructFormatting() {
        let count = formattingCount
        if count == 0 { return }
        let last = store.pointee.formatting[count - 1]
        if last.isMarker || isOpen(last.node) { return }
        reopenFormatting()
    }

    private mutating func reopenFormatting() {
        var index = formattingCount - 1
        while index > 0 {
            let entry = store.pointee.formatting[index - 1]
            if entry.isMarker || isOpen(entry.node) { break }
            index -= 1
        }
        while index < formattingCount, copyBudget > 0 {
            if depth >= Self.maximumDepth { pop() }
            let entry = store.pointee.formatting[index]
            let node = add(copy(of: entry.node), at: insertionPlace())
            push(node, store.pointee.nodes[Int(node)].tag)
            store.pointee.formatting[index].node = node
            index += 1
        }
    }

    /// A new element like a formatting element, with the same attributes; both share the range.
    private mutating func copy(of node: Int32) -> NodeRecord {
        copyBudget -= 1
        let original = store.pointee.nodes[Int(node)]
        var record = NodeRecord(kind: .element, sourceOffset: Int(original.sourceOffset))
        record.tag = original.tag
        record.start = original.start
        record.count = original.count
        return record
    }

    private mutating func addDetached(_ record: NodeRecord) -> Int32 {
        store.pointee.nodes.append(record)
        return Int32(truncatingIfNeeded: store.pointee.nodes.count - 1)
    }

    // MARK: Adoption agency

    /// Runs the adoption agency algorithm for an end tag (or an `a` or `nobr` start tag).
    mutating func adoptionAgency(_ name: HTMLName) {
        let node = current
        if node.isNamed(name), formattingIndex(of: node.node) < 0 { return pop() }
        for _ in 0..<8 {
            let listIndex = lastFormatting(name)
            guard listIndex >= 0 else { return anyOtherEndTag(name) }
            let formatting = store.pointee.formatting[listIndex].node
            let stackIndex = stackIndex(of: formatting, name)
            guard stackIndex >= 0 else { return removeFormatting(at: listIndex) }
            guard stackIndex >= Int(current.defaultBoundary) else { return }
            var furthest = stackIndex + 1
            while furthest < depth, !store.pointee.openElements[furthest].isSpecial {
                furthest += 1
            }
            guard furthest < depth, copyBudget > 0, stackIndex > 0 else {
                pop(toDepth: stackIndex)
                return removeFormatting(at: listIndex)
            }
            adopt(formatting, listIndex: listIndex, stackIndex: stackIndex, furthest: furthest)
        }
    }

    /// One pass of the outer loop, steps "let common ancestor" to the end.
    private mutating func adopt(_ formatting: Int32, listIndex: Int, stackIndex: Int, furthest: Int)
    {
        let ancestor = store.pointee.openElements[stackIndex - 1]
        let block = store.pointee.openElements[furthest]
        let name = store.pointee.formatting[listIndex].name
        let digest = store.pointee.formatting[listIndex].digest
        takeStack(from: stackIndex)
        var bookmark = listIndex
        var last = block.node
        var inner = 0
        var position = furthest - stackIndex - 1
        // `scratch` now holds the formatting element (0) and all above it; the entries that leave the stack get node -1.
        while position > 0 {
            inner += 1
            let node = scratch[position].node
            var entry = formattingIndex(of: node)
            if inner > 3, entry >= 0 {
                removeFormatting(at: entry)
                if entry < bookmark { bookmark -= 1 }
                entry = -1
            }
            if entry < 0 {
                replaceScratch(position, node: -1)
            } else {
                let fresh = addDetached(copy(of: node))
                store.pointee.formatting[entry].node = fresh
                replaceScratch(position, node: fresh)
                if last == block.node { bookmark = entry + 1 }
                detach(last)
                append(last, to: fresh)
                last = fresh
            }
            position -= 1
        }
        detach(last)
        let place = place(inside: ancestor)
        link(last, into: place.parent, before: place.before)
        let fresh = addDetached(copy(of: formatting))
        moveChildren(of: block.node, to: fresh)
        append(fresh, to: block.node)
        replaceFormatting(
            formatting,
            with: FormattingEntry(node: fresh, name: name, digest: digest),
            bookmark: bookmark
        )
        restoreStack(furthest: furthest - stackIndex, adopted: fresh)
    }

    /// The appropriate place for inserting a node with an override target.
    private mutating func place(inside target: OpenElement) -> Place {
        // Foster parenting is on only while table modes borrow the rules of "in body", as the standard has it.
        if fosterParenting, target.isHTML, flags(target.name).has(NameFlags.tableText),
            !target.isNamed(.template)
        {
            return fosterPlace()
        }
        return inside(target.node, target.tag)
    }

    private mutating func takeStack(from index: Int) {
        scratch.truncate(to: 0)
        for position in index..<depth { scratch.append(store.pointee.openElements[position]) }
        pop(toDepth: index)
    }

    private mutating func replaceScratch(_ index: Int, node: Int32) {
        let old = scratch[index]
        scratch[index] = OpenElement(
            node: node,
            tag: old.tag,
            previous: -1,
            defaultBoundary: 0,
            buttonBoundary: 0,
            listBoundary: 0,
            tableBoundary: 0,
            isFormatting: old.isFormatting,
            isSpecial: old.isSpecial
        )
    }

    /// Pushes what stays: without the formatting element, with its successor right below the furthest block.
    private mutating func restoreStack(furthest: Int, adopted: Int32) {
        for index in 1..<scratch.count {
            let entry = scratch[index]
            if entry.node >= 0 { push(entry.node, entry.tag) }
            if index == furthest { push(adopted, store.pointee.nodes[Int(adopted)].tag) }
        }
    }

    private mutating func replaceFormatting(
        _ node: Int32,
        with entry: FormattingEntry,
        bookmark: Int
    ) {
        var bookmark = bookmark
        let old = formattingIndex(of: node)
        if old >= 0 {
            removeFormatting(at: old)
            if old < bookmark { bookmark -= 1 }
        }
        insertFormatting(entry, at: min(bookmark, formattingCount))
    }

    /// Appends all children of one element to another, which has none.
    private mutating func moveChildren(of source: Int32, to target: Int32) {
        let record = store.pointee.nodes[Int(source)]
        var child = record.firstChild
        while child >= 0 {
            store.pointee.nodes[Int(child)].parent = target
            child = store.pointee.nodes[Int(child)].next
        }
        store.pointee.nodes[Int(target)].firstChild = record.firstChild
        store.pointee.nodes[Int(target)].lastChild = record.lastChild
        store.pointee.nodes[Int(source)].firstChild = -1
        store.pointee.nodes[Int(source)].lastChild = -1
    }

    /// "Any other end tag" of the "in body" mode.
    mutating func anyOtherEndTag(_ name: HTMLName) {
        let target = topIndex(name)
        guard target >= 0 else { return }
        var index = depth - 1
        while index > target {
            if store.pointee.openElements[index].isSpecial { return }
            index -= 1
        }
        pop(toDepth: target)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The last eight bytes as a number; of fewer, all of them.
    fileprivate var lastWord: UInt64 {
        if count >= 8 {
            return UnsafeRawBufferPointer(self).loadUnaligned(
                fromByteOffset: count - 8,
                as: UInt64.self
            )
        }
        var word: UInt64 = 0
        for byte in self { word = word << 8 | UInt64(byte) }
        return word
    }
}
