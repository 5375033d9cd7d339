import HTMLReader
import Testing

@Suite("Reading models")
struct ContentScorerTests {
    private static let width = FeatureDump.firstWidth
    private static let good = "winnow-trees 1 \(width) 1\n3:0.5 =-1 =1\n"

    @Test(
        "a damaged model is refused with its file and line",
        arguments: [
            ("", "line 1"), ("winnow-trees 2 \(width) 1\n=1\n", "line 1"),
            ("winnow-trees 1 \(width) 2\n=1\n", "line 1"),
            ("winnow-trees 1 \(width) 1\n3:0.5 =1\n", "line 2"),
            ("winnow-trees 1 \(width) 1\n900:0.5 =1 =2\n", "line 2"),
            ("winnow-trees 1 \(width) 1\n3:x =1 =2\n", "line 2"),
            ("winnow-trees 1 \(width) 1\n=1 =2\n", "line 2"),
            ("winnow-trees 1 12 1\n=1\n", "\(width) features"),
        ]
    )
    func damaged(text: String, complaint: String) {
        #expect {
            _ = try ContentScorer(first: Array(text.utf8), second: Array(Self.good.utf8))
        } throws: { error in
            "\(error)".contains("content-first.trees") && "\(error)".contains(complaint)
        }
    }
}
