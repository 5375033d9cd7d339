import Testing
import WinnowModel
import WinnowModuleHost

@Suite struct RouteTests {
    /// Runs one document with a marker through the module that heeds markers.
    private func run(_ marker: String, milliseconds: Int64? = nil) throws -> RouteOutcome {
        let route = Route([try Products.instance("Trouble")])
        let document = HostDocument()
        return Array(marker.utf8).withUnsafeBytes {
            document.begin(raw: $0, mediaType: "text/plain")
            return route.run(document, milliseconds: milliseconds)
        }
    }

    @Test(arguments: [
        (
            "trouble:drop",
            RouteOutcome.dropped(module: "trouble", reason: "the marker asked for it")
        ),
        ("trouble:retry", .retry(module: "trouble", message: "the marker asked for it")),
        ("trouble:reject", .rejected(module: "trouble", message: "the marker asked for it")),
        ("trouble:fatal", .fatal(module: "trouble", message: "the marker asked for it")),
        (
            "trouble:unknown",
            .fatal(module: "trouble", message: "returned the unknown status 4711")
        ),
        ("nothing", .completed),
    ])
    func `a status becomes an outcome`(marker: String, outcome: RouteOutcome) throws {
        #expect(try run(marker) == outcome)
    }

    @Test func `a module is told when its time is up`() throws {
        let outcome = try run("trouble:late", milliseconds: 1)
        #expect(outcome == .retry(module: "trouble", message: "the marker asked for it"))
    }

    @Test func `modules run in the order of the route and see earlier edits`() throws {
        let route = Route([
            try Products.instance("ShoutExample"), try Products.instance("WordCountExample"),
        ])
        let document = HostDocument()
        document.begin(
            Document(blocks: [
                Block(id: 1, kind: .heading, level: 1, text: "Council meets"),
                Block(id: 2, kind: .paragraph, text: "It met on Tuesday."),
                Block(
                    id: 3,
                    kind: .paragraph,
                    text: "Share this",
                    dropped: .init(module: "boilerplate", rule: "share-bar")
                ),
            ])
        )
        #expect(route.run(document) == .completed)
        let result = document.snapshot()
        #expect(result.blocks.map(\.text) == ["COUNCIL MEETS", "It met on Tuesday.", "Share this"])
        #expect(result.metadata["word-count.words"] == "6")
        #expect(result.blocks[2].dropped == .init(module: "boilerplate", rule: "share-bar"))
        #expect(
            document.edits.map { "\($0.module) \($0.action) \($0.block) \($0.key)" } == [
                "shout setText 1 ", "word-count setMetadata 0 word-count.words",
            ]
        )
    }

    @Test func `options of the source go before those of the route`() throws {
        let route = Route([
            try Products.instance("WordCountExample", options: #"{"minimum": 1}"#)
        ])
        let document = HostDocument()
        let input = Document(blocks: [Block(id: 1, kind: .paragraph, text: "two words")])
        document.begin(input)
        #expect(route.run(document) == .completed)
        document.begin(input, options: ModuleOptionsTable(["word-count": #"{"minimum": 3}"#]))
        #expect(
            route.run(document)
                == .dropped(module: "word-count", reason: "2 words, fewer than 3")
        )
    }

    @Test func `options that are no JSON reject the document with the reason`() throws {
        let route = Route([try Products.instance("WordCountExample")])
        let document = HostDocument()
        document.begin(Document(), options: ModuleOptionsTable(["word-count": "{"]))
        #expect(
            route.run(document)
                == .rejected(
                    module: "word-count",
                    message: "JSON at byte 1: expected a name"
                )
        )
    }

    @Test func `log lines and metrics reach the host with the module's name`() throws {
        var metrics: [String] = []
        let services = HostServices(metric: { metrics.append("\($0) \($1) \($2)") })
        let route = Route([try Products.instance("ShoutExample", services: services)])
        let document = HostDocument()
        document.begin(Document(blocks: [Block(id: 1, kind: .heading, text: "x")]))
        _ = route.run(document)
        #expect(metrics == ["shout headings 1.0"])
    }

    @Test func `an empty module changes nothing and ten of them complete`() throws {
        let module = try Products.load("EmptyModule")
        let route = Route(try (0..<10).map { _ in try module.makeInstance(dataDirectory: "") })
        let document = HostDocument()
        let input = Document(blocks: [Block(id: 1, kind: .quote, text: "as it was")])
        document.begin(input)
        #expect(route.run(document) == .completed)
        #expect(document.snapshot() == input)
        #expect(document.edits.isEmpty)
    }
}
