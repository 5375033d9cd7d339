/// Making nodes and putting them in their place.
extension HTMLTreeBuilder {
    /// A place for a node: before a sibling, or (-1) behind the last child.
    struct Place {
        var parent: Int32
        var before: Int32
    }

    /// The appropriate place for inserting a node.
    @inline(__always)
    mutating func insertionPlace() -> Place {
        let target = current
        if fosterParenting, target.isHTML, flags(target.name).has(NameFlags.tableText),
            !target.isNamed(.template)
        {
            return fosterPlace()
        }
        return inside(target.node, target.tag)
    }

    @inline(__always)
    func inside(_ node: Int32, _ tag: UInt32) -> Place {
        if tag == NodeRecord.elementTag(HTMLName.template.rawValue, .html) {
            return Place(
                parent: Int32(truncatingIfNeeded: store.pointee.nodes[Int(node)].extra),
                before: -1
            )
        }
        return Place(parent: node, before: -1)
    }

    /// The place that foster parenting gives: before the last table, or in the last template if that is nearer.
    mutating func fosterPlace() -> Place {
        let table = topIndex(.table)
        let template = topIndex(.template)
        if template >= 0, template > table {
            let element = store.pointee.openElements[template]
            return inside(element.node, element.tag)
        }
        guard table >= 0 else {
            return inside(store.pointee.openElements[0].node, store.pointee.openElements[0].tag)
        }
        let node = store.pointee.openElements[table].node
        let parent = store.pointee.nodes[Int(node)].parent
        if parent >= 0 { return Place(parent: parent, before: node) }
        let above = store.pointee.openElements[max(table - 1, 0)]
        return inside(above.node, above.tag)
    }

    /// Appends a record and links it in.
    @inline(__always)
    @discardableResult
    mutating func add(_ record: NodeRecord, at place: Place) -> Int32 {
        let node = Int32(truncatingIfNeeded: store.pointee.nodes.count)
        store.pointee.nodes.append(record)
        if place.before < 0 {
            append(node, to: place.parent)
        } else {
            link(node, into: place.parent, before: place.before)
        }
        return node
    }

    /// Links a detached node in as the last child.
    @inline(__always)
    mutating func append(_ node: Int32, to parent: Int32) {
        precondition(
            Int(parent) < store.pointee.nodes.count && Int(node) < store.pointee.nodes.count
                && parent >= 0
        )
        let nodes = store.pointee.nodes.base
        let last = nodes[Int(parent)].lastChild
        nodes[Int(node)].parent = parent
        nodes[Int(node)].previous = last
        if last >= 0 {
            nodes[Int(last)].next = node
        } else {
            nodes[Int(parent)].firstChild = node
        }
        nodes[Int(parent)].lastChild = node
    }

    mutating func link(_ node: Int32, into parent: Int32, before sibling: Int32) {
        guard sibling >= 0 else { return append(node, to: parent) }
        let previous = store.pointee.nodes[Int(sibling)].previous
        store.pointee.nodes[Int(node)].parent = parent
        store.pointee.nodes[Int(node)].previous = previous
        store.pointee.nodes[Int(node)].next = sibling
        store.pointee.nodes[Int(sibling)].previous = node
        if previous >= 0 {
            store.pointee.nodes[Int(previous)].next = node
        } else {
            store.pointee.nodes[Int(parent)].firstChild = node
        }
    }

    /// Takes a node out of its parent; its children stay below it.
    mutating func detach(_ node: Int32) {
        let record = store.pointee.nodes[Int(node)]
        guard record.parent >= 0 else { return }
        if record.previous >= 0 {
            store.pointee.nodes[Int(record.previous)].next = record.next
        } else {
            store.pointee.nodes[Int(record.parent)].firstChild = record.next
        }
        if record.next >= 0 {
            store.pointee.nodes[Int(record.next)].previous = record.previous
        } else {
            store.pointee.nodes[Int(record.parent)].lastChild = record.previous
        }
        store.pointee.nodes[Int(node)].parent = -1
        store.pointee.nodes[Int(node)].previous = -1
        store.pointee.nodes[Int(node)].next = -1
    }

    // MARK: Elements

    /// Inserts an HTML element for a start tag and pushes it.
    @inline(__always)
    @discardableResult
    mutating func insert(_ tag: TagToken) -> Int32 {
        insert(tag, name: tag.name, namespace: .html)
    }

    @inline(__always)
    @discardableResult
    mutating func insert(_ tag: TagToken, name: HTMLName, namespace: HTMLNamespace) -> Int32 {
        if depth >= Self.maximumDepth { pop() }
        let node = create(tag, name: name, namespace: namespace)
        push(node, NodeRecord.elementTag(name.rawValue, namespace))
        return node
    }

