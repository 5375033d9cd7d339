import Testing
import WinnowHTML

@Suite struct HTMLTreeTests {
    private func parse(_ text: String) -> HTMLTree {
        let tree = HTMLTree()
        HTMLParser.parse(text, into: tree)
        return tree
    }

    @Test func `a new tree is an empty document`() {
        let tree = HTMLTree()
        #expect(tree.nodeCount == 1)
        #expect(tree.kind(of: tree.document) == .document)
        #expect(tree.documentElement == nil)
        #expect(tree.testFormat() == "")
    }

    @Test func `links between nodes agree in both directions`() throws {
        let tree = parse("<ul><li>a<li>b</ul>")
        let list = try #require(tree.all(named: .ul, in: tree.document).first)
        let items = Array(tree.children(of: list))
        #expect(items.count == 2)
        #expect(tree.nextSibling(of: items[0]) == items[1])
        #expect(tree.previousSibling(of: items[1]) == items[0])
        #expect(tree.firstChild(of: list) == items[0])
        #expect(tree.lastChild(of: list) == items[1])
        #expect(items.allSatisfy { tree.parent(of: $0) == list })
        #expect(
            Array(tree.ancestors(of: items[0])) == [
                list, tree.body, tree.documentElement, tree.document,
            ]
        )
    }

    @Test func `attributes are found by name and decoded`() throws {
        let tree = parse("<a HREF='/x?a=1&amp;b=2' data-own=\"&eacute;\" hidden>t</a>")
        let anchor = try #require(tree.all(named: .a, in: tree.document).first)
        #expect(tree.value(of: .href, of: anchor) == "/x?a=1&b=2")
        let own = try #require(tree.name(spelled: "data-own"))
        #expect(tree.value(of: own, of: anchor) == "é")
        #expect(tree.attribute(.hidden, of: anchor)?.isEmpty == true)
        #expect(tree.value(of: .id, of: anchor) == nil)
        #expect(tree.attributeCount(of: anchor) == 3)
    }

    @Test func `source offsets point at the tag or text`() throws {
        let tree = parse("<p>one</p>\r\n<i>two</i>")
        let italic = try #require(tree.all(named: .i, in: tree.document).first)
        #expect(tree.sourceOffset(of: italic) == 11)
        let text = try #require(tree.firstChild(of: italic))
        #expect(tree.sourceOffset(of: text) == 14)
    }

    @Test func `text content leaves out comments and template content`() {
        let tree = parse("<div>a<!--b--><b>c</b><template>d</template>&amp;e</div>")
        #expect(tree.textContent(of: tree.document) == "ac&e")
    }

    @Test func `template content is a root of its own`() throws {
        let tree = parse("<template><p>x</template>")
        let template = try #require(tree.all(named: .template, in: tree.document).first)
        #expect(tree.firstChild(of: template) == nil)
        let content = try #require(tree.templateContent(of: template))
        #expect(tree.kind(of: content) == .templateContent)
        #expect(tree.textContent(of: content) == "x")
        #expect(tree.parent(of: content) == nil)
    }

    @Test func `a walk over descendants stays inside its root`() throws {
        let tree = parse("<div><p>a<b>c</b></p></div><div>d</div>")
        let first = try #require(tree.all(named: .div, in: tree.document).first)
        let names = tree.descendants(of: first).compactMap { tree.name(of: $0).map(tree.string) }
        #expect(names == ["p", "b"])
    }

    @Test func `the next parse reuses the tree and forgets the page before`() {
        let tree = HTMLTree()
        HTMLParser.parse("<own-name own-attribute=1>first", into: tree)
        #expect(tree.name(spelled: "own-name") != nil)
        HTMLParser.parse("<p>second", into: tree)
        #expect(tree.name(spelled: "own-name") == nil)
        #expect(tree.textContent(of: tree.document) == "second")
        HTMLParser.parse("<other-name>third", into: tree)
        #expect(tree.testFormat().contains("<other-name>"))
    }

    @Test func `a page after one with very many names and nodes is parsed as by a new tree`() {
        let tree = HTMLTree()
        let many = (0..<80_000).map { "<n\($0) a\($0)=\($0)&amp;>" }.joined()
        HTMLParser.parse(many, into: tree)
        #expect(tree.name(spelled: "n79999") != nil)
        let page = "<div new=1>x<p>y<n1>z &amp; w</div>"
        HTMLParser.parse(page, into: tree)
        #expect(tree.testFormat() == parse(page).testFormat())
        #expect(tree.name(spelled: "n79999") == nil)
        #expect(tree.nodeCount == parse(page).nodeCount)
    }

    @Test func `the document type decides the quirks mode`() {
        #expect(parse("<p>").quirksMode == .quirks)
        #expect(parse("<!doctype html><p>").quirksMode == .noQuirks)
        #expect(
            parse("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\">")
                .quirksMode == .limitedQuirks
        )
        #expect(
            parse("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">").quirksMode
                == .quirks
        )
    }

    @Test func `processing instructions are comments unless asked for`() throws {
        let tree = parse("<p><?mark a=1?>")
        let comment = try #require(
            tree.descendants(of: tree.document).first { tree.kind(of: $0) == .comment }
        )
        #expect(tree.text(of: comment) == "?mark a=1?")
        #expect(tree.instructionTarget(of: comment) == nil)
        HTMLParser.parse(
            "<p>é<?mark a=1?>",
            options: HTMLParserOptions(processingInstructions: true),
            into: tree
        )
        let instruction = try #require(
            tree.descendants(of: tree.document).first {
                tree.kind(of: $0) == .processingInstruction
            }
        )
        #expect(tree.instructionTarget(of: instruction) == "mark")
        #expect(tree.text(of: instruction) == "a=1")
        #expect(tree.outerHTML(of: instruction) == "<?mark a=1?>")
    }

    @Test func `serialising writes what a browser's innerHTML gives`() throws {
        let tree = parse(
            "<p title='a\"&lt;'>x &lt; y&nbsp;&amp;<br>z<!--c--><script>a<b</script><template><i>t</i></template>"
        )
        let body = try #require(tree.body)
        #expect(
            tree.innerHTML(of: body)
                == "<p title=\"a&quot;&lt;\">x &lt; y&nbsp;&amp;<br>z<!--c--><script>a<b</script>"
                + "<template><i>t</i></template></p>"
        )
    }

    @Test func `parsing what was serialised gives the same tree`() throws {
        let tree = parse("<ul><li a=1>x<b>y</b><li>z</ul><table><tr><td>c</table><pre>q</pre>")
        let html = tree.outerHTML(of: try #require(tree.documentElement))
        #expect(parse(html).testFormat() == tree.testFormat())
    }
}
