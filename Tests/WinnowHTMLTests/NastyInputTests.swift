import Testing
import WinnowHTML

/// Inputs made to be expensive: any bytes give a tree, bounded in depth and size.
@Suite struct NastyInputTests {
    private static let patterns: [String] = [
        "<div>", "<b>", "<a>", "<table><td>", "</p>", "&amp", "<svg><g>", "<!--", "<![CDATA[",
        "<!doctype", "\u{0}", "<", "</", "<a ",
        "<p><b><i><u><font size=1>x", "<b><p></b>x</p>", "<table>x", "<table><tr>x<td>y",
        "<template>", "<template><td>",
        "<select><option>", "<select><table><tr><td><select>", "<math><mi><b>",
        "<svg><foreignObject>", "<script><!--<script>",
        "<nobr>", "<button>", "<ruby><rt>", "<frameset>", "<body a=1>", "<a><div>", "<i><table>",
        "</table>", "<object><a>",
        "<li>", "<dd><dt>", "<h1><h2>", "<form>", "<caption>", "<col>", "<svg></p>", "<b></b></b>x",
        "<select><selectedcontent><option>",
    ]

    private func depth(_ tree: HTMLTree) -> Int {
        var deepest = 0
        var stack: [(HTMLNodeID, Int)] = [(tree.document, 0)]
        while let (node, level) = stack.popLast() {
            deepest = max(deepest, level)
            if let content = tree.templateContent(of: node) { stack.append((content, level + 1)) }
            for child in tree.children(of: node) { stack.append((child, level + 1)) }
        }
        return deepest
    }

    private func check(_ bytes: [UInt8], _ options: HTMLParserOptions = .init()) {
        let tree = HTMLTree()
        HTMLParser.parse(bytes, options: options, into: tree)
        #expect(depth(tree) <= 2200)
        #expect(tree.memoryUse <= bytes.count * 60 + 150_000)
    }

    @Test(arguments: patterns)
    func `a page of one repeated pattern gives a bounded tree`(pattern: String) {
        check(Array(String(repeating: pattern, count: 20_000 / pattern.utf8.count).utf8))
    }

    @Test(arguments: patterns)
    func `a pattern below many open elements gives a bounded tree`(pattern: String) {
        for opener in ["<span>", "<b>", "<table><tr><td>", "<svg>", "<template>"] {
            check(
                Array(
                    (String(repeating: opener, count: 600) + String(repeating: pattern, count: 1000))
                        .utf8
                )
            )
        }
    }

    /// Tags in a fixed sequence that looks random (SplitMix64) reach combinations that nobody writes down.
    @Test(arguments: 0..<40)
    func `random tags give a bounded tree that its own links agree with`(seed: UInt64) {
        let names = [
            "a", "b", "p", "div", "table", "tr", "td", "tbody", "caption", "col", "select",
            "option", "template", "svg", "g", "title",
            "foreignObject", "math", "mi", "annotation-xml", "li", "button", "form", "script",
            "nobr", "body", "html", "frameset",
            "object", "i", "h1", "ruby", "rt", "input", "br", "head", "selectedcontent",
            "plaintext",
        ]
        var state = seed
        func next(_ limit: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value >> 33) % UInt64(limit))
        }
        var text = ""
        for _ in 0..<4000 {
            let name = names[next(names.count - (next(200) == 0 ? 0 : 1))]
            switch next(5) {
            case 0: text += "</\(name)>"
            case 1: text += "x &amp; \u{0}"
            case 2: text += "<\(name) id=\(next(3)) type=hidden>"
            default: text += "<\(name)>"
            }
        }
        let tree = HTMLTree()
        let context = ["div", "table", "select", "template", "svg g", "math mi", "tr", "html"][
            next(8)
        ]
        for options in [
            HTMLParserOptions(),
            HTMLParserOptions(
                scripting: true,
                fragmentContext: try? HTMLFragmentContext(parsing: context)
            ),
        ] {
            HTMLParser.parse(text, options: options, into: tree)
            #expect(depth(tree) <= 2200)
            #expect(tree.memoryUse <= text.utf8.count * 60 + 150_000)
            for node in tree.descendants(of: tree.document) {
                let parent = tree.parent(of: node)
                #expect(parent != nil)
                if let next = tree.nextSibling(of: node) {
                    #expect(
                        tree.previousSibling(of: next) == node && tree.parent(of: next) == parent
                    )
                } else if let parent {
                    #expect(tree.lastChild(of: parent) == node)
                }
            }
        }
    }

    @Test func `a page of any bytes parses in every fragment context`() {
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 ^ $0 >> 3) }
        for context in [
            "div", "td", "tr", "table", "select", "template", "svg svg", "math mi", "title",
            "script", "html",
        ] {
            check(
                bytes,
                HTMLParserOptions(fragmentContext: try? HTMLFragmentContext(parsing: context))
            )
        }
    }

    @Test func `an element with very many attributes keeps each name once`() throws {
        let tree = HTMLTree()
        let text = (0..<3000).map { "a\($0)=1 a\($0)=2 " }.joined()
        HTMLParser.parse("<p \(text)>", into: tree)
        let paragraph = try #require(tree.all(named: .p, in: tree.document).first)
        #expect(tree.attributeCount(of: paragraph) == 3000)
    }
}
