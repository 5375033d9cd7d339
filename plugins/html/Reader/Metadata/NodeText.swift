import WinnowHTML

/// Short texts of an element, in parts as the markup divides them.
///
/// Pages put a name, a role and a date beside each other with no space between
/// their elements; as one text they would join.
struct NodeText {
    private static let longest = 400
    private static let mostNodes = 120

    /// All parts with a space between them.
    private(set) var bytes: [UInt8] = []
    /// Where each part ends.
    private(set) var ends: [Int] = []

    init() {}

    /// A text of one part, white space collapsed.
    init(_ text: String) {
        text.withBytes { SimpleText.append(collapsing: $0, to: &bytes) }
        ends = [bytes.count]
    }

    /// The texts inside an element, white space collapsed; nil where there is
    /// more than a byline or a date can have.
    init?(of node: HTMLNodeID, in tree: HTMLTree) {
        var steps = 0
        var current: HTMLNodeID? = node
        while let next = current {
            steps += 1
            if steps > Self.mostNodes { return nil }
            if tree.isText(next) {
                guard tree.withText(of: next, { append($0) }) else { return nil }
            } else if let name = tree.name(of: next),
                name == .script || name == .style || name == .svg || name == .noscript
                    || name == .button || name == .template
            {
                current = tree.followingSkippingChildren(next, within: node)
                continue
            }
            current = tree.following(next, within: node)
        }
    }

    /// False where the text becomes too long.
    private mutating func append(_ text: ByteText) -> Bool {
        if text.count > 4 * Self.longest { return false }
        let before = bytes.count
        if before > 0 { bytes.append(0x20) }
        let start = bytes.count
        SimpleText.append(collapsing: text, to: &bytes)
        if bytes.count == start {
            bytes.removeSubrange(before...)
        } else {
            ends.append(bytes.count)
        }
        return bytes.count - max(0, ends.count - 1) <= Self.longest
    }

    var count: Int { ends.count }

    /// The place of a part.
    func range(_ part: Int) -> Range<Int> { (part == 0 ? 0 : ends[part - 1] + 1)..<ends[part] }

    /// Without tags and references, which systems escape twice.
    var plain: NodeText {
        let isPlain = !bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
        if isPlain { return self }
        var text = NodeText()
        for part in 0..<count {
            if part > 0 { text.bytes.append(0x20) }
            let piece = String(decoding: bytes[range(part)], as: UTF8.self)
            text.bytes += TextCleaner.plain(piece).utf8
            text.ends.append(text.bytes.count)
        }
        return text
    }

    /// A number that stands for the parts.
    var number: TextNumber {
        var number = bytes.withUnsafeBufferPointer { TextNumber($0) }
        for end in ends { number.append(UInt8(truncatingIfNeeded: end)) }
        return number
    }

    /// The parts joined.
    var string: String { String(decoding: bytes, as: UTF8.self) }
}
