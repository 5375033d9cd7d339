/// The modes before and after the body: "initial" to "after head", "after body" and the framesets.
extension HTMLTreeBuilder {
    mutating func leaveInitial() {
        // No document type came; a fragment never gets here.
        store.pointee.quirks = .quirks
        mode = .beforeHTML
    }

    /// Does what "anything else" does in the modes before the body: implies the element that is missing.
    mutating func leaveModeBeforeBody(offset: Int) {
        switch mode {
        case .initial: leaveInitial()
        case .beforeHTML:
            insertRoot(insertImpliedTag(.html, offset))
            mode = .beforeHead
        case .beforeHead:
            head = insertImplied(.head, offset: offset)
            mode = .inHead
        case .inHead:
            pop()
            mode = .afterHead
        case .inHeadNoscript:
            pop()
            mode = .inHead
        case .afterHead:
            _ = insertImplied(.body, offset: offset)
            mode = .inBody
        default: break
        }
    }

    private mutating func insertImpliedTag(_ name: HTMLName, _ offset: Int) -> TagToken {
        TagToken(
            name: name,
            attributeStart: 0,
            attributeCount: 0,
            isSelfClosing: false,
            offset: offset
        )
    }

    /// Appends the root element to the document and pushes it.
    mutating func insertRoot(_ tag: TagToken) {
        var record = NodeRecord(kind: .element, sourceOffset: tag.offset)
        record.tag = NodeRecord.elementTag(tag.name.rawValue, .html)
        record.start = UInt32(truncatingIfNeeded: tag.attributeStart)
        record.count = UInt32(truncatingIfNeeded: tag.attributeCount)
        if tag.attributeCount > 0 { tookAttributes = true }
        push(add(record, at: Place(parent: 0, before: -1)), record.tag)
    }

    mutating func textBeforeBody(_ text: TextToken) {
        let (space, rest) = splitSpace(text)
        if space.count > 0, mode.rawValue >= InsertionMode.inHead.rawValue { insertText(space) }
        guard rest.count > 0 else { return }
        leaveModeBeforeBody(offset: rest.offset)
        processText(rest)
    }

    // MARK: before html

    mutating func startBeforeHTML(_ tag: TagToken) {
        if tag.name == .html {
            insertRoot(tag)
            mode = .beforeHead
            return
        }
        leaveModeBeforeBody(offset: tag.offset)
        processStart(tag)
    }

    /// Whether an end tag counts before the body; the others are ignored there.
    private mutating func endsHeadPart(_ name: HTMLName) -> Bool {
        name == .head || name == .body || name == .html || name == .br
    }

    mutating func endBeforeHTML(_ tag: TagToken) {
        guard endsHeadPart(tag.name) else { return }
        leaveModeBeforeBody(offset: tag.offset)
        processEnd(tag)
    }

    // MARK: before head

    mutating func startBeforeHead(_ tag: TagToken) {
        switch tag.name {
        case .html: startInBody(tag)
        case .head:
            head = insert(tag)
            mode = .inHead
        default:
            leaveModeBeforeBody(offset: tag.offset)
            processStart(tag)
        }
    }

    mutating func endBeforeHead(_ tag: TagToken) {
        guard endsHeadPart(tag.name) else { return }
        leaveModeBeforeBody(offset: tag.offset)
        processEnd(tag)
    }

    // MARK: in head

    mutating func startInHead(_ tag: TagToken) {
        switch tag.name {
        case .html: startInBody(tag)
        case .head: break
        case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template,
            .title:
            startHeadContent(tag)
        case .noscript:
            if scripting {
                insertRawText(tag, .rawText)
            } else {
                insert(tag)
                mode = .inHeadNoscript
            }
        default:
            leaveModeBeforeBody(offset: tag.offset)
            processStart(tag)
        }
    }

    /// Start tags that mean the same in the head, in the body and in tables.
    mutating func startHeadContent(_ tag: TagToken) {
        switch tag.name {
        case .title: insertRawText(tag, .rcdata)
        case .script: insertRawText(tag, .scriptData)
        case .style, .noframes: insertRawText(tag, .rawText)
        case .template:
            insert(tag)
            insertMarker()
            framesetOK = false
            mode = .inTemplate
            templateModes.append(InsertionMode.inTemplate.rawValue)
        default: insertVoid(tag)
        }
    }

    /// Inserts an element whose content is text up to its end tag.
    mutating func insertRawText(_ tag: TagToken, _ model: ContentModel) {
        insert(tag)
        nextModel = model
        originalMode = mode
        mode = .text
    }

