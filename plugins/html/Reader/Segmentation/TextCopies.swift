/// Finds blocks that say the same.
enum TextCopies {
    /// For each block how many blocks of the page have its letters and digits,
    /// whatever their case and whatever stands between them.
    static func count(_ page: borrowing Page) -> [Int32] {
        // Only texts of one size can be the same; few long ones are.
        var sizes = HashIndex(minimumCapacity: page.blocks.count)
        var sizeOf: [Int] = []
        var counts: [Int32] = []
        sizeOf.reserveCapacity(page.blocks.count)
        for block in page.blocks {
            sizeOf.append(number(of: key(block.counts), in: &sizes, &counts))
        }
        var texts = HashIndex(minimumCapacity: page.blocks.count)
        var textOf: [Int] = []
        var copies: [Int32] = []
        textOf.reserveCapacity(page.blocks.count)
        for (index, block) in page.blocks.enumerated() {
            guard counts[sizeOf[index]] > 1 else {
                textOf.append(-1)
                continue
            }
            let hash = hash(page.text.bytes(block.textStart, block.textEnd))
            textOf.append(number(of: hash, in: &texts, &copies))
        }
        return textOf.map { $0 < 0 ? 1 : copies[$0] }
    }

    private static func key(_ counts: TextCounts) -> UInt64 {
        let digits = UInt64(truncatingIfNeeded: counts.digits) << 32
        return digits | UInt64(truncatingIfNeeded: counts.size)
    }

    /// The number of a key, which is counted.
    private static func number(
        of key: UInt64,
        in keys: inout HashIndex,
        _ counts: inout [Int32]
    ) -> Int {
        let number = keys.index(of: key)
        if number == counts.count { counts.append(0) }
        counts[number] &+= 1
        return number
    }

    /// A hash of the letters and digits, ASCII in lower case, and of all marks
    /// beyond ASCII.
    private static func hash(_ text: ByteText) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in text {
            let folded = byte | 0x20
            guard folded &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 else { continue }
            hash = (hash ^ UInt64(byte < 0x80 ? folded : byte)) &* 1_099_511_628_211
        }
        return hash
    }
}
