/// An entry of the stack of open elements.
///
/// It knows, for each kind of scope, where the nearest boundary at or below it stands, and the name table knows the
/// topmost entry of each HTML name. So "has an element in scope" is one comparison at any depth.
struct OpenElement: BitwiseCopyable {
    let node: Int32
    /// The node's tag word: kind, namespace and name.
    let tag: UInt32
    /// The entry below with the same HTML name, or -1.
    let previous: Int32
    let defaultBoundary: Int16
    let buttonBoundary: Int16
    let listBoundary: Int16
    let tableBoundary: Int16
    /// Whether the node is one that the list of active formatting elements may hold.
    let isFormatting: Bool
    let isSpecial: Bool

    @inline(__always) var name: HTMLName { HTMLName(rawValue: Int32(truncatingIfNeeded: tag >> 5)) }
    @inline(__always) var isHTML: Bool { tag & 0x18 == 0 }
    @inline(__always) var isSVG: Bool { tag & 0x18 == 0x08 }
    @inline(__always) var isMathML: Bool { tag & 0x18 == 0x10 }

    /// Whether this is an HTML element with a name.
    @inline(__always)
    func isNamed(_ name: HTMLName) -> Bool {
        tag == NodeRecord.elementTag(name.rawValue, .html)
    }
}

/// An entry of the list of active formatting elements; a marker has node -1.
struct FormattingEntry: BitwiseCopyable {
    var node: Int32
    var name: HTMLName
    /// A sum over the attributes, equal for equal elements, so that few are compared in full.
    var digest: UInt32

    static var marker: FormattingEntry {
        FormattingEntry(node: -1, name: HTMLName(rawValue: -1), digest: 0)
    }
    @inline(__always) var isMarker: Bool { node < 0 }
}

/// The standard's insertion modes.
enum InsertionMode: UInt8 {
    case initial, beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead
    case inBody, text, inTable, inTableText, inCaption, inColumnGroup, inTableBody, inRow, inCell
    case inTemplate, afterBody, inFrameset, afterFrameset, afterAfterBody, afterAfterFrameset
}

/// What a start tag does in the "in body" mode; raw values as scripts/generate-html-names.py writes them.
enum BodyStartAction: UInt8 {
    case other, html, headContent, body, frameset, block, heading, preformatted, form, listItem,
        description
    case plaintext, button, anchor, formatting, nobr, object, table, voidInline, input, voidBlock,
        rule, image
    case textarea, xmp, iframe, noembed, noscript, select, optionGroup, option, rubyBase, rubyText,
        math, svg, ignored
}

/// What an end tag does in the "in body" mode; raw values as scripts/generate-html-names.py writes them.
enum BodyEndAction: UInt8 {
    case other, template, body, html, block, form, paragraph, listItem, description, heading,
        formatting, object
    case lineBreak
}
