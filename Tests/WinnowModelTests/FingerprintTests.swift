import Testing
import WinnowModel

@Suite struct FingerprintTests {
    private let text = """
        The harbour office said on Tuesday that the new ferry will start in May, after two winters \
        of repairs to the northern pier. Passengers will pay the old fare until the end of the year, \
        and schools along the line may book a whole deck for trips at no cost before the summer.
        """

    private func distance(_ left: String, _ right: String) -> Int {
        (Fingerprint.hash(of: left) ^ Fingerprint.hash(of: right)).nonzeroBitCount
    }

    @Test("case, spacing and punctuation do not change a fingerprint")
    func invariance() {
        let loud = text.uppercased().split(separator: " ").joined(separator: "  ")
        #expect(Fingerprint.hash(of: text) == Fingerprint.hash(of: loud + "!"))
    }

    @Test("one changed word moves few bits, another text about half of them")
    func similarity() {
        #expect(distance(text, text.replacing("Tuesday", with: "Monday")) < 16)
        let other =
            "Rain fell over the hills while nobody in the village was awake to hear it come down."
        #expect(distance(text, other) > 16)
    }

    @Test("a text without spaces between words has features too")
    func ideographs() {
        #expect(Fingerprint.hash(of: "港口办公室星期二表示新渡轮将于五月启航") != 0)
        #expect(distance("港口办公室星期二表示新渡轮将于五月启航", "港口办公室星期三表示新渡轮将于五月启航") < 24)
    }

    @Test("no words, no bits; the description has a fixed width")
    func empty() {
        #expect(Fingerprint.describe("…—\n") == "simhash64-v1:0000000000000000")
        #expect(Fingerprint.describe("one").count == "simhash64-v1:".count + 16)
    }

    /// The definition, one bit at a time.
    private func definition(_ words: [Substring]) -> UInt64 {
        func fold(_ hash: UInt64, _ value: UInt64) -> UInt64 { (hash ^ value) &* 0x100_0000_01B3 }
        let basis: UInt64 = 0xCBF2_9CE4_8422_2325
        let hashes = words.map { $0.utf8.reduce(basis) { fold($0, UInt64($1 | 0x20)) } }
        var counts = [Int](repeating: 0, count: 64)
        for index in 2..<hashes.count {
            var hash = hashes[(index - 2)...index].reduce(basis, fold)
            hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
            hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
            hash ^= hash >> 31
            for bit in 0..<64 { counts[bit] += hash >> UInt64(bit) & 1 == 1 ? 1 : -1 }
        }
        return (0..<64).reduce(0) { $0 | (counts[$1] > 0 ? 1 << UInt64($1) : 0) }
    }

    @Test("a text of any length has the fingerprint of the definition", arguments: 3..<140)
    func definition(_ count: Int) {
        let all = (text + " " + text.uppercased() + " " + text).replacing(",", with: "")
            .replacing(".", with: "").split(separator: " ")
        let words = (0..<count).map { all[($0 * 7) % all.count] }
        #expect(Fingerprint.hash(of: words.joined(separator: " ")) == definition(words))
    }
}
