/// A start or end tag; its attributes are the last ones of the attribute buffer.
struct TagToken {
    /// The interned name, in lower case.
    var name: HTMLName
    var attributeStart: Int
    var attributeCount: Int
    var isSelfClosing: Bool
    /// Where its `<` stands.
    var offset: Int
}

/// Characters: a text position (source or decoded) with a length, never with a null in the data state.
struct TextToken {
    var start: Int
    var count: Int
    /// Where the text begins in the source.
    var offset: Int
}

/// A document type declaration.
struct DoctypeToken {
    var nameStart = 0
    var nameCount = 0
    var hasName = false
    var identifiers = DoctypeRecord()
    var forceQuirks = false
    var offset = 0
}

/// What the tokenizer does after a start tag; the standard's tokenizer states that tree construction selects.
enum ContentModel: UInt8 {
    case data
    case rcdata
    case rawText
    case scriptData
    case plaintext
    case cdata
}

/// Receives tokens as they are found: tree construction, or the collector behind ``HTMLTokenizing``.
protocol TokenSink: ~Copyable {
    /// Whether `<![CDATA[` begins a section: the adjusted current node is not an HTML element.
    var allowsCDATA: Bool { mutating get }
    /// Takes a start tag and answers how what follows is to be read.
    mutating func startTag(_ tag: TagToken) -> ContentModel
    mutating func endTag(_ tag: TagToken)
    mutating func characters(_ text: TextToken)
    /// Takes U+0000 in the data state or a CDATA section, which means different things in different places.
    mutating func nullCharacter(offset: Int)
    /// Whether well-formed processing instructions are told from bogus comments.
    var readsInstructions: Bool { get }
    /// Takes a comment, or the data of a processing instruction whose target has `targetCount` bytes behind the `<?`.
    mutating func comment(_ text: TextToken, targetCount: Int)
    mutating func doctype(_ token: DoctypeToken)
    mutating func endOfFile(offset: Int)
}