    mutating func endInHead(_ tag: TagToken) {
        switch tag.name {
        case .head:
            pop()
            mode = .afterHead
        case .body, .html, .br:
            leaveModeBeforeBody(offset: tag.offset)
            processEnd(tag)
        case .template: endTemplate()
        default: break
        }
    }

    mutating func endTemplate() {
        guard hasTemplate else { return }
        generateImpliedEndTagsThoroughly()
        closeTemplate()
    }

    mutating func closeTemplate() {
        popThrough(.template)
        clearFormattingToMarker()
        if templateModes.count > 0 { templateModes.truncate(to: templateModes.count - 1) }
        resetInsertionMode()
    }

    // MARK: in head noscript

    mutating func startInHeadNoscript(_ tag: TagToken) {
        switch tag.name {
        case .html: startInBody(tag)
        case .basefont, .bgsound, .link, .meta, .noframes, .style: startHeadContent(tag)
        case .head, .noscript: break
        default:
            leaveModeBeforeBody(offset: tag.offset)
            processStart(tag)
        }
    }

    mutating func endInHeadNoscript(_ tag: TagToken) {
        switch tag.name {
        case .noscript:
            pop()
            mode = .inHead
        case .br:
            leaveModeBeforeBody(offset: tag.offset)
            processEnd(tag)
        default: break
        }
    }

    // MARK: after head

    mutating func startAfterHead(_ tag: TagToken) {
        switch tag.name {
        case .html: startInBody(tag)
        case .body:
            insert(tag)
            framesetOK = false
            mode = .inBody
        case .frameset:
            insert(tag)
            mode = .inFrameset
        case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template,
            .title:
            startAfterHeadContent(tag)
        case .head: break
        default:
            leaveModeBeforeBody(offset: tag.offset)
            processStart(tag)
        }
    }

    /// Head content behind the head still goes into it.
    private mutating func startAfterHeadContent(_ tag: TagToken) {
        let index = depth
        push(head, NodeRecord.elementTag(HTMLName.head.rawValue, .html))
        startHeadContent(tag)
        if depth > index, store.pointee.openElements[index].node == head {
            removeFromStack(at: index)
        }
    }

    mutating func endAfterHead(_ tag: TagToken) {
        switch tag.name {
        case .template: endTemplate()
        case .body, .html, .br:
            leaveModeBeforeBody(offset: tag.offset)
            processEnd(tag)
        default: break
        }
    }

    // MARK: in template

    mutating func startInTemplate(_ tag: TagToken) {
        let next: InsertionMode
        switch tag.name {
        case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template,
            .title:
            return startHeadContent(tag)
        case .caption, .colgroup, .tbody, .tfoot, .thead: next = .inTable
        case .col: next = .inColumnGroup
        case .tr: next = .inTableBody
        case .td, .th: next = .inRow
        default: next = .inBody
        }
        if templateModes.count > 0 { templateModes[templateModes.count - 1] = next.rawValue }
        mode = next
        processStart(tag)
    }

    mutating func endInTemplate(_ tag: TagToken) {
        if tag.name == .template { endTemplate() }
    }

    // MARK: after body

    mutating func startAfterBody(_ tag: TagToken) {
        if tag.name != .html { mode = .inBody }
        startInBody(tag)
    }

    mutating func endAfterBody(_ tag: TagToken) {
        if mode == .afterBody, tag.name == .html {
            if context < 0 { mode = .afterAfterBody }
            return
        }
        mode = .inBody
        endInBody(tag)
    }

    // MARK: framesets

    mutating func startInFrameset(_ tag: TagToken) {
        switch tag.name {
        case .html: startInBody(tag)
        case .frameset where mode == .inFrameset: insert(tag)
        case .frame where mode == .inFrameset: insertVoid(tag)
        case .noframes: startHeadContent(tag)
        default: break
        }
    }

    mutating func endInFrameset(_ tag: TagToken) {
        if mode == .inFrameset, tag.name == .frameset, depth > 1 {
            pop()
            if context < 0, !current.isNamed(.frameset) { mode = .afterFrameset }
        } else if mode == .afterFrameset, tag.name == .html {
            mode = .afterAfterFrameset
        }
    }

    /// Only white space counts between frames.
    mutating func textInFrameset(_ text: TextToken) {
        var start = 0
        while start < text.count {
            var length = 0
            while start + length < text.count, isHTMLSpace(byte(at: text.start + start + length)) {
                length += 1
            }
            if length > 0 {
                insertText(
                    TextToken(start: text.start + start, count: length, offset: text.offset + start)
                )
            }
            start += length + 1
        }
    }
}
