/// Tree construction: turns tokens into the nodes of a tree, insertion mode by insertion mode as the standard lists
/// them. This file holds its state and the dispatcher; each group of modes has a file of its own.
///
/// Bounds, so that time and memory stay linear in the page:
/// - The stack of open elements holds at most `maximumDepth` elements. At the limit a new element replaces the current
///   one and so becomes its sibling, which gives the tree that Blink and WebKit build: they attach to the parent's parent beyond
///   512 (Blink's kMaximumHTMLParserDOMTreeDepth, WebKit's Settings::defaultMaximumHTMLParserDOMTreeDepth).
/// - The list of active formatting elements holds at most `maximumFormatting` entries; the earliest goes first, as in the
///   Noah's Ark clause.
/// - Copies of formatting elements (which one short tag can cause by the hundred) are limited to
///   one for two bytes of the page.
///
/// Methods that are called, not inlined, are mutating even if they change nothing: to a borrowing one of a structure that
/// cannot be copied the compiler passes a copy of all of it.
struct HTMLTreeBuilder: ~Copyable {
    static var maximumDepth: Int { 512 }
    static var maximumFormatting: Int { 256 }

    let store: UnsafeMutablePointer<HTMLStorage>
    let scripting: Bool
    let readsInstructions: Bool
    var mode = InsertionMode.initial
    var originalMode = InsertionMode.initial
    var templateModes = GrowableBuffer<UInt8>()
    var pendingTableText = GrowableBuffer<PendingText>()
    var head: Int32 = -1
    var form: Int32 = -1
    var framesetOK = true
    var fosterParenting = false
    /// Whether a line feed at the start of the next text is dropped (`pre`, `listing`, `textarea`).
    var skipsLineFeed = false
    /// How the tokenizer goes on after the current start tag.
    var nextModel = ContentModel.data
    /// The context element of a fragment, a node outside the tree, or -1.
    var context: Int32 = -1
    var contextTag: UInt32 = 0
    /// How many more copies of formatting elements may be made.
    var copyBudget: Int
    /// `selectedcontent` elements, which are filled at the end.
    var selectedContents = GrowableBuffer<Int32>()
    /// Whether the attributes of the current start tag became a node's.
    var tookAttributes = false
    var scratch = GrowableBuffer<OpenElement>()
    /// Whether the root's and the body's attributes are marked in the name table.
    var markedMerges: UInt32 = 0

    init(store: UnsafeMutablePointer<HTMLStorage>, options: HTMLParserOptions) {
        self.store = store
        scripting = options.scripting
        readsInstructions = options.processingInstructions
        copyBudget = 1024 + store.pointee.sourceLimit / 2
    }

    /// A text token that waits for the end of the table text.
    struct PendingText: BitwiseCopyable {
        var start: Int
        var count: Int
        var offset: Int
    }

    // MARK: Dispatching

    /// The tag word of the adjusted current node, 0 without one.
    @inline(__always)
    var adjustedTag: UInt32 {
        let depth = store.pointee.openElements.count
        if depth == 0 { return 0 }
        if depth == 1, context >= 0 { return contextTag }
        return store.pointee.openElements.base[depth - 1].tag
    }

    /// The adjusted current node.
    var adjustedNode: Int32 {
        mutating get {
            store.pointee.openElements.count == 1 && context >= 0 ? context : current.node
        }
    }

    @inline(__always)
    func isForeign(_ tag: UInt32) -> Bool { tag & 0x18 != 0 }

    /// Processes a start tag by the current mode.
    mutating func processStart(_ tag: TagToken) {
        switch mode {
        case .inBody: startInBody(tag)
        case .initial: leaveInitial(); processStart(tag)
        case .beforeHTML: startBeforeHTML(tag)
        case .beforeHead: startBeforeHead(tag)
        case .inHead: startInHead(tag)
        case .inHeadNoscript: startInHeadNoscript(tag)
        case .afterHead: startAfterHead(tag)
        case .text, .inTableText: mode = originalMode; processStart(tag)
        case .inTable: startInTable(tag)
        case .inCaption: startInCaption(tag)
        case .inColumnGroup: startInColumnGroup(tag)
        case .inTableBody: startInTableBody(tag)
        case .inRow: startInRow(tag)
        case .inCell: startInCell(tag)
        case .inTemplate: startInTemplate(tag)
        case .afterBody, .afterAfterBody: startAfterBody(tag)
        case .inFrameset, .afterFrameset, .afterAfterFrameset: startInFrameset(tag)
        }
    }

    mutating func processEnd(_ tag: TagToken) {
        switch mode {
        case .inBody: endInBody(tag)
        case .initial: leaveInitial(); processEnd(tag)
        case .beforeHTML: endBeforeHTML(tag)
        case .beforeHead: endBeforeHead(tag)
        case .inHead: endInHead(tag)
        case .inHeadNoscript: endInHeadNoscript(tag)
        case .afterHead: endAfterHead(tag)
        case .text: pop(); mode = originalMode
        case .inTableText: mode = originalMode; processEnd(tag)
        case .inTable: endInTable(tag)
        case .inCaption: endInCaption(tag)
        case .inColumnGroup: endInColumnGroup(tag)
        case .inTableBody: endInTableBody(tag)
        case .inRow: endInRow(tag)
        case .inCell: endInCell(tag)
        case .inTemplate: endInTemplate(tag)
        case .afterBody, .afterAfterBody: endAfterBody(tag)
        case .inFrameset, .afterFrameset, .afterAfterFrameset: endInFrameset(tag)
        }
    }

