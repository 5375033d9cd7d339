import Foundation
import Testing
import WinnowModel
import WinnowModuleHost

/// The labelled samples of `Fixtures/Lines` and `Fixtures/Lines2`, through a
/// reader and the module by their ABI. FIRST-RUN.md in each folder has the
/// figures of the first look at it.
@Suite("Labelled samples, line by line")
struct SampleTests {
    private struct Counts {
        var dropped = 0
        var wronglyDropped = 0
        var missed = 0

        var precision: Double { Double(dropped) / Double(max(1, dropped + wronglyDropped)) }
        var recall: Double { Double(dropped) / Double(max(1, dropped + missed)) }
    }

    private static let fixtures = ModuleRoute.root.appending(
        path: "Tests/BoilerplateFilterTests/Fixtures"
    )

    private static func route(of fileExtension: String) throws -> Route {
        let reader =
            fileExtension == "html"
            ? try ModuleRoute.instance("HTML", data: "plugins/html/data")
            : try ModuleRoute.instance("Text")
        return Route([reader, try ModuleRoute.boilerplate()])
    }

    /// Letters, digits and marks alone: readers change all else.
    private static func letters(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            let properties = scalar.properties
            if properties.isAlphabetic || properties.numericType != nil { result.append(scalar) }
        }
        return String(result)
    }

    /// The letters of a line; HTML without its tags, list items without their
    /// number, which becomes the block's kind.
    private static func letters(ofLine line: String, isHTML: Bool) -> String {
        let text =
            isHTML
            ? line.replacing(/<[^>]*>/, with: "").replacing(/&[a-z0-9#]+;/, with: "")
            : line.replacing(#/^\s*\(?[0-9]{1,3}[.)]\s/#, with: "")
        return letters(text)
    }

    private static func count(_ file: URL, route: Route, into counts: inout Counts) throws {
        let isHTML = file.pathExtension == "html"
        let lines = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let document = HostDocument()
        var metadata = Metadata()
        metadata[Metadata.Key.origin] = "feed"
        let body = lines.map { $0.dropFirst(2) }.joined(separator: "\n")
        Array(body.utf8).withUnsafeBytes {
            document.begin(
                raw: $0,
                mediaType: isHTML ? "text/html" : "text/plain",
                metadata: metadata
            )
            #expect(route.run(document) == .completed, "\(file.lastPathComponent)")
        }
        let kept = letters(document.snapshot().keptBlocks.map(\.text).joined(separator: "\n"))
        for line in lines where line.hasPrefix("+ ") || line.hasPrefix("- ") {
            let text = letters(ofLine: String(line.dropFirst(2)), isHTML: isHTML)
            if text.isEmpty { continue }
            switch (line.hasPrefix("- "), kept.contains(text)) {
            case (true, false): counts.dropped += 1
            case (true, true): counts.missed += 1
            case (false, false): counts.wronglyDropped += 1
            case (false, true): break
            }
        }
    }

    /// The folder, the extension, and at least so many files and lines that go.
    private static let sets = [
        ("Lines", "txt", 60, 300), ("Lines", "html", 60, 300),
        ("Lines2", "txt", 74, 600), ("Lines2", "html", 37, 240),
    ]

    @Test(arguments: sets)
    func `clutter goes and the article stays`(
        folder: String,
        fileExtension: String,
        files fewestFiles: Int,
        lines fewestLines: Int
    ) throws {
        let files = try FileManager.default
            .contentsOfDirectory(
                at: Self.fixtures.appending(path: folder),
                includingPropertiesForKeys: nil
            )
            .filter { $0.pathExtension == fileExtension }
        #expect(files.count >= fewestFiles)
        let route = try Self.route(of: fileExtension)
        var counts = Counts()
        for file in files { try Self.count(file, route: route, into: &counts) }
        #expect(counts.dropped >= fewestLines)
        #expect(counts.precision >= 0.97)
        #expect(counts.recall >= 0.97)
    }
}
