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
}