    mutating func processText(_ text: TextToken) {
        switch mode {
        case .inBody, .inCaption, .inCell, .inTemplate: textInBody(text)
        case .text: insertText(text)
        case .initial, .beforeHTML, .beforeHead, .inHead, .inHeadNoscript, .afterHead:
            textBeforeBody(text)
        case .inTable, .inTableBody, .inRow: textInTable(text)
        case .inTableText: appendPending(text)
        case .inColumnGroup: textInColumnGroup(text)
        case .afterBody, .afterAfterBody:
            if hasNonSpace(text) { mode = .inBody }
            textInBody(text)
        case .inFrameset, .afterFrameset, .afterAfterFrameset: textInFrameset(text)
        }
    }
}

extension HTMLTreeBuilder: TokenSink {
    var allowsCDATA: Bool { mutating get { isForeign(adjustedTag) } }

    @inline(__always)
    mutating func startTag(_ tag: TagToken) -> ContentModel {
        skipsLineFeed = false
        nextModel = .data
        tookAttributes = false
        if mode == .inTableText { flushTableText() }
        let adjusted = adjustedTag
        if isForeign(adjusted), !usesHTMLRules(forStart: tag, adjusted) {
            startInForeign(tag)
        } else {
            processStart(tag)
        }
        if !tookAttributes { store.pointee.attributes.truncate(to: tag.attributeStart) }
        return nextModel
    }

    @inline(__always)
    mutating func endTag(_ tag: TagToken) {
        skipsLineFeed = false
        if mode == .inTableText { flushTableText() }
        if isForeign(adjustedTag) {
            endInForeign(tag)
        } else {
            processEnd(tag)
        }
    }

    @inline(__always)
    mutating func characters(_ text: TextToken) {
        var text = text
        if skipsLineFeed {
            skipsLineFeed = false
            if byte(at: text.start) == UInt8(ascii: "\n") {
                text.start += 1
                text.count -= 1
                text.offset += 1
                if text.count == 0 { return }
            }
        }
        let adjusted = adjustedTag
        if isForeign(adjusted), !isIntegrationPoint(adjusted, adjustedNode) {
            if framesetOK, hasNonSpace(text) { framesetOK = false }
            insertText(text)
        } else {
            processText(text)
        }
    }

    mutating func nullCharacter(offset: Int) {
        skipsLineFeed = false
        let adjusted = adjustedTag
        if isForeign(adjusted), !isIntegrationPoint(adjusted, adjustedNode) {
            let start = store.pointee.sourceLimit + store.pointee.decoded.count
            store.pointee.decoded.append(0xEF)
            store.pointee.decoded.append(0xBF)
            store.pointee.decoded.append(0xBD)
            return insertText(TextToken(start: start, count: 3, offset: offset))
        }
        nullInHTML(offset: offset)
    }

    /// A null ends what any other character ends, and then is dropped.
    private mutating func nullInHTML(offset: Int) {
        switch mode {
        case .initial, .beforeHTML, .beforeHead, .inHead, .inHeadNoscript, .afterHead:
            leaveModeBeforeBody(offset: offset)
            nullInHTML(offset: offset)
        case .inColumnGroup:
            if current.isNamed(.colgroup) {
                pop()
                mode = .inTable
            }
        case .afterBody, .afterAfterBody: mode = .inBody
        default: break
        }
    }

    mutating func comment(_ text: TextToken, targetCount: Int) {
        skipsLineFeed = false
        if mode == .inTableText { flushTableText() }
        if !isForeign(adjustedTag) {
            switch mode {
            case .initial, .beforeHTML, .afterAfterBody, .afterAfterFrameset:
                return insertComment(text, targetCount, into: 0, before: -1)
            case .afterBody:
                return insertComment(
                    text,
                    targetCount,
                    into: store.pointee.openElements[0].node,
                    before: -1
                )
            default: break
            }
        }
        let place = insertionPlace()
        insertComment(text, targetCount, into: place.parent, before: place.before)
    }

    mutating func doctype(_ token: DoctypeToken) {
        skipsLineFeed = false
        if mode == .inTableText { flushTableText() }
        if mode == .initial, !isForeign(adjustedTag) { insertDoctype(token) }
    }

    mutating func endOfFile(offset: Int) {
        if mode == .inTableText { flushTableText() }
        if mode == .text {
            pop()
            mode = originalMode
        }
        while hasTemplate { closeTemplate() }
        while mode.rawValue <= InsertionMode.afterHead.rawValue {
            leaveModeBeforeBody(offset: offset)
        }
        store.pointee.openElements.truncate(to: 0)
        fillSelectedContents()
    }
}
