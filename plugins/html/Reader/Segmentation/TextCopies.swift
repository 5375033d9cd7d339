/// Finds blocks that say the same.
enum TextCopies {
    /// For each block how many blocks of the page have its letters and digits,
    /// whatever their case and whatever stands between them.
    static func count(_ page: borrowing Page) -> [Int32] {
        // Only texts of one size with the same letters at their ends can be the
        // same; few are.
        var sizes = HashIndex(minimumCapacity: page.blocks.count)
        var sizeOf: [Int] = []
        var counts: [Int32] = []
        sizeOf.reserveCapacity(page.blocks.count)
        for block in page.blocks {
            let text = page.text.bytes(block.textStart, block.textEnd)
            sizeOf.append(number(of: key(block.counts, text), in: &sizes, &counts))
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

    private static func key(_ counts: TextCounts, _ text: ByteText) -> UInt64 {
        let first = text.first(where: isHashed).map(folded) ?? 0
        let last = text.last(where: isHashed).map(folded) ?? 0
        let digits = UInt64(truncatingIfNeeded: counts.digits) << 40
        let size = UInt64(truncatingIfNeeded: counts.size) << 16
        return digits ^ size ^ UInt64(first) << 8 ^ UInt64(last)
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
        for byte in text where isHashed(byte) {
            hash = (hash ^ UInt64(folded(byte))) &* 1_099_511_628_211
        }
        return hash
    }

    @inline(__always)
    private static func isHashed(_ byte: UInt8) -> Bool {
        ByteRuns.isAlphanumeric(byte) || byte >= 0x80
    }

    @inline(__always)
    private static func folded(_ byte: UInt8) -> UInt8 { byte < 0x80 ? byte | 0x20 : byte }
}
