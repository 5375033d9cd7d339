import Testing
import WinnowModel

@Suite struct TextRenderingTests {
    private func block(_ text: String, _ kind: Block.Kind = .paragraph) -> Block {
        Block(id: 0, kind: kind, text: text)
    }

    @Test("blocks are separated by a blank line, items of a list by a line end")
    func separation() {
        let blocks = [
            block("Title", .heading), block("One.", .listItem), block("Two.", .listItem),
            block("End."),
        ]
        #expect(TextRendering.text(of: blocks) == "Title\n\nOne.\nTwo.\n\nEnd.")
    }

    @Test("a dropped block and an empty one leave no trace")
    func dropped() {
        var share = block("Share this")
        share.dropped = Block.Drop(module: "boilerplate", rule: "share_bar")
        #expect(TextRendering.text(of: [block("A."), share, block(""), block("B.")]) == "A.\n\nB.")
    }

    @Test("characters that readers take for line ends become spaces")
    func separators() {
        let text = "a\u{2028}b\u{2029}c\u{85}d\u{0}e\rf\u{7F}g\u{9F}h\ti"
        #expect(TextRendering.text(of: [block(text)]) == "a b c d e f g h\ti")
        #expect(TextRendering.text(of: [block("é “ü” 漢 \u{A0}")]) == "é “ü” 漢 \u{A0}")
    }

    @Test("a forbidden character is found wherever it stands", arguments: 0..<24)
    func places(_ place: Int) {
        let head = String(repeating: "n", count: place)
        for character in ["\u{1}", "\u{7F}", "\u{85}", "\u{2028}"] {
            let text = TextRendering.text(of: [block(head + character + "tail, tail, tail")])
            #expect(text == head + " tail, tail, tail")
        }
    }
}
