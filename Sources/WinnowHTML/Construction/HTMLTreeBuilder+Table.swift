/// The table modes.
extension HTMLTreeBuilder {
    // MARK: Text

    mutating func textInTable(_ text: TextToken) {
        let element = current
        if element.isHTML, flags(element.name).has(NameFlags.tableText) {
            originalMode = mode
            mode = .inTableText
            pendingTableText.truncate(to: 0)
            appendPending(text)
        } else {
            fosterParenting = true
            textInBody(text)
            fosterParenting = false
        }
    }

    mutating func appendPending(_ text: TextToken) {
        pendingTableText.append(
            PendingText(start: text.start, count: text.count, offset: text.offset)
        )
    }

    /// The table text ended: white space stays in the table, anything else goes before it.
    mutating func flushTableText() {
        mode = originalMode
        var hasText = false
        for index in 0..<pendingTableText.count where hasNonSpace(pendingText(index)) {
            hasText = true
            break
        }
        fosterParenting = hasText
        for index in 0..<pendingTableText.count {
            if hasText {
                textInBody(pendingText(index))
            } else {
                insertText(pendingText(index))
            }
        }
        fosterParenting = false
        pendingTableText.truncate(to: 0)
    }

    private mutating func pendingText(_ index: Int) -> TextToken {
        let pending = pendingTableText[index]
        return TextToken(start: pending.start, count: pending.count, offset: pending.offset)
    }

    mutating func textInColumnGroup(_ text: TextToken) {
        let (space, rest) = splitSpace(text)
        if space.count > 0 { insertText(space) }
        guard rest.count > 0, current.isNamed(.colgroup) else { return }
        pop()
        mode = .inTable
        processText(rest)
    }

    // MARK: in table

    mutating func startInTable(_ tag: TagToken) {
        switch tag.name {
        case .caption:
            clearToTable()
            insertMarker()
            insert(tag)
            mode = .inCaption
        case .colgroup:
            clearToTable()
            insert(tag)
            mode = .inColumnGroup
        case .col:
            clearToTable()
            _ = insertImplied(.colgroup, offset: tag.offset)
            mode = .inColumnGroup
            processStart(tag)
        case .tbody, .tfoot, .thead:
            clearToTable()
            insert(tag)
            mode = .inTableBody
        case .td, .th, .tr:
            clearToTable()
            _ = insertImplied(.tbody, offset: tag.offset)
            mode = .inTableBody
            processStart(tag)
        case .table:
            guard hasInTableScope(.table) else { return }
            popThrough(.table)
            resetInsertionMode()
            processStart(tag)
        case .style, .script, .template: startHeadContent(tag)
        case .input where isHiddenInput(tag): insertVoid(tag)
        case .form:
            guard !hasTemplate, form == -1 else { return }
            form = create(tag, name: .form, namespace: .html)
        default:
            fosterParenting = true
            startInBody(tag)
            fosterParenting = false
        }
    }

    mutating func endInTable(_ tag: TagToken) {
        switch tag.name {
        case .table:
            guard hasInTableScope(.table) else { return }
            popThrough(.table)
            resetInsertionMode()
        case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: break
        case .template: endTemplate()
        default:
            fosterParenting = true
            endInBody(tag)
            fosterParenting = false
        }
    }

    // MARK: in caption

    mutating func startInCaption(_ tag: TagToken) {
        switch tag.name {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
            if closeCaption() { processStart(tag) }
        default: startInBody(tag)
        }
    }

    mutating func endInCaption(_ tag: TagToken) {
        switch tag.name {
        case .caption: _ = closeCaption()
        case .table: if closeCaption() { processEnd(tag) }
        case .body, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: break
        default: endInBody(tag)
        }
    }

    private mutating func closeCaption() -> Bool {
        guard hasInTableScope(.caption) else { return false }
        popThrough(.caption)
        clearFormattingToMarker()
        mode = .inTable
        return true
    }

