/// Finds which of many words a text holds or begins with, in one pass.
///
/// The words are compared as bytes; texts are given in lower case. Where no
/// word begins with the two bytes of a place, nothing is compared there.
struct WordFinder: Sendable {
    /// The words behind each other, ordered by their first bytes.
    private let bytes: [UInt8]
    private let ends: [UInt16]
    /// For each first byte the index of its first word.
    private let firsts: [UInt16]
    /// A bit for each two bytes that a word begins with.
    private let beginnings: [UInt64]

    /// - Parameter words: Each of two bytes or more. Of those with one first
    ///   byte the earlier listed counts.
    init(_ words: [String]) {
        var bytes: [UInt8] = []
        var ends: [UInt16] = []
        var firsts: [UInt16] = []
        var beginnings = [UInt64](repeating: 0, count: 1024)
        var buckets = [[[UInt8]]](repeating: [], count: 256)
        for word in words.map({ Array($0.utf8) }) where word.count > 1 {
            buckets[Int(word[0])].append(word)
            beginnings[Int(word[0]) << 2 | Int(word[1]) >> 6] |= 1 << UInt64(word[1] & 63)
        }
        for bucket in buckets {
            firsts.append(UInt16(ends.count))
            for word in bucket {
                bytes += word
                ends.append(UInt16(bytes.count))
            }
        }
        firsts.append(UInt16(ends.count))
        self.bytes = bytes
        self.ends = ends
        self.firsts = firsts
        self.beginnings = beginnings
    }

    /// Whether any of the words stands anywhere in a text.
    func occurs(in text: ByteText) -> Bool {
        guard text.count > 1 else { return false }
        for start in 0..<text.count - 1 where match(text, at: start) != nil { return true }
        return false
    }

    /// The length in bytes of the first listed word that stands at the
    /// beginning of a text.
    func prefix(of text: ByteText) -> Int? {
        text.count > 1 ? match(text, at: 0) : nil
    }

    /// The length in bytes of the first listed word that stands at the
    /// beginning of a text and that fits.
    func prefix(of text: ByteText, where fits: (Int) -> Bool) -> Int? {
        guard text.count > 1, mayBegin(text[0], text[1]) else { return nil }
        return compare(text, at: 0, where: fits)
    }

    /// Whether a word may begin with these two bytes.
    @inline(__always)
    func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
        beginnings[Int(first) << 2 | Int(second) >> 6] >> UInt64(second & 63) & 1 != 0
    }

    @inline(__always)
    private func match(_ text: ByteText, at start: Int) -> Int? {
        guard mayBegin(text[start], text[start + 1]) else { return nil }
        return compare(text, at: start) { _ in true }
    }

    private func compare(
        _ text: ByteText,
        at start: Int,
        where fits: (Int) -> Bool
    ) -> Int? {
        let first = Int(text[start])
        for index in Int(firsts[first])..<Int(firsts[first + 1]) {
            let begin = index == 0 ? 0 : Int(ends[index - 1])
            let count = Int(ends[index]) - begin
            guard count <= text.count - start else { continue }
            var length = 1
            while length < count, text[start + length] == bytes[begin + length] { length += 1 }
            if length == count, fits(count) { return count }
        }
        return nil
    }
}
