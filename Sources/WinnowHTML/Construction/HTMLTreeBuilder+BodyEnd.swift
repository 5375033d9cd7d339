/// The "in body" mode: end tags.
extension HTMLTreeBuilder {
    mutating func endInBody(_ tag: TagToken) {
        let name = tag.name
        switch BodyEndAction(rawValue: flags(name).endAction) ?? .other {
        case .other: anyOtherEndTag(name)
        case .block: if hasInScope(name) { popThrough(name) }
        case .formatting: adoptionAgency(name)
        case .paragraph: endParagraph(tag)
        case .listItem: if hasInListScope(.li) { popThrough(.li) }
        case .description: if hasInScope(name) { popThrough(name) }
        case .heading: endHeading()
        case .template: endTemplate()
        case .body: if hasInScope(.body) { mode = .afterBody }
        case .html:
            if hasInScope(.body) {
                mode = .afterBody
                processEnd(tag)
            }
        case .form: endForm()
        case .object:
            if hasInScope(name) {
                popThrough(name)
                clearFormattingToMarker()
            }
        case .lineBreak: endLineBreak(tag)
        }
    }

    private mutating func endParagraph(_ tag: TagToken) {
        if !hasInButtonScope(.p) { _ = insertImplied(.p, offset: tag.offset) }
        popThrough(.p)
    }

    private mutating func endLineBreak(_ tag: TagToken) {
        reconstructFormatting()
        insertVoid(
            TagToken(
                name: .br,
                attributeStart: 0,
                attributeCount: 0,
                isSelfClosing: false,
                offset: tag.offset
            )
        )
        framesetOK = false
    }

    /// Any heading's end tag ends the topmost heading.
    private mutating func endHeading() {
        let headings = max(
            max(topIndex(.h1), max(topIndex(.h2), topIndex(.h3))),
            max(topIndex(.h4), max(topIndex(.h5), topIndex(.h6)))
        )
        if headings >= 0, headings >= Int(current.defaultBoundary) { pop(toDepth: headings) }
    }

    private mutating func endForm() {
        if hasTemplate {
            if hasInScope(.form) { popThrough(.form) }
            return
        }
        let node = form
        form = -1
        guard node >= 0 else { return }
        let index = stackIndex(of: node, .form)
        guard index >= 0, index >= Int(current.defaultBoundary) else { return }
        generateImpliedEndTags()
        if index < depth { removeFromStack(at: index) }
    }
}
