/// The "in body" mode: start tags and text.
extension HTMLTreeBuilder {
    @inline(__always)
    mutating func textInBody(_ text: TextToken) {
        reconstructFormatting()
        insertText(text)
        if framesetOK, hasNonSpace(text) { framesetOK = false }
    }

    mutating func startInBody(_ tag: TagToken) {
        let action = BodyStartAction(rawValue: flags(tag.name).startAction) ?? .other
        switch action {
        case .other: insertInline(tag)
        case .block:
            closeParagraph()
            insert(tag)
        case .anchor: startAnchor(tag)
        case .formatting:
            reconstructFormatting()
            pushFormatting(insert(tag), tag.name)
        case .listItem: startListItem(tag)
        case .voidInline:
            reconstructFormatting()
            insertVoid(tag)
            framesetOK = false
        case .headContent: startHeadContent(tag)
        case .heading:
            closeParagraph()
            if current.isHTML, flags(current.name).has(NameFlags.heading) { pop() }
            insert(tag)
        default: startRareInBody(tag, action)
        }
    }

    private mutating func startRareInBody(_ tag: TagToken, _ action: BodyStartAction) {
        switch action {
        case .html: startSecondRoot(tag)
        case .body: startSecondBody(tag)
        case .frameset: startFramesetInBody(tag)
        case .preformatted:
            closeParagraph()
            insert(tag)
            skipsLineFeed = true
            framesetOK = false
        case .form: startForm(tag)
        case .description: startDescription(tag)
        case .plaintext:
            closeParagraph()
            insert(tag)
            nextModel = .plaintext
        case .button: startButton(tag)
        case .nobr: startNobr(tag)
        case .object:
            reconstructFormatting()
            insert(tag)
            insertMarker()
            framesetOK = false
        case .table:
            if store.pointee.quirks != .quirks { closeParagraph() }
            insert(tag)
            framesetOK = false
            mode = .inTable
        case .voidBlock: insertVoid(tag)
        case .input, .rule, .image, .select, .optionGroup, .option: startControl(tag, action)
        case .textarea, .xmp, .iframe, .noembed, .noscript: startRawTextInBody(tag, action)
        case .rubyBase:
            if hasInScope(.ruby) { generateImpliedEndTags() }
            insert(tag)
        case .rubyText:
            if hasInScope(.ruby) { generateImpliedEndTags(except: .rtc) }
            insert(tag)
        case .math: startForeignRoot(tag, .mathML)
        case .svg: startForeignRoot(tag, .svg)
        default: break
        }
    }

    private mutating func insertInline(_ tag: TagToken) {
        reconstructFormatting()
        insert(tag)
    }

    private mutating func startSecondRoot(_ tag: TagToken) {
        guard !hasTemplate, depth > 0 else { return }
        mergeAttributes(of: tag, into: store.pointee.openElements[0].node, bit: 1)
    }

    private mutating func startSecondBody(_ tag: TagToken) {
        guard depth > 1, store.pointee.openElements[1].isNamed(.body), !hasTemplate else { return }
        framesetOK = false
        mergeAttributes(of: tag, into: store.pointee.openElements[1].node, bit: 2)
    }

    private mutating func startFramesetInBody(_ tag: TagToken) {
        guard depth > 1, store.pointee.openElements[1].isNamed(.body), framesetOK else { return }
        detach(store.pointee.openElements[1].node)
        pop(toDepth: 1)
        insert(tag)
        mode = .inFrameset
    }

    private mutating func startForm(_ tag: TagToken) {
        let inTemplate = hasTemplate
        guard form == -1 || inTemplate else { return }
        closeParagraph()
        let node = insert(tag)
        if !inTemplate { form = node }
    }

    /// `li` closes an `li` before it, `dd` and `dt` close either: unless a special element stands between.
    private mutating func startListItem(_ tag: TagToken) {
        framesetOK = false
        closeItem(.li, .li)
        closeParagraph()
        insert(tag)
    }

