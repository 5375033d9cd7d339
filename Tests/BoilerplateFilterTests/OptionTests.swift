import Testing
import WinnowModel
import WinnowModuleHost

/// The module's options, of the operator and of a source, by the ABI.
@Suite("Options of the boilerplate module")
struct OptionTests {
    /// Three sentences, so that what stands behind is not at the edge alone.
    private static let article = [
        "The council met on Tuesday and agreed to rebuild the bridge over the river by spring.",
        "Work begins in March, when the water is low, and is to take some eleven weeks in all.",
        "Until then buses go by the northern road, which the town has widened for that purpose.",
    ]

    /// The rules of the lines that a route drops behind an article, by text.
    private func dropped(
        _ lines: [String],
        module: String = "{}",
        source: String? = nil
    ) throws -> [String: String] {
        let route = Route([try ModuleRoute.boilerplate(options: module)])
        let blocks = (Self.article + lines).enumerated().map { index, text in
            Block(id: UInt32(index + 1), kind: .paragraph, text: text)
        }
        let document = HostDocument()
        let options = source.map { ModuleOptionsTable(["boilerplate": $0]) }
        document.begin(Document(blocks: blocks), options: options ?? ModuleOptionsTable([:]))
        #expect(route.run(document) == .completed)
        var rules: [String: String] = [:]
        for block in document.snapshot().blocks { rules[block.text] = block.dropped?.rule }
        for text in Self.article { #expect(rules[text] == nil) }
        return rules
    }

    @Test func `without options an unknown line stays and a known one goes`() throws {
        let rules = try dropped(["Ring the harbour bell", "Share this article"])
        #expect(rules == ["Share this article": "share"])
    }

    @Test(arguments: [
        (#"{"lines": ["ring the (harbour|ferry) bell"]}"#, "Ring the ferry bell", "operator"),
        (#"{"headings": ["from the quay"]}"#, "From the quay", "operator"),
        (
            #"{"add": {"newsletter": {"inside": ["harbour post"]}}}"#,
            "Read the Harbour Post with your coffee", "newsletter"
        ),
        (#"{"add": {"bells": {"label": ["bells"]}}}"#, "Bells: two at noon", "bells"),
        (#"{"add": {"bells": {"count": ["bells"]}}}"#, "12 bells", "bells"),
    ])
    func `phrases of an operator drop`(options: String, line: String, rule: String) throws {
        #expect(try dropped([line])[line] == nil)
        #expect(try dropped([line], module: options)[line] == rule)
        #expect(try dropped([line], source: options)[line] == rule)
    }

    @Test func `a line that is to be kept stays`() throws {
        let options = #"{"keep": ["share this article"]}"#
        #expect(try dropped(["Share this article"], module: options).isEmpty)
        #expect(try dropped(["Share this article"], source: options).isEmpty)
    }

    @Test func `a disabled rule drops nothing, the others go on`() throws {
        let lines = ["Share this article", "Subscribe to our newsletter"]
        let rules = try dropped(lines, module: #"{"disable": ["share"]}"#)
        #expect(rules == ["Subscribe to our newsletter": "newsletter"])
        let both = try dropped(
            lines,
            module: #"{"disable": ["share"]}"#,
            source: #"{"disable": ["newsletter"]}"#
        )
        #expect(both.isEmpty)
    }

    @Test func `options of one source do not reach the next`() throws {
        let route = Route([try ModuleRoute.boilerplate()])
        let document = HostDocument()
        let input = Document(
            blocks: [Block(id: 1, kind: .paragraph, text: "Share this article")]
        )
        var rules: [String?] = []
        for source in [nil, #"{"keep": ["share this article"]}"#, nil] {
            document.begin(
                input,
                options: ModuleOptionsTable(source.map { ["boilerplate": $0] } ?? [:])
            )
            #expect(route.run(document) == .completed)
            rules.append(document.snapshot().blocks[0].dropped?.rule)
        }
        #expect(rules == ["share", nil, "share"])
    }

    @Test(arguments: [
        (#"{"lines": ["two (open"]}"#, "lines"),
        (#"{"add": {"share": {"everywhere": ["x y"]}}}"#, "add.share"),
        (#"{"keep": ["a (b"]}"#, "keep"),
    ])
    func `a fault is refused with the option's name`(options: String, key: String) throws {
        #expect {
            try ModuleRoute.boilerplate(options: options)
        } throws: {
            "\($0)".contains(key)
        }
    }
}
