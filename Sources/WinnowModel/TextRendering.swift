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
        var bytes: [UInt8] = []
        var previous: Block.Kind?
        for block in blocks where block.dropped == nil && !block.text.isEmpty {
            if let previous {
                bytes.append(UInt8(ascii: "\n"))
                if previous != .listItem || block.kind != .listItem {
                    bytes.append(UInt8(ascii: "\n"))
                }
            }
            appendClean(block.text, to: &bytes)
            previous = block.kind
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func appendClean(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            var index = 0
            while index < utf8.count {
                if isPlain(utf8[index]) {
                    index += 1
                    continue
                }
                let length = forbiddenLength(utf8, at: index)
                if length > 0 {
                    bytes.append(contentsOf: utf8[start..<index])
                    bytes.append(UInt8(ascii: " "))
                    start = index + length
                }
                index += max(1, length)
            }
            bytes.append(contentsOf: utf8[start...])
        }
    }

    /// Bytes that no forbidden character has, at the cost of one comparison:
    /// nearly all of most texts.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F }

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
