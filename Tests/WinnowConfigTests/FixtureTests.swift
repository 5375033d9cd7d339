import Foundation
import Testing
import WinnowConfig

/// A case of `Fixtures`: files with faults and what must be said of them.
///
/// `main/NAME.bad.yaml` is a main file, `sources/NAME.bad.yaml` a sources
/// file beside a good main file, `several/NAME.bad/` a whole folder. What is
/// expected stands in `NAME.expected`, the printed findings word by word.
struct Fixture: CustomTestStringConvertible, Sendable {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    let group: String
    let name: String

    var testDescription: String { "\(group)/\(name)" }

    /// All cases of a group, found by their `.expected` files.
    static func all(_ group: String) throws -> [Fixture] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(group)").sorted()
            .filter { $0.hasSuffix(".expected") }
            .map { Fixture(group: group, name: String($0.dropLast(".expected".count))) }
    }

    func bytes(_ ending: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(Fixture.root)/\(group)/\(name)\(ending)"))
    }

    /// The text that the case expects.
    func expected() throws -> String {
        String(decoding: try bytes(".expected"), as: UTF8.self)
    }

    /// Lays the files of the case out in `scratch`.
    func lay(out scratch: Scratch) throws {
        switch group {
        case "main":
            try scratch.write(try bytes(".bad.yaml"), to: "winnow.yaml")
            try scratch.write(oneSource.utf8, to: "sources.d/one.yaml")
        case "sources":
            try scratch.write(goodMain.utf8, to: "winnow.yaml")
            try scratch.write(try bytes(".bad.yaml"), to: "sources.d/test.yaml")
        default:
            let folder = "\(Fixture.root)/\(group)/\(name).bad"
            for case let file as String in FileManager.default.enumerator(atPath: folder) ?? .init()
            where file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
                try scratch.write(data, to: file)
            }
        }
    }

    private var goodMain: String {
        minimalMain
            + "routes:\n  default: [html, text, boilerplate, language]\n  plain: [text]\n"
            + "modules:\n  language: {min_letters: 20}\n"
    }

    private var oneSource: String {
        "sources:\n  - {name: one, feed: https://one.example/feed}\n"
    }
}

@Suite struct FixtureTests {
    @Test(arguments: try Fixture.all("main") + Fixture.all("sources") + Fixture.all("several"))
    func `a faulty configuration is refused with exactly the findings expected`(
        _ fixture: Fixture
    ) throws {
        let scratch = try Scratch()
        try fixture.lay(out: scratch)
        let (configuration, diagnostics) = scratch.load()
        #expect(scratch.report(diagnostics) == (try fixture.expected()))
        let hasErrors = diagnostics.contains { $0.severity == .error }
        #expect((configuration == nil) == hasErrors)
        #expect(!diagnostics.isEmpty)
    }

    @Test func `every fixture has its partner`() throws {
        for group in ["main", "sources", "several"] {
            let files = try FileManager.default.contentsOfDirectory(
                atPath: "\(Fixture.root)/\(group)"
            )
            let faulty = files.filter { !$0.hasSuffix(".expected") }
                .map { $0.split(separator: ".bad")[0] }
            let expected = files.filter { $0.hasSuffix(".expected") }
                .map { $0.split(separator: ".expected")[0] }
            #expect(Set(faulty) == Set(expected))
            #expect(faulty.count > 0)
        }
    }
}
