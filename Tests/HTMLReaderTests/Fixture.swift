import Foundation
import HTMLReader
import Testing
import WinnowModel

/// A page with what should be read from it: `NAME.html` and `NAME.expected`.
struct Fixture: CustomTestStringConvertible {
    let name: String
    let page: [UInt8]
    let expected: String

    var testDescription: String { name }

    /// All pairs of the folder beside this file.
    static let all: [Fixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { $0.hasSuffix(".html") }.sorted().compactMap { file in
            let name = String(file.dropLast(5))
            guard let page = try? Data(contentsOf: directory.appending(path: file)),
                let expected = try? String(
                    contentsOf: directory.appending(path: name + ".expected"),
                    encoding: .utf8
                )
            else { return nil }
            return Fixture(name: name, page: Array(page), expected: expected)
        }
    }()

    static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Metadata, an empty line, and the kept blocks with their kinds.
    static func rendering(of document: Document) -> String {
        var lines: [String] = []
        for field in document.metadata.fields where field.key != Metadata.Key.encoding {
            lines.append(field.key + ": " + field.values.joined(separator: "; "))
        }
        lines.append("")
        for block in document.keptBlocks {
            var kind = "\(block.kind)"
            if block.level > 0 { kind += " \(block.level)" }
            let text = block.text.replacing("\t", with: "<tab>").replacing("\n", with: "<line>")
            lines.append(kind + ": " + text)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Readers made from the installed models.
enum TestReader {
    static func make() throws -> PageReader {
        let directory = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "plugins/html/data")
        let first = Array(try Data(contentsOf: directory.appending(path: "content-first.trees")))
        let second = Array(try Data(contentsOf: directory.appending(path: "content-second.trees")))
        return PageReader(scorer: try ContentScorer(first: first, second: second))
    }

    static func read(
        _ page: String,
        url: String? = nil,
        explained: Bool = false,
        fragment: Bool = false
    ) throws -> Document {
        var request = PageReader.Request()
        request.url = url
        request.isExplained = explained
        request.isFragment = fragment
        return try make().read(Array(page.utf8), request)
    }
}

extension PageReader {
    func read(_ bytes: [UInt8], _ request: Request) -> Document {
        bytes.withUnsafeBufferPointer { read($0, request) }
    }
}
