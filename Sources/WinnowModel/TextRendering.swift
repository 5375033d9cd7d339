/// Renders kept blocks as plain text.
///
/// One block a line, a blank line between blocks; the items of one list and
/// the rows of a table stand on lines without a blank one between. Characters
/// that readers of lines take for line ends (U+0085, U+2028, U+2029) and lone
/// control characters become spaces, so a text has no line that no block made.
public enum TextRendering {
    /// The text of the blocks that were not dropped, without a line feed at
    /// the end.
    public static func text(of blocks: some Sequence<Block>) -> String {
        var builder = Builder()
        for block in blocks where block.dropped == nil {
            var text = block.text
            text.withUTF8 { builder.append($0, of: block.kind) }
        }
        return String(decoding: builder.utf8, as: UTF8.self)
    }

    /// Makes the text of one kept block after the other.
    public struct Builder {
        /// The text so far.
        public private(set) var utf8: [UInt8] = []
        private var previous: Block.Kind?

        public init(reservingCapacity capacity: Int = 0) {
            utf8.reserveCapacity(capacity)
        }

        /// Adds a block's text, which is UTF-8; an empty one is left out.
        public mutating func append(_ text: UnsafeBufferPointer<UInt8>, of kind: Block.Kind) {
            guard !text.isEmpty else { return }
            if let previous {
                utf8.append(UInt8(ascii: "\n"))
                if previous != .listItem || kind != .listItem {
                    utf8.append(UInt8(ascii: "\n"))
                }
            }
            TextRendering.appendClean(text, to: &utf8)
            previous = kind
        }
    }

    private static func appendClean(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        var index = 0
        while true {
            // No forbidden character has a byte of printable ASCII, which is
            // nearly all of most texts.
            index = ByteRun.printableEnd(text, from: index)
            guard index < text.count else { break }
            let length = forbiddenLength(text, at: index)
            if length > 0 {
                bytes.append(contentsOf: text[start..<index])
                bytes.append(UInt8(ascii: " "))
                start = index + length
            }
            index = ByteRun.otherEnd(text, from: index + max(1, length))
        }
        bytes.append(contentsOf: text[start...])
    }

    /// Bytes of the character at `index` if it may not stand in a text, else 0.
    private static func forbiddenLength(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        switch utf8[index] {
        case 0x09, 0x0A: return 0
        case 0..<0x20, 0x7F: return 1
        case 0xC2:
            // U+0080 to U+009F, the C1 controls; U+0085 is one of them.
            return index + 1 < utf8.count && utf8[index + 1] < 0xA0 ? 2 : 0
        case 0xE2:
            guard index + 2 < utf8.count, utf8[index + 1] == 0x80 else { return 0 }
            return utf8[index + 2] == 0xA8 || utf8[index + 2] == 0xA9 ? 3 : 0
        default: return 0
        }
    }
}
