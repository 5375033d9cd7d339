/// The words of a title, to compare it with others.
struct TitleWords {
    /// A number for each different word.
    private var words: [UInt64] = []

    init(_ title: String) {
        guard title.utf8.count < 2000 else { return }
        title.withBytes(LowerCase.lowered).withUnsafeBufferPointer { add($0) }
    }

    private mutating func add(_ text: ByteText) {
        let none: UInt64 = 0xCBF2_9CE4_8422_2325
        var word = none
        var index = 0
        while index < text.count {
            let byte = text[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(text, at: index)
            index += length
            if Self.isPart(scalar) {
                word = (word ^ UInt64(scalar)) &* 0x100_0000_01B3
            } else if word != none {
                insert(word)
                word = none
            }
        }
        if word != none { insert(word) }
    }

    private mutating func insert(_ word: UInt64) {
        if !words.contains(word) { words.append(word) }
    }

    private static func isPart(_ scalar: UInt32) -> Bool {
        ScalarKind.isLetter(scalar) || ScalarKind.isNumber(scalar) || ScalarKind.isMark(scalar)
    }

    /// The share of the words that another title has too; 0 without words.
    func share(in other: TitleWords) -> Double {
        guard !words.isEmpty else { return 0 }
        let common = words.lazy.filter { other.words.contains($0) }.count
        return Double(common) / Double(words.count)
    }
}
