import Foundation
import Testing
import WinnowHTML

/// Our own tree construction cases: `Fixtures/trees/NAME.html` with the expected tree in `NAME.tree`.
///
/// A tree file may begin with `#fragment CONTEXT`, `#scripting` or `#instructions`.
@Suite struct TreeFixtureTests {
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".html") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/trees")

    @Test func `the fixture folder has cases`() {
        #expect(Self.names.count > 80)
    }

    @Test(arguments: names)
    func `a page gives the tree beside it`(name: String) throws {
        let input = try Data(contentsOf: Self.folder.appendingPathComponent(name + ".html"))
        var lines = try String(
            contentsOf: Self.folder.appendingPathComponent(name + ".tree"),
            encoding: .utf8
        )
        .split(separator: "\n", omittingEmptySubsequences: false)
        var options = HTMLParserOptions()
        while let line = lines.first, line.hasPrefix("#") {
            if line == "#scripting" { options.scripting = true }
            if line == "#instructions" { options.processingInstructions = true }
            if line.hasPrefix("#fragment ") {
                options.fragmentContext = try HTMLFragmentContext(
                    parsing: String(line.dropFirst(10))
                )
            }
            lines.removeFirst()
        }
        if lines.last == "" { lines.removeLast() }
        let tree = HTMLTree()
        HTMLParser.parse(Array(input), options: options, into: tree)
        #expect(tree.testFormat() == lines.joined(separator: "\n"))
    }
}
