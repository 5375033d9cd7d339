import Testing
import WinnowHTML

@Suite struct HTMLSelectorTests {
    private let tree: HTMLTree = {
        let tree = HTMLTree()
        HTMLParser.parse(
            "<main id=m class='wide  page'><p class=lead lang=en-GB>a</p><div><p>b<a href=/x rel='nofollow me'>c</a></p></div></main>"
                + "<svg><foreignObject><p id=s>d</p></foreignObject></svg>",
            into: tree
        )
        return tree
    }()

    private func texts(_ selector: String) throws -> [String] {
        try tree.all(HTMLSelector(selector), in: tree.document).map(tree.textContent)
    }

    @Test func `types, identifiers and classes select`() throws {
        #expect(try texts("p") == ["a", "bc", "d"])
        #expect(try texts("P.lead") == ["a"])
        #expect(try texts("#s") == ["d"])
        #expect(try texts(".page") == ["abc"])
        #expect(try texts("main.wide.page#m") == ["abc"])
        #expect(try texts("foreignobject") == ["d"])
        #expect(try texts(".pag").isEmpty)
    }

    @Test func `attributes select by presence and value`() throws {
        #expect(try texts("[href]") == ["c"])
        #expect(try texts("a[rel~=me]") == ["c"])
        #expect(try texts("[lang^='en-']") == ["a"])
        #expect(try texts("[lang$=GB]") == ["a"])
        #expect(try texts("[rel*=\"follow m\"]") == ["c"])
        #expect(try texts("[href='/y']").isEmpty)
    }

    @Test func `descendant and child combinators go up the tree`() throws {
        #expect(try texts("main p") == ["a", "bc"])
        #expect(try texts("main > p") == ["a"])
        #expect(try texts("main > div p > a") == ["c"])
        #expect(try texts("body * p a") == ["c"])
        #expect(try texts("p > p").isEmpty)
    }

    @Test func `an ancestor further up is tried when a child combinator fails below`() throws {
        let tree = HTMLTree()
        HTMLParser.parse(
            "<ul><li><b><em><i>x</i></em></b></li></ul><div><p>z</p><div><p>y",
            into: tree
        )
        let selected = try tree.all(HTMLSelector("body > div p"), in: tree.document)
        #expect(selected.count == 2)
        #expect(try tree.all(HTMLSelector("li > b i"), in: tree.document).count == 1)
        #expect(try tree.all(HTMLSelector("ul > b i"), in: tree.document).isEmpty)
    }

    @Test
    func `many descendant combinators on a deep page take no more than depth times compounds`()
        throws
    {
        let tree = HTMLTree()
        HTMLParser.parse(String(repeating: "<div>", count: 500) + "<i>x", into: tree)
        let parts = Array(repeating: "div", count: 40).joined(separator: " ")
        #expect(try tree.all(HTMLSelector("p \(parts) i"), in: tree.document).isEmpty)
        #expect(try tree.all(HTMLSelector("body \(parts) i"), in: tree.document).count == 1)
    }

    @Test func `a list selects what any of its parts selects`() throws {
        #expect(try texts("a, .lead , #s") == ["a", "c", "d"])
    }

    @Test(arguments: [
        "", " ", "a >", "> a", "a,", ".", "#", "[", "[a", "[a=", "[a='x]", "a!b", "a:first-child+b",
        "[a!=b]",
    ])
    func `a text that is no selector is refused with its position`(text: String) throws {
        let error = try #require(throws: HTMLError.self) { try HTMLSelector(text) }
        #expect(error.code == .invalidSelector)
        #expect(error.subject == text)
        #expect(error.message.contains("byte"))
    }

    @Test func `an unknown fragment context is refused`() throws {
        let error = try #require(throws: HTMLError.self) {
            try HTMLFragmentContext(parsing: "xul box")
        }
        #expect(error.code == .invalidFragmentContext)
    }
}