    /// Makes an element for a start tag and puts it into its place, without pushing it.
    @inline(__always)
    mutating func create(_ tag: TagToken, name: HTMLName, namespace: HTMLNamespace) -> Int32 {
        let word = NodeRecord.elementTag(name.rawValue, namespace)
        var record = NodeRecord(kind: .element, sourceOffset: tag.offset)
        record.tag = word
        record.start = UInt32(truncatingIfNeeded: tag.attributeStart)
        record.count = UInt32(truncatingIfNeeded: tag.attributeCount)
        tookAttributes = true
        let node = add(record, at: insertionPlace())
        if name == .template || name == .selectedcontent, namespace == .html {
            noteSpecial(node, name, tag.offset)
        }
        return node
    }

    /// Inserts an HTML element that cannot have children.
    @inline(__always)
    mutating func insertVoid(_ tag: TagToken) {
        _ = create(tag, name: tag.name, namespace: .html)
    }

    /// Inserts an element that no tag asked for.
    mutating func insertImplied(_ name: HTMLName, offset: Int) -> Int32 {
        var tag = TagToken(
            name: name,
            attributeStart: store.pointee.attributes.count,
            attributeCount: 0,
            isSelfClosing: false,
            offset: offset
        )
        tag.attributeStart = 0
        let before = tookAttributes
        defer { tookAttributes = before }
        return insert(tag)
    }

    private mutating func noteSpecial(_ node: Int32, _ name: HTMLName, _ offset: Int) {
        if name == .selectedcontent { return selectedContents.append(node) }
        store.pointee.nodes[Int(node)].extra = UInt32(truncatingIfNeeded: store.pointee.nodes.count)
        store.pointee.nodes.append(NodeRecord(kind: .templateContent, sourceOffset: offset))
    }

    /// Adds the attributes of a second `html` or `body` tag that the element does not have yet.
    ///
    /// Bit 0 or 1 of each name says whether the root or the body has it, so that the cost is that of the new attributes alone.
    mutating func mergeAttributes(of tag: TagToken, into node: Int32, bit: UInt32) {
        guard tag.attributeCount > 0 else { return }
        if markedMerges & bit == 0 {
            markedMerges |= bit
            let record = store.pointee.nodes[Int(node)]
            for index in 0..<Int(record.count) { markMerged(Int(record.start) + index, bit) }
        }
        var kept = tag.attributeStart
        for index in tag.attributeStart..<(tag.attributeStart + tag.attributeCount)
        where markMerged(index, bit) {
            store.pointee.attributes[kept] = store.pointee.attributes[index]
            kept += 1
        }
        store.pointee.attributes.truncate(to: kept)
        appendAttributes(from: tag.attributeStart, count: kept - tag.attributeStart, to: node)
    }

    /// Marks an attribute's name and answers whether it was new.
    @discardableResult
    private mutating func markMerged(_ index: Int, _ bit: UInt32) -> Bool {
        let name = Int(store.pointee.attributes[index].name)
        let isNew = store.pointee.names.records[name].merged & bit == 0
        store.pointee.names.records[name].merged |= bit
        return isNew
    }

    /// Appends attributes to an element that is not at the end of the attribute buffer, doubling its room when it moves.
    private mutating func appendAttributes(from source: Int, count: Int, to node: Int32) {
        guard count > 0 else { return }
        let record = store.pointee.nodes[Int(node)]
        let length = Int(record.count)
        let total = length + count
        if total > Int(record.extra) {
            let start = store.pointee.attributes.count
            store.pointee.attributes.appendCopy(
                of: Int(record.start)..<(Int(record.start) + length)
            )
            store.pointee.attributes.extend(
                by: total * 2 - length,
                with: AttributeRecord(name: 0, valueStart: 0, valueCount: 0)
            )
            store.pointee.nodes[Int(node)].start = UInt32(truncatingIfNeeded: start)
            store.pointee.nodes[Int(node)].extra = UInt32(truncatingIfNeeded: total * 2)
            tookAttributes = true
        }
        let target = Int(store.pointee.nodes[Int(node)].start) + length
        for index in 0..<count {
            store.pointee.attributes[target + index] = store.pointee.attributes[source + index]
        }
        store.pointee.nodes[Int(node)].count = UInt32(truncatingIfNeeded: total)
    }

