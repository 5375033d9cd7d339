import Testing
import WinnowModel

@Suite struct MarkdownRenderingTests {
    private func render(_ blocks: [Block], links: Bool = false) -> String {
        MarkdownRendering(keepsLinks: links).render(blocks, metadata: Metadata())
    }

    @Test("each kind of block has its form")
    func kinds() {
        let blocks = [
            Block(id: 1, kind: .heading, level: 2, text: "Ferry"),
            Block(id: 2, kind: .listItem, level: 1, listStyle: .bulleted, text: "one"),
            Block(id: 3, kind: .listItem, level: 2, listStyle: .numbered, text: "two"),
            Block(id: 4, kind: .quote, text: "said\nso"),
            Block(id: 5, kind: .code, text: "let x = ```"),
            Block(id: 6, kind: .table, text: "a\tb\nc"),
            Block(id: 7, kind: .caption, text: "pier"),
        ]
        let expected = """
            ## Ferry

            - one
              1. two

            > said
            > so

            ````
            let x = ```
            ````

            | a | b |
            | --- | --- |
            | c |  |

            *pier*

            """
        #expect(render(blocks) == expected)
    }

    @Test("links keep their target only on request, and markup in text is escaped")
    func links() {
        let block = Block(
            id: 1,
            kind: .paragraph,
            text: "see *the* pier",
            spans: [Block.Span(start: 4, end: 9, kind: .link, value: "https://port.example/a")]
        )
        #expect(render([block]) == "see \\*the\\* pier\n")
        #expect(render([block], links: true) == "see [\\*the\\*](<https://port.example/a>) pier\n")
    }

    @Test("a span that points outside of the text is passed over")
    func wrongSpan() {
        let block = Block(
            id: 1,
            kind: .paragraph,
            text: "ab",
            spans: [Block.Span(start: 1, end: 9, kind: .link, value: "https://port.example/")]
        )
        #expect(render([block], links: true) == "ab\n")
    }

    @Test("front matter holds what is known, quoted")
    func frontMatter() {
        var metadata = Metadata()
        metadata[Metadata.Key.title] = "A \"new\" ferry: soon"
        metadata.set(Metadata.Key.authors, to: ["Ada Holm", "Bo Lind"])
        let text = MarkdownRendering().render(
            [Block(id: 1, kind: .paragraph, text: "Text.")],
            metadata: metadata
        )
        #expect(
            text == """
                ---
                title: "A \\"new\\" ferry: soon"
                authors: ["Ada Holm", "Bo Lind"]
                ---

                Text.

                """
        )
    }
}
