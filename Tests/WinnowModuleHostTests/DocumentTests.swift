import Testing
import WinnowModel
import WinnowModuleHost

@Suite struct DocumentTests {
    /// What the editor module answered to each step, and the document after it.
    private func edit(
        _ steps: String,
        blocks: [Block] = [],
        metadata: Metadata = Metadata(),
        limits: DocumentLimits = DocumentLimits(),
        services: HostServices = HostServices()
    ) throws -> (results: [String], document: Document, edits: [Edit]) {
        let route = Route([try Products.instance("Editor", services: services)])
        let document = HostDocument(limits: limits)
        document.begin(
            Document(metadata: metadata, blocks: blocks),
            options: ModuleOptionsTable(["editor": #"{"steps": [\#(steps)]}"#])
        )
        try #require(route.run(document) == .completed)
        let result = document.snapshot()
        return (result.metadata.values(of: "editor.results"), result, document.edits)
    }

    private let two = [
        Block(id: 1, kind: .paragraph, text: "one"), Block(id: 2, kind: .paragraph, text: "two"),
    ]

    @Test func `blocks are added at the end and around others, ids stay`() throws {
        let result = try edit(
            #"["before", 1, "zero"], ["after", 1, "one and a half"], ["add", "three"]"#,
            blocks: two
        )
        #expect(result.results == ["3", "4", "5"])
        #expect(result.document.blocks.map(\.id) == [3, 1, 4, 2, 5])
        #expect(
            result.document.blocks.map(\.text) == ["zero", "one", "one and a half", "two", "three"]
        )
    }

    @Test func `an edit of a block that does not exist is refused`() throws {
        let result = try edit(
            #"""
            ["before", 9, "x"], ["after", 0, "x"], ["set-text", 9, "x"], ["set-kind", 9, 1],
            ["set-language", 9, 1], ["set-hints", 9], ["add-span", 9, 1], ["drop", 9, "rule"]
            """#,
            blocks: two
        )
        #expect(
            result.results == ["nil", "nil", "false", "false", "false", "false", "false", "false"]
        )
        #expect(result.document.blocks == two)
    }

    @Test func `values out of range are refused and change nothing`() throws {
        let result = try edit(
            #"""
            ["set-kind", 1, 300], ["set-language", 1, 2], ["set-language", 1, -1],
            ["add-span", 1, 4], ["drop", 1, ""], ["add-with-span", 5]
            """#,
            blocks: two
        )
        #expect(result.results == ["false", "false", "false", "false", "false", "nil"])
        #expect(result.document.blocks == two)
    }

    @Test func `every part of a block can be edited`() throws {
        let result = try edit(
            #"""
            ["set-text", 1, "new"], ["set-kind", 1, 2], ["set-language", 1, 1],
            ["set-hints", 1], ["add-span", 1, 3], ["drop", 2, "share-bar"], ["drop", 2, "later"]
            """#,
            blocks: two
        )
        let first = result.document.blocks[0]
        #expect(first.text == "new")
        #expect(first.kind == .quote)
        #expect(first.level == 2)
        #expect(first.language == TaggedLanguage(tag: "de-AT", confidence: 1))
        #expect(
            first.hints == Block.Hints(tag: "p", markupWords: "story", linkDensity: 1, position: 0)
        )
        #expect(first.spans == [.init(start: 0, end: 3, kind: .emphasis, value: "")])
        #expect(result.document.blocks[1].dropped == .init(module: "editor", rule: "share-bar"))
        #expect(
            result.edits.filter { $0.block > 0 }.map(\.action) == [
                .setText, .setKind, .setLanguage, .setHints, .addSpan, .dropBlock,
            ]
        )
    }

    @Test func `new text takes the spans away`() throws {
        let block = Block(
            id: 1,
            kind: .paragraph,
            text: "a link",
            spans: [.init(start: 2, end: 6, kind: .link, value: "https://news.example/")]
        )
        #expect(try edit("", blocks: [block]).document.blocks == [block])
        let result = try edit(#"["set-text", 1, "a"]"#, blocks: [block])
        #expect(result.document.blocks[0].spans.isEmpty)
    }

    @Test func `a block can be added as dropped`() throws {
        let result = try edit(#"["add-dropped"]"#)
        #expect(result.document.blocks[0].dropped == .init(module: "editor", rule: "menu"))
        #expect(result.edits.prefix(2).map(\.action) == [.addBlock, .dropBlock])
    }

    @Test func `bytes that are not UTF-8 are replaced`() throws {
        let result = try edit(#"["add-bytes", 255], ["add-bytes", 65]"#)
        #expect(result.document.blocks.map(\.text) == ["\u{FFFD}", "A"])
    }

    @Test func `what was read stays as it was after edits`() throws {
        let result = try edit(
            #"["edit-after-reading", 1], ["ids-after-adding"], ["spans-after-adding", 2]"#,
            blocks: two
        )
        #expect(result.results == ["one|replaced 4999", "1|2 of 5002", "first of 101"])
    }

    @Test func `metadata keeps the order of keys and of values`() throws {
        var metadata = Metadata()
        metadata.set("authors", to: ["Ada", "Ben"])
        metadata.set("title", to: ["A title"])
        let result = try edit(
            #"""
            ["values", "authors"], ["set-metadata", "tags", "x", "y"], ["keys"],
            ["remove-metadata", "authors"], ["keys"], ["values", "authors"]
            """#,
            metadata: metadata
        )
        #expect(
            result.results == [
                "Ada|Ben", "true", "authors|title|editor.results|tags", "true",
                "title|editor.results|tags", "",
            ]
        )
        #expect(result.document.metadata.values(of: "tags") == ["x", "y"])
        #expect(
            result.edits.first { $0.action == .setMetadata }
                == Edit(module: "editor", action: .setMetadata, block: 0, key: "tags")
        )
    }

    @Test func `a document stops growing at its limits`() throws {
        let few = try edit(
            #"["add-many", 10, "x"]"#,
            limits: DocumentLimits(bytes: 1 << 20, blocks: 4)
        )
        #expect(few.results == ["4"])
        let small = try edit(
            #"["add-many", 100, "a text of forty bytes, more or less, so.."]"#,
            limits: DocumentLimits(bytes: 2000, blocks: 1000)
        )
        #expect(small.document.blocks.count < 50)
    }

    @Test func `a document that was reused shows nothing of the one before`() throws {
        let document = HostDocument()
        var first = Metadata()
        first["title"] = "first"
        document.begin(Document(metadata: first, blocks: two))
        document.begin(Document(blocks: [Block(id: 1, kind: .code, text: "x")]))
        let result = document.snapshot()
        #expect(result.metadata == Metadata())
        #expect(result.blocks == [Block(id: 1, kind: .code, text: "x")])
    }

    @Test func `log lines reach the host with their fields`() throws {
        var lines: [HostServices.LogLine] = []
        let services = HostServices(log: { lines.append($0) })
        _ = try edit(#"["log", "value"]"#, services: services)
        let line = try #require(lines.first)
        #expect(line.module == "editor")
        #expect(line.level == .warning)
        #expect(line.message == "a line")
        #expect(line.fields.map { "\($0.key)=\($0.value)" } == ["key=value", "other="])
    }

    @Test func `log lines below the level are not built`() throws {
        var count = 0
        let services = HostServices(logLevel: .error, log: { _ in count += 1 })
        _ = try edit(#"["log", "value"]"#, services: services)
        #expect(count == 0)
    }
}
