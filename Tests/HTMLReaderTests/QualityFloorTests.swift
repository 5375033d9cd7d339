import CZlib
import Foundation
import HTMLReader
import Testing

/// Floors under the quality of extraction on the shared page sets. The
/// installed models have seen these pages, so the floors guard against
/// accidents; docs/QUALITY.md has the out-of-fold figures.
@Suite("Quality on the shared pages")
struct QualityFloorTests {
    /// The folder of extraction sets, in the nearest `shared` folder beside
    /// one of the ancestors of this package.
    static let data: URL? = {
        var candidates: [URL] = []
        if let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"] {
            candidates.append(URL(filePath: path))
        }
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder = folder.deletingLastPathComponent()
            candidates.append(folder.appending(path: "shared"))
        }
        return candidates.map { $0.appending(path: "data/extraction") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    private struct Row: Decodable {
        let id: String
        let url: String?
        let kind: String?
        let text: String?
        let with: [String]?
        let without: [String]?
    }

    /// Every how many pages of a set, or of one kind in it, are read, and the
    /// least mean F1, about 0.01 below what the installed models reach.
    struct Floor: CustomTestStringConvertible {
        let name: String
        var kind: String?
        let step: Int
        let floor: Double
        var testDescription: String { name + (kind.map { ", " + $0 } ?? "") }
    }

    static let floors = [
        Floor(name: "scrapinghub", step: 1, floor: 0.98),
        Floor(name: "fundus", step: 2, floor: 0.975),
        Floor(name: "wcxb-test", step: 3, floor: 0.93),
        Floor(name: "wcxb-test", kind: "article", step: 2, floor: 0.975),
        Floor(name: "daniel", step: 9, floor: 0.925),
        Floor(name: "cleanportaleval", step: 1, floor: 0.975),
        Floor(name: "cn-webcontent", step: 1, floor: 0.98),
        Floor(name: "trafilatura", step: 6, floor: 0.95),
        Floor(name: "mozilla", step: 2, floor: 0.95),
    ]

    @Test(
        "F1 over words or snippets stays above its floor",
        .enabled(if: data != nil, "the shared page sets are not on this machine"),
        arguments: floors
    )
    func quality(_ floor: Floor) throws {
        let folder = try #require(Self.data).appending(path: floor.name)
        let gold = try String(contentsOf: folder.appending(path: "gold.jsonl"), encoding: .utf8)
        let reader = try TestReader.make()
        var sum = 0.0
        var pages = 0.0
        var snippets = (found: 0, wrong: 0, missed: 0)
        let rows = try gold.split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
        let chosen = rows.filter { floor.kind == nil || $0.kind == floor.kind }
        for (number, row) in chosen.enumerated() where number % floor.step == 0 {
            let file = folder.appending(path: "html/\(row.id).html.gz")
            var request = PageReader.Request()
            request.url = row.url
            let document = reader.read(try Self.inflated(try Data(contentsOf: file)), request)
            let found = document.keptBlocks.map(\.text).joined(separator: "\n")
            if let text = row.text {
                sum += Self.wordF1(found, text)
                pages += 1
            } else {
                let plain = Self.normalised(found)
                let hits = (row.with ?? []).count { plain.contains(Self.normalised($0)) }
                snippets.found += hits
                snippets.missed += (row.with ?? []).count - hits
                snippets.wrong +=
                    (row.without ?? []).count { plain.contains(Self.normalised($0)) }
            }
        }
        let total = 2 * snippets.found + snippets.wrong + snippets.missed
        let value = pages > 0 ? sum / pages : 2 * Double(snippets.found) / Double(max(1, total))
        #expect(value >= floor.floor, "\(floor.testDescription): \(value)")
    }

    private static func normalised(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// F1 over the bags of words; each ideograph is one.
    private static func wordF1(_ found: String, _ gold: String) -> Double {
        let left = bag(found)
        let right = bag(gold)
        let total = left.values.reduce(0, +) + right.values.reduce(0, +)
        guard total > 0 else { return 1 }
        let common = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
        return 2 * Double(common) / Double(total)
    }

    private static func bag(_ text: String) -> [String: Int] {
        var counts: [String: Int] = [:]
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            let isIdeograph = scalar.properties.isIdeographic
            if !word.isEmpty, isIdeograph || !scalar.properties.isAlphabetic {
                counts[word, default: 0] += 1
                word = ""
            }
            if isIdeograph {
                counts[String(scalar), default: 0] += 1
            } else if scalar.properties.isAlphabetic {
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { counts[word, default: 0] += 1 }
        return counts
    }

    private static func inflated(_ data: Data) throws -> [UInt8] {
        var stream = z_stream()
        try #require(winnow_inflate_init(&stream) == Z_OK)
        defer { inflateEnd(&stream) }
        var input = Array(data)
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var status = Z_OK
            while status == Z_OK {
                let room = chunk.count
                status = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(room)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                output += chunk[..<(room - Int(stream.avail_out))]
            }
        }
        return output
    }
}
