/// The stack of open elements and its scopes.
extension HTMLTreeBuilder {
    @inline(__always)
    var current: OpenElement {
        let stack = store.pointee.openElements.count
        precondition(stack > 0)
        return store.pointee.openElements.base[stack - 1]
    }

    @inline(__always)
    var depth: Int { store.pointee.openElements.count }

    @inline(__always)
    func flags(_ name: HTMLName) -> NameFlags {
        store.pointee.names.records.base[Int(name.rawValue)].flags
    }

    /// Pushes an element that is in the tree already.
    @inline(__always)
    mutating func push(_ node: Int32, _ tag: UInt32) {
        let index = store.pointee.openElements.count
        let below = index > 0 ? store.pointee.openElements.base[index - 1] : Self.bottom
        let here = Int16(truncatingIfNeeded: index)
        guard tag & 0x18 == 0 else { return pushForeign(node, tag, below, here) }
        let record = store.pointee.names.records.base + Int(tag >> 5)
        let flags = record.pointee.flags
        let action = flags.startAction
        let isFormatting =
            action >= BodyStartAction.anchor.rawValue && action <= BodyStartAction.nobr.rawValue
        let isScope = flags.has(NameFlags.defaultScope)
        store.pointee.openElements.append(
            OpenElement(
                node: node,
                tag: tag,
                previous: record.pointee.topIndex,
                defaultBoundary: isScope ? here : below.defaultBoundary,
                buttonBoundary: isScope || flags.has(NameFlags.buttonScope)
                    ? here : below.buttonBoundary,
                listBoundary: isScope || flags.has(NameFlags.listScope) ? here : below.listBoundary,
                tableBoundary: flags.has(NameFlags.tableScope) ? here : below.tableBoundary,
                isFormatting: isFormatting,
                isSpecial: flags.has(NameFlags.special)
            )
        )
        record.pointee.topIndex = Int32(truncatingIfNeeded: index)
        if isFormatting { store.pointee.nodes[Int(node)].extra = 1 }
    }

    private static var bottom: OpenElement {
        OpenElement(
            node: -1,
            tag: 0,
            previous: -1,
            defaultBoundary: 0,
            buttonBoundary: 0,
            listBoundary: 0,
            tableBoundary: 0,
            isFormatting: false,
            isSpecial: false
        )
    }

    /// Pushes an SVG or MathML element: those that hold HTML or text are boundaries and special.
    private mutating func pushForeign(
        _ node: Int32,
        _ tag: UInt32,
        _ below: OpenElement,
        _ here: Int16
    ) {
        let isBoundary = Self.isForeignBoundary(tag)
        store.pointee.openElements.append(
            OpenElement(
                node: node,
                tag: tag,
                previous: -1,
                defaultBoundary: isBoundary ? here : below.defaultBoundary,
                buttonBoundary: isBoundary ? here : below.buttonBoundary,
                listBoundary: isBoundary ? here : below.listBoundary,
                tableBoundary: below.tableBoundary,
                isFormatting: false,
                isSpecial: isBoundary
            )
        )
    }

    static func isForeignBoundary(_ tag: UInt32) -> Bool {
        let name = HTMLName(rawValue: Int32(truncatingIfNeeded: tag >> 5))
        if tag & 0x18 == 0x08 {
            return name == .foreignObject || name == .desc || name == .title
        }
        return isMathMLText(name) || name == .annotationXml
    }

    static func isMathMLText(_ name: HTMLName) -> Bool {
        name == .mi || name == .mo || name == .mn || name == .ms || name == .mtext
    }

    /// Pops the current node.
    @inline(__always)
    mutating func pop() {
        let element = current
        store.pointee.openElements.truncate(to: store.pointee.openElements.count - 1)
        if element.isHTML {
            store.pointee.names.records.base[Int(element.name.rawValue)].topIndex = element.previous
            if element.isFormatting { store.pointee.nodes[Int(element.node)].extra = 0 }
        }
    }

    /// Pops until `depth` elements remain.
    @inline(__always)
    mutating func pop(toDepth newDepth: Int) {
        while store.pointee.openElements.count > newDepth { pop() }
    }

    /// Removes an entry from the middle.
    mutating func removeFromStack(at index: Int) {
        scratch.truncate(to: 0)
        for above in (index + 1)..<max(index + 1, depth) {
            scratch.append(store.pointee.openElements[above])
        }
        pop(toDepth: index)
        for position in 0..<scratch.count { push(scratch[position].node, scratch[position].tag) }
    }

