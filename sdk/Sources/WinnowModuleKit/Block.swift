import CWinnowModule

/// Names a block inside its document. Stable whatever is inserted or dropped.
public typealias BlockID = UInt32

/// What a block is.
public enum BlockKind: UInt32, Sendable {
    case paragraph = 0
    case heading = 1
    case listItem = 2
    case quote = 3
    case code = 4
    case table = 5
    case caption = 6
}

/// How a list item is marked.
public enum ListStyle: UInt32, Sendable {
    case none = 0
    case bulleted = 1
    case numbered = 2
}

/// What a span says of its text.
public enum SpanKind: UInt32, Sendable {
    /// The value is the link's absolute URL.
    case link = 0
    /// The value is empty, or "strong".
    case emphasis = 1
    /// The value is a BCP 47 tag.
    case language = 2
}

/// A stretch of a block's text, in bytes.
public struct BlockSpan: Sendable, Equatable {
    /// First byte of the stretch.
    public var start: Int
    /// The byte after the stretch.
    public var end: Int
    /// What the span says.
    public var kind: SpanKind
    /// What it says it with; see `SpanKind`.
    public var value: String

    /// Makes a span.
    public init(start: Int, end: Int, kind: SpanKind, value: String = "") {
        self.start = start
        self.end = end
        self.kind = kind
        self.value = value
    }
}

/// What the markup told about a block.
public struct BlockHints: Sendable, Equatable {
    /// Name of the element that made the block, lower case.
    public var tag: String
    /// Words of class and id of it and its near ancestors, lower case.
    public var words: String
    /// Share of the text's letters inside links, 0 to 1.
    public var linkDensity: Float
    /// Place in the page by bytes of visible text, 0 (top) to 1 (end).
    public var position: Float

    /// Makes hints.
    public init(
        tag: String = "",
        words: String = "",
        linkDensity: Float = 0,
        position: Float = 0
    ) {
        self.tag = tag
        self.words = words
        self.linkDensity = linkDensity
        self.position = position
    }
}

/// All but the text of a block to add.
public struct NewBlock: Sendable {
    /// What the block is.
    public var kind: BlockKind
    /// Heading level (1 to 6) or list nesting (1 and up); else 0.
    public var level: Int
    /// How a list item is marked.
    public var listStyle: ListStyle
    /// What the markup told.
    public var hints: BlockHints
    /// Links and emphasis.
    public var spans: [BlockSpan]
    /// If set, the block is added and at once dropped by this rule.
    public var dropRule: String?

    /// Describes a block.
    public init(
        _ kind: BlockKind = .paragraph,
        level: Int = 0,
        listStyle: ListStyle = .none,
        hints: BlockHints = BlockHints(),
        spans: [BlockSpan] = [],
        dropRule: String? = nil
    ) {
        self.kind = kind
        self.level = level
        self.listStyle = listStyle
        self.hints = hints
        self.spans = spans
        self.dropRule = dropRule
    }
}

/// A block as it was when it was asked for; later edits do not show in it.
public struct BlockView {
    /// The block in the form of the ABI.
    public let raw: winnow_block

    /// Name inside the document.
    public var id: BlockID { raw.id }
    /// What the block is.
    public var kind: BlockKind { BlockKind(rawValue: raw.kind) ?? .paragraph }
    /// Heading level or list nesting.
    public var level: Int { Int(raw.level) }
    /// How a list item is marked.
    public var listStyle: ListStyle { ListStyle(rawValue: raw.list_style) ?? .none }
    /// The text.
    public var text: HostText { HostText(raw.text) }
    /// Name of the element that made the block.
    public var tag: HostText { HostText(raw.hints.tag) }
    /// Words of class and id.
    public var words: HostText { HostText(raw.hints.words) }
    /// Share of the text's letters inside links.
    public var linkDensity: Float { raw.hints.link_density }
    /// Place in the page, 0 to 1.
    public var position: Float { raw.hints.position }
    /// Language tag; empty while no module has set it.
    public var language: HostText { HostText(raw.language) }
    /// Trust in `language`, 0 to 1.
    public var languageConfidence: Float { raw.language_confidence }
    /// Whether a module dropped the block.
    public var isDropped: Bool { raw.dropped != 0 }
    /// Which module dropped the block.
    public var droppedBy: HostText { HostText(raw.dropped_by) }
    /// Which rule dropped the block.
    public var dropRule: HostText { HostText(raw.drop_rule) }
    /// Number of spans.
    public var spanCount: Int { raw.span_count }

    /// The spans with copies of their values.
    public var spans: [BlockSpan] {
        UnsafeBufferPointer(start: raw.spans, count: raw.span_count).compactMap { span in
            guard let kind = SpanKind(rawValue: span.kind) else { return nil }
            return BlockSpan(
                start: Int(span.start),
                end: Int(span.end),
                kind: kind,
                value: HostText(span.value).string
            )
        }
    }
}