    /// Finds an attribute of a start tag.
    mutating func attribute(_ name: HTMLName, of tag: TagToken) -> AttributeRecord? {
        for index in tag.attributeStart..<(tag.attributeStart + tag.attributeCount)
        where store.pointee.attributes[index].name == name.rawValue {
            return store.pointee.attributes[index]
        }
        return nil
    }

    /// Whether an attribute's value is a word in lower case, ASCII case apart.
    mutating func value(of attribute: AttributeRecord, is word: StaticString) -> Bool {
        let bytes = store.pointee.bytes(at: attribute.valueStart, count: attribute.valueCount)
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count where lowercasedASCII(bytes[index]) != word.utf8Start[index] {
            return false
        }
        return true
    }

    // MARK: Text and comments

    @inline(__always)
    func byte(at position: Int) -> UInt8 {
        let limit = store.pointee.sourceLimit
        return position < limit
            ? store.pointee.source[position] : store.pointee.decoded[position - limit]
    }

    mutating func hasNonSpace(_ text: TextToken) -> Bool {
        let bytes = store.pointee.bytes(
            at: UInt32(truncatingIfNeeded: text.start),
            count: UInt32(truncatingIfNeeded: text.count)
        )
        guard let base = bytes.baseAddress else { return false }
        return ByteScanning.hasNonSpace(base, count: bytes.count)
    }

    /// Inserts characters, joining the text node before them.
    @inline(__always)
    mutating func insertText(_ text: TextToken) {
        let place = insertionPlace()
        // The standard drops characters that would become children of the document.
        if place.parent == 0 { return }
        let sibling =
            place.before < 0
            ? store.pointee.nodes[Int(place.parent)].lastChild
            : store.pointee.nodes[Int(place.before)].previous
        if sibling >= 0, store.pointee.nodes[Int(sibling)].isText {
            return extend(sibling, with: text)
        }
        var record = NodeRecord(kind: .text, sourceOffset: text.offset)
        record.start = UInt32(truncatingIfNeeded: text.start)
        record.count = UInt32(truncatingIfNeeded: text.count)
        add(record, at: place)
    }

    /// Adds characters to a text node: in place if they follow its own, else in a copy whose room doubles.
    @inline(never)
    mutating func extend(_ node: Int32, with text: TextToken) {
        let record = store.pointee.nodes[Int(node)]
        let length = Int(record.count)
        let total = length + text.count
        let limit = store.pointee.sourceLimit
        if Int(record.start) + length == text.start, text.start != limit, record.extra == 0 {
            store.pointee.nodes[Int(node)].count = UInt32(truncatingIfNeeded: total)
            return
        }
        if total > Int(record.extra) {
            let start = store.pointee.decoded.count
            store.pointee.decoded.extend(by: total * 2, with: 0)
            copyText(from: Int(record.start), count: length, to: start)
            store.pointee.nodes[Int(node)].start = UInt32(truncatingIfNeeded: start + limit)
            store.pointee.nodes[Int(node)].extra = UInt32(truncatingIfNeeded: total * 2)
        }
        copyText(
            from: text.start,
            count: text.count,
            to: Int(store.pointee.nodes[Int(node)].start) - limit + length
        )
        store.pointee.nodes[Int(node)].count = UInt32(truncatingIfNeeded: total)
    }

    private mutating func copyText(from start: Int, count: Int, to target: Int) {
        let bytes = store.pointee.bytes(
            at: UInt32(truncatingIfNeeded: start),
            count: UInt32(truncatingIfNeeded: count)
        )
        precondition(target >= 0 && target + count <= store.pointee.decoded.count)
        guard let base = bytes.baseAddress else { return }
        (store.pointee.decoded.base + target).update(from: base, count: count)
    }

    mutating func insertComment(
        _ text: TextToken,
        _ targetCount: Int,
        into parent: Int32,
        before: Int32
    ) {
        var record = NodeRecord(
            kind: targetCount > 0 ? .processingInstruction : .comment,
            sourceOffset: text.offset
        )
        record.extra = UInt32(truncatingIfNeeded: targetCount)
        record.start = UInt32(truncatingIfNeeded: text.start)
        record.count = UInt32(truncatingIfNeeded: text.count)
        add(record, at: Place(parent: parent, before: before))
    }

    /// Splits white space off the front of a text.
    mutating func splitSpace(_ text: TextToken) -> (space: TextToken, rest: TextToken) {
        var length = 0
        while length < text.count, isHTMLSpace(byte(at: text.start + length)) { length += 1 }
        let space = TextToken(start: text.start, count: length, offset: text.offset)
        let rest = TextToken(
            start: text.start + length,
            count: text.count - length,
            offset: text.offset + length
        )
        return (space, rest)
    }
}
