import Foundation
import Testing
import WinnowConfig

@Suite struct ReferenceTests {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func `docs CONFIGURATION is what the key tables give`() throws {
        let page = try String(
            contentsOf: root.appendingPathComponent("docs/CONFIGURATION.md"),
            encoding: .utf8
        )
        #expect(page == ConfigurationReference.markdown())
    }

    @Test func `the schemas in docs are what the key tables give`() throws {
        let folder = root.appendingPathComponent("docs/schema")
        let main = try Data(contentsOf: folder.appendingPathComponent("winnow.schema.json"))
        #expect(String(decoding: main, as: UTF8.self) == ConfigurationSchema.mainFile())
        let sources = try Data(contentsOf: folder.appendingPathComponent("sources.schema.json"))
        #expect(String(decoding: sources, as: UTF8.self) == ConfigurationSchema.sourcesFile())
    }

    @Test func `every example in the reference is accepted`() throws {
        let scratch = try Scratch()
        try scratch.makeFolder("sources.d")
        let page = ConfigurationReference.markdown()
        // Options of the installed modules need these: see CommandTests.
        let keys = page.components(separatedBy: "\n## Options of modules\n")[0]
        let parts = keys.components(separatedBy: "## Sources files")
        for example in examples(in: parts[0]) {
            let isWhole = example.hasPrefix("user_agent")
            try scratch.write((isWhole ? example : minimalMain + example).utf8, to: "winnow.yaml")
            let (configuration, diagnostics) = scratch.load()
            #expect(configuration != nil, "\(example): \(scratch.report(diagnostics))")
        }
        try scratch.write(minimalMain.utf8, to: "winnow.yaml")
        for example in examples(in: parts[1]) {
            try scratch.write(source(with: example).utf8, to: "sources.d/test.yaml")
            let (configuration, diagnostics) = scratch.load()
            #expect(configuration != nil, "\(example): \(scratch.report(diagnostics))")
        }
    }

    /// The blocks marked as YAML.
    private func examples(in text: String) -> [String] {
        text.components(separatedBy: "```yaml\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
            .filter { !$0.hasPrefix("#") }
    }

    /// A sources file around one key of a source.
    private func source(with example: String) -> String {
        if example.hasPrefix("sources:") { return example }
        var lines = [example]
        let places = ["feed:", "sitemap:", "page:", "pages:", "directory:"]
        if !places.contains(where: example.hasPrefix) { lines.append("feed: https://a.example/") }
        if !example.hasPrefix("name:") { lines.append("name: test") }
        return "sources:\n  - "
            + lines.joined(separator: "\n").split(separator: "\n")
            .joined(separator: "\n    ")
    }

    @Test func `the schemas are JSON and know every key`() throws {
        let main = try object(ConfigurationSchema.mainFile(modules: Catalog.modules))
        let keys = try #require(main["properties"] as? [String: Any])
        for key in ["user_agent", "routes", "fetch", "workers", "state_directory"] {
            #expect(keys[key] != nil, "\(key)")
        }
        let modules = try #require(
            (keys["modules"] as? [String: Any])?["properties"] as? [String: Any]
        )
        #expect(modules.keys.sorted() == Catalog.modules.map(\.name).sorted())
        let sources = try object(ConfigurationSchema.sourcesFile(modules: Catalog.modules))
        let list = (sources["properties"] as? [String: Any])?["sources"] as? [String: Any]
        let source = try #require(
            (list?["items"] as? [String: Any])?["properties"] as? [String: Any]
        )
        #expect(source.keys.contains("directory"))
        #expect(try object(ConfigurationSchema.sourcesFile()).isEmpty == false)
    }

    private func object(_ text: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [String: Any])
    }

    @Test func `the configuration that the project carries has no fault`() throws {
        let (configuration, diagnostics) = ConfigurationLoader.load(
            mainFile: root.appendingPathComponent("etc/winnow.yaml").path,
            modules: Catalog.modules
        )
        #expect(diagnostics.map(\.description) == [])
        let sources = try #require(configuration).sources
        #expect(Set(sources.map(\.kind.keyword)) == ["feed", "page", "directory"])
    }
}
