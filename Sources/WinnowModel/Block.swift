/// One unit of a document's text: a paragraph, a heading, a list item.
///
/// Readers create blocks in page order; later modules tag, edit or drop them.
/// A dropped block keeps its text, so that every decision can be shown.
public struct Block: Sendable, Equatable {
    /// What a block is, as its markup or its form says.
    ///
    /// Raw values are part of the module ABI (`winnow_block_kind`) and of the
    /// worker's frames; new kinds are added at the end.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case paragraph = 0
        case heading = 1
        case listItem = 2
        case quote = 3
        case code = 4
        case table = 5
        case caption = 6
    }

    /// How a list item is marked.
    public enum ListStyle: UInt8, Sendable {
        case none = 0
        case bulleted = 1
        case numbered = 2
    }

    /// A stretch of a block's text that carries something of its own.
    public struct Span: Sendable, Equatable {
        /// What a span says of its text. Raw values are part of the module ABI.
        public enum Kind: UInt8, Sendable {
            /// `value` is the link's absolute URL.
            case link = 0
            /// `value` is empty, or "strong" where the markup says so.
            case emphasis = 1
            /// `value` is the language tag of the stretch.
            case language = 2
        }

        /// First byte of the stretch in the block's UTF-8 text.
        public var start: UInt32
        /// The byte after the stretch.
        public var end: UInt32
        public var kind: Kind
        public var value: String

        public init(start: UInt32, end: UInt32, kind: Kind, value: String) {
            self.start = start
            self.end = end
            self.kind = kind
            self.value = value
        }
    }

    /// What the markup told about a block, for modules that decide on it.
    public struct Hints: Sendable, Equatable {
        /// Name of the element that made the block, lower case.
        public var tag: String
        /// Words of the `class` and `id` attributes of the element and its
        /// near ancestors, lower case, separated by spaces.
        public var markupWords: String
        /// Share of the text's letters that stand inside links, 0 to 1.
        public var linkDensity: Float
        /// Place in the page by bytes of visible text, 0 (top) to 1 (end).
        public var position: Float

        public init(
            tag: String = "",
            markupWords: String = "",
            linkDensity: Float = 0,
            position: Float = 0
        ) {
            self.tag = tag
            self.markupWords = markupWords
            self.linkDensity = linkDensity
            self.position = position
        }
    }

    /// Who dropped a block, and by which rule.
    public struct Drop: Sendable, Equatable {
        public var module: String
        public var rule: String

        public init(module: String, rule: String) {
            self.module = module
            self.rule = rule
        }
    }

    /// Stable within the document; never reused, whatever is inserted or
    /// dropped.
    public var id: UInt32
    public var kind: Kind
    /// Heading level (1 to 6) or list nesting (1 and up); 0 for the others.
    public var level: UInt8
    public var listStyle: ListStyle
    /// The block's text. Cells of a table are separated by tabs, rows by line
    /// feeds; lines of code by line feeds.
    public var text: String
    public var spans: [Span]
    public var language: TaggedLanguage?
    public var hints: Hints
    /// Nil while the block is kept.
    public var dropped: Drop?

    public init(
        id: UInt32,
        kind: Kind,
        level: UInt8 = 0,
        listStyle: ListStyle = .none,
        text: String,
        spans: [Span] = [],
        language: TaggedLanguage? = nil,
        hints: Hints = Hints(),
        dropped: Drop? = nil
    ) {
        self.id = id
        self.kind = kind
        self.level = level
        self.listStyle = listStyle
        self.text = text
        self.spans = spans
        self.language = language
        self.hints = hints
        self.dropped = dropped
    }
}

/// A language with the tagger's trust in it.
public struct TaggedLanguage: Sendable, Equatable {
    /// BCP 47, canonical case; `und` where the tagger could not tell.
    public var tag: String
    /// 0 to 1.
    public var confidence: Float

    public init(tag: String, confidence: Float) {
        self.tag = tag
        self.confidence = confidence
    }
}
