import Testing
import WinnowHTML

/// The example of docs/HTML.md, so that it keeps working.
@Suite struct DocumentationExampleTests {
    @Test func `the example in the documentation lists the links of an article`() throws {
        let bytes = Array(
            "<nav><a href=/>home</a></nav><article><p>See <a href='/a?b&amp;c'>this <b>page</b></a>."
                .utf8
        )
        var lines: [String] = []

        let tree = HTMLTree()
        HTMLParser.parse(bytes, into: tree)
        for link in tree.all(try HTMLSelector("article a[href]"), in: tree.document) {
            lines.append("\(tree.value(of: .href, of: link) ?? "") \(tree.textContent(of: link))")
        }

        #expect(lines == ["/a?b&c this page"])
    }
}
