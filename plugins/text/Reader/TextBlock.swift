/// A block of plain text.
public struct TextBlock: Equatable, Sendable {
    /// What the form of the text says a block is.
    public enum Kind: Equatable, Sendable {
        case paragraph
        case heading(level: Int)
        case listItem(level: Int, numbered: Bool)
        case quote
        case code
        case table
        /// A line of dashes or stars; no content.
        case separator
    }

    /// What the block is.
    public var kind: Kind
    /// Its text: one line, but for code and tables.
    public var text: [UInt8]
    /// First byte of the block in the normalised text.
    public var offset: Int
    /// No blank line stands before it.
    public var followsDirectly = false

    /// Makes a block.
    public init(kind: Kind, text: [UInt8], offset: Int) {
        self.kind = kind
        self.text = text
        self.offset = offset
    }
}
