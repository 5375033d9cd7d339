import Foundation
import Testing
import WinnowModel
import WinnowModuleHost

/// Each fixture is a text file and the blocks that the module makes of it, one
/// a line, with line feeds and tabs inside a block shown as arrows.
@Suite struct TextFixtureTests {
    static let directory = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("Fixtures")

    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
        return (files ?? []).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test func `there are fixtures`() {
        #expect(Self.names.count >= 15)
    }

    @Test(arguments: names)
    func `a text file gives the blocks that its fixture expects`(name: String) throws {
        let input = try Data(contentsOf: Self.directory.appendingPathComponent(name + ".txt"))
        let expected = try String(
            contentsOf: Self.directory.appendingPathComponent(name + ".expected"),
            encoding: .utf8
        )
        let document = try TextModuleRunner.read([UInt8](input), explain: true)
        let blocks = document.blocks.map { TextModuleRunner.describe($0) + "\n" }.joined()
        #expect(blocks == expected)
    }
}

/// Reads documents with the module itself, through its ABI.
enum TextModuleRunner {
    static func read(
        _ bytes: [UInt8],
        metadata: Metadata = Metadata(),
        explain: Bool = false
    ) throws -> Document {
        let directory = URL(fileURLWithPath: "/proc/self/exe")
            .resolvingSymlinksInPath().deletingLastPathComponent().path
        let module = try LoadedModule.load(path: directory + "/libTextModule.so")
        let route = Route([try module.makeInstance(dataDirectory: "")])
        let document = HostDocument()
        try bytes.withUnsafeBytes {
            document.begin(
                raw: $0,
                mediaType: "text/plain",
                metadata: metadata,
                explain: explain
            )
            try #require(route.run(document) == .completed)
        }
        return document.snapshot()
    }

    static func describe(_ block: Block) -> String {
        let text = block.text.replacingOccurrences(of: "\n", with: "⏎")
            .replacingOccurrences(of: "\t", with: "⇥")
        if let drop = block.dropped { return "\(drop.rule): \(text)" }
        switch block.kind {
        case .heading: return "heading \(block.level): \(text)"
        case .listItem: return "item \(block.level) \(block.listStyle): \(text)"
        default: return "\(block.kind): \(text)"
        }
    }
}