    private mutating func startDescription(_ tag: TagToken) {
        framesetOK = false
        closeItem(.dd, .dt)
        closeParagraph()
        insert(tag)
    }

    private mutating func closeItem(_ first: HTMLName, _ second: HTMLName) {
        var index = depth - 1
        let lowest = max(topIndex(first), topIndex(second))
        while index >= 0, index >= lowest, lowest >= 0 {
            let element = store.pointee.openElements[index]
            if element.isNamed(first) || element.isNamed(second) {
                return pop(toDepth: index)
            }
            if element.isSpecial, !element.isNamed(.address), !element.isNamed(.div),
                !element.isNamed(.p)
            {
                return
            }
            index -= 1
        }
    }

    private mutating func startButton(_ tag: TagToken) {
        if hasInScope(.button) { popThrough(.button) }
        reconstructFormatting()
        insert(tag)
        framesetOK = false
    }

    private mutating func startAnchor(_ tag: TagToken) {
        let index = lastFormatting(.a)
        if index >= 0 {
            let node = store.pointee.formatting[index].node
            adoptionAgency(.a)
            let remaining = formattingIndex(of: node)
            if remaining >= 0 { removeFormatting(at: remaining) }
            let open = stackIndex(of: node, .a)
            if open >= 0 { removeFromStack(at: open) }
        }
        reconstructFormatting()
        pushFormatting(insert(tag), tag.name)
    }

    private mutating func startNobr(_ tag: TagToken) {
        reconstructFormatting()
        if hasInScope(.nobr) {
            adoptionAgency(.nobr)
            reconstructFormatting()
        }
        pushFormatting(insert(tag), tag.name)
    }

    private mutating func startControl(_ tag: TagToken, _ action: BodyStartAction) {
        switch action {
        case .input: startInput(tag)
        case .rule:
            closeParagraph()
            if hasInScope(.select) { generateImpliedEndTags() }
            insertVoid(tag)
            framesetOK = false
        case .image:
            var image = tag
            image.name = .img
            processStart(image)
        case .select: startSelect(tag)
        case .option:
            if hasInScope(.select) {
                generateImpliedEndTags(except: .optgroup)
            } else if current.isNamed(.option) {
                pop()
            }
            insertInline(tag)
        default:
            if hasInScope(.select) {
                generateImpliedEndTags()
            } else if current.isNamed(.option) {
                pop()
            }
            insertInline(tag)
        }
    }

    private var isSelectFragment: Bool {
        mutating get {
            context >= 0 && contextTag == NodeRecord.elementTag(HTMLName.select.rawValue, .html)
        }
    }

    private mutating func startInput(_ tag: TagToken) {
        if isSelectFragment { return }
        if hasInScope(.select) { popThrough(.select) }
        reconstructFormatting()
        insertVoid(tag)
        if !isHiddenInput(tag) { framesetOK = false }
    }

    mutating func isHiddenInput(_ tag: TagToken) -> Bool {
        attribute(.type, of: tag).map { value(of: $0, is: "hidden") } ?? false
    }

    private mutating func startSelect(_ tag: TagToken) {
        if isSelectFragment { return }
        if hasInScope(.select) { return popThrough(.select) }
        reconstructFormatting()
        insert(tag)
        framesetOK = false
    }

    private mutating func startRawTextInBody(_ tag: TagToken, _ action: BodyStartAction) {
        switch action {
        case .textarea:
            insertRawText(tag, .rcdata)
            skipsLineFeed = true
            framesetOK = false
        case .xmp:
            closeParagraph()
            reconstructFormatting()
            framesetOK = false
            insertRawText(tag, .rawText)
        case .iframe:
            framesetOK = false
            insertRawText(tag, .rawText)
        case .noscript where !scripting: insertInline(tag)
        default: insertRawText(tag, .rawText)
        }
    }

    private mutating func startForeignRoot(_ tag: TagToken, _ namespace: HTMLNamespace) {
        reconstructFormatting()
        insertForeign(tag, name: tag.name, namespace: namespace)
    }
}