    // MARK: in column group

    mutating func startInColumnGroup(_ tag: TagToken) {
        switch tag.name {
        case .html: startInBody(tag)
        case .col: insertVoid(tag)
        case .template: startHeadContent(tag)
        default: if closeColumnGroup() { processStart(tag) }
        }
    }

    mutating func endInColumnGroup(_ tag: TagToken) {
        switch tag.name {
        case .colgroup: _ = closeColumnGroup()
        case .col: break
        case .template: endTemplate()
        default: if closeColumnGroup() { processEnd(tag) }
        }
    }

    private mutating func closeColumnGroup() -> Bool {
        guard current.isNamed(.colgroup) else { return false }
        pop()
        mode = .inTable
        return true
    }

    // MARK: in table body

    mutating func startInTableBody(_ tag: TagToken) {
        switch tag.name {
        case .tr:
            clearToTableBody()
            insert(tag)
            mode = .inRow
        case .th, .td:
            clearToTableBody()
            _ = insertImplied(.tr, offset: tag.offset)
            mode = .inRow
            processStart(tag)
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead:
            if closeTableBody() { processStart(tag) }
        default: startInTable(tag)
        }
    }

    mutating func endInTableBody(_ tag: TagToken) {
        switch tag.name {
        case .tbody, .tfoot, .thead: if hasInTableScope(tag.name) { _ = closeTableBody() }
        case .table: if closeTableBody() { processEnd(tag) }
        case .body, .caption, .col, .colgroup, .html, .td, .th, .tr: break
        default: endInTable(tag)
        }
    }

    private mutating func closeTableBody() -> Bool {
        guard hasInTableScope(.tbody) || hasInTableScope(.thead) || hasInTableScope(.tfoot) else {
            return false
        }
        clearToTableBody()
        pop()
        mode = .inTable
        return true
    }

    // MARK: in row

    mutating func startInRow(_ tag: TagToken) {
        switch tag.name {
        case .th, .td:
            clearToRow()
            insert(tag)
            mode = .inCell
            insertMarker()
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead, .tr:
            if closeRow() { processStart(tag) }
        default: startInTable(tag)
        }
    }

    mutating func endInRow(_ tag: TagToken) {
        switch tag.name {
        case .tr: _ = closeRow()
        case .table: if closeRow() { processEnd(tag) }
        case .tbody, .tfoot, .thead: if hasInTableScope(tag.name), closeRow() { processEnd(tag) }
        case .body, .caption, .col, .colgroup, .html, .td, .th: break
        default: endInTable(tag)
        }
    }

    private mutating func closeRow() -> Bool {
        guard hasInTableScope(.tr) else { return false }
        clearToRow()
        pop()
        mode = .inTableBody
        return true
    }

    // MARK: in cell

    mutating func startInCell(_ tag: TagToken) {
        switch tag.name {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
            if closeCell() { processStart(tag) }
        default: startInBody(tag)
        }
    }

    mutating func endInCell(_ tag: TagToken) {
        switch tag.name {
        case .td, .th:
            guard hasInTableScope(tag.name) else { return }
            popThrough(tag.name)
            clearFormattingToMarker()
            mode = .inRow
        case .body, .caption, .col, .colgroup, .html: break
        case .table, .tbody, .tfoot, .thead, .tr:
            if hasInTableScope(tag.name), closeCell() { processEnd(tag) }
        default: endInBody(tag)
        }
    }

    /// Closes the cell; false if there is none, which only the depth limit brings about.
    private mutating func closeCell() -> Bool {
        let cell = max(topIndex(.td), topIndex(.th))
        guard cell >= 0, cell >= Int(current.tableBoundary) else {
            mode = hasInTableScope(.tr) ? .inRow : .inBody
            return false
        }
        pop(toDepth: cell)
        clearFormattingToMarker()
        mode = .inRow
        return true
    }
}
