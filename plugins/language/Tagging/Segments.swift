/// Cuts cleaned text into stretches of a sentence or less, so that a quotation
/// or a menu in another language weighs only its own letters.
struct Segments {
    private static let shortest = 24
    private static let longest = 80

    /// Replaces `ranges` by those of the stretches.
    static func split(_ text: UnsafeBufferPointer<UInt8>, into ranges: inout [Range<Int>]) {
        ranges.removeAll(keepingCapacity: true)
        let classes = ByteClass.table
        var start = 0
        var position = 0
        while position < text.count {
            // A scalar may reach over the least size by its further bytes, which
            // themselves end nothing.
            let isLong = position &- start &+ 4 >= longest
            let wanted = isLong ? ByteClass.end | ByteClass.gap : ByteClass.end
            if classes[Int(text[position])] & wanted == 0 {
                position &+= 1
                continue
            }
            let (scalar, length) = decodeScalar(text, position)
            position += length
            let size = position - start
            guard size >= shortest, endsStretch(scalar) || size >= longest && isGap(scalar) else {
                continue
            }
            ranges.append(start..<position)
            start = position
            // Whole scalars are found again by their first bytes.
            position += shortest - 4
        }
        if start < text.count { ranges.append(start..<text.count) }
    }

    /// Ends of sentences and quotation marks.
    private static func endsStretch(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x2E, 0x3F, 0x22, 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x964, 0x3002, 0xFF01,
            0xFF1F, 0x61F, 0x6D4:
            true
        default: false
        }
    }

    /// Where a long stretch may be cut: behind a space or a comma, or anywhere
    /// between ideographs.
    private static func isGap(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar >= 0x3000
    }
}