    /// The topmost position of an HTML element with a name, or -1.
    @inline(__always)
    func topIndex(_ name: HTMLName) -> Int {
        Int(store.pointee.names.records.base[Int(name.rawValue)].topIndex)
    }

    /// The position of a node that is an HTML element with a name, or -1.
    mutating func stackIndex(of node: Int32, _ name: HTMLName) -> Int {
        var index = topIndex(name)
        while index >= 0, store.pointee.openElements[index].node != node {
            index = Int(store.pointee.openElements[index].previous)
        }
        return index
    }

    @inline(__always)
    func hasInScope(_ name: HTMLName) -> Bool {
        let index = topIndex(name)
        return index >= 0 && index >= Int(current.defaultBoundary)
    }

    @inline(__always)
    func hasInButtonScope(_ name: HTMLName) -> Bool {
        let index = topIndex(name)
        return index >= 0 && index >= Int(current.buttonBoundary)
    }

    mutating func hasInListScope(_ name: HTMLName) -> Bool {
        let index = topIndex(name)
        return index >= 0 && index >= Int(current.listBoundary)
    }

    mutating func hasInTableScope(_ name: HTMLName) -> Bool {
        let index = topIndex(name)
        return index >= 0 && index >= Int(current.tableBoundary)
    }

    @inline(__always)
    var hasTemplate: Bool { topIndex(.template) >= 0 }

    /// Pops up to and with the topmost HTML element of a name, which the caller knows is there.
    @inline(__always)
    mutating func popThrough(_ name: HTMLName) {
        let index = topIndex(name)
        if index >= 0 { pop(toDepth: index) }
    }

    /// Generates implied end tags.
    @inline(__always)
    mutating func generateImpliedEndTags(except name: HTMLName = HTMLName(rawValue: -1)) {
        while true {
            let element = current
            guard element.isHTML, element.name != name,
                flags(element.name).has(NameFlags.impliedEnd)
            else { return }
            pop()
        }
    }

    mutating func generateImpliedEndTagsThoroughly() {
        while current.isHTML, flags(current.name).has(NameFlags.impliedEndThorough) { pop() }
    }

    @inline(__always)
    mutating func closeParagraph() {
        if hasInButtonScope(.p) {
            generateImpliedEndTags(except: .p)
            popThrough(.p)
        }
    }

    /// Clears the stack back to one of up to three table parts, or to the nearest table boundary.
    mutating func clearStack(backTo names: (HTMLName, HTMLName, HTMLName)) {
        let boundary = Int(current.tableBoundary)
        let index = max(max(topIndex(names.0), topIndex(names.1)), max(topIndex(names.2), boundary))
        pop(toDepth: index + 1)
    }

    mutating func clearToTable() { clearStack(backTo: (.table, .table, .table)) }
    mutating func clearToTableBody() { clearStack(backTo: (.tbody, .tfoot, .thead)) }
    mutating func clearToRow() { clearStack(backTo: (.tr, .tr, .tr)) }

    /// Resets the insertion mode appropriately.
    mutating func resetInsertionMode() {
        var index = depth - 1
        while index >= 0 {
            let isLast = index == 0
            let tag = isLast && context >= 0 ? contextTag : store.pointee.openElements[index].tag
            if let found = Self.mode(for: tag, isLast: isLast, hasHead: head >= 0) {
                mode = found == .inTemplate ? currentTemplateMode : found
                return
            }
            index -= 1
        }
        mode = .inBody
    }

    var currentTemplateMode: InsertionMode {
        mutating get {
            guard templateModes.count > 0 else { return .inBody }
            return InsertionMode(rawValue: templateModes[templateModes.count - 1]) ?? .inBody
        }
    }

    private static func mode(for tag: UInt32, isLast: Bool, hasHead: Bool) -> InsertionMode? {
        guard tag & 0x18 == 0 else { return isLast ? .inBody : nil }
        switch HTMLName(rawValue: Int32(truncatingIfNeeded: tag >> 5)) {
        case .td, .th: return isLast ? .inBody : .inCell
        case .tr: return .inRow
        case .tbody, .thead, .tfoot: return .inTableBody
        case .caption: return .inCaption
        case .colgroup: return .inColumnGroup
        case .table: return .inTable
        case .template: return .inTemplate
        case .head: return isLast ? .inBody : .inHead
        case .body: return .inBody
        case .frameset: return .inFrameset
        case .html: return hasHead ? .afterHead : .beforeHead
        default: return isLast ? .inBody : nil
        }
    }
}
