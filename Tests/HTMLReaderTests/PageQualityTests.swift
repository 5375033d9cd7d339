import Foundation
import HTMLReader
import Testing
import WinnowModel

/// Pages of different kinds with the lines that a reader wants: `NAME.html`
/// and `NAME.gold`. Written by hand, the lines before the models saw a page.
///
/// A title counts neither as found nor as missed unless the gold has it: sites
/// and people differ on whether it belongs to the text. Gold lines that begin
/// with `# [` are comments: `scripts/new-page-fixture` writes dropped blocks so.
@Suite("Quality on pages of different kinds")
struct PageQualityTests {
    struct Sample: CustomTestStringConvertible {
        let name: String
        let page: [UInt8]
        let gold: [String]
        var testDescription: String { name }
    }

    static let samples: [Sample] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pages")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".html") }.sorted().compactMap { file in
            let name = String(file.dropLast(5))
            guard let page = try? Data(contentsOf: folder.appending(path: file)),
                let gold = try? String(
                    contentsOf: folder.appending(path: name + ".gold"),
                    encoding: .utf8
                )
            else { return nil }
            return Sample(
                name: name,
                page: Array(page),
                gold: gold.split(separator: "\n").filter { !$0.hasPrefix("# [") }.map(String.init)
            )
        }
    }()

    @Test("there are pages of many kinds")
    func samplesAreFound() {
        #expect(Self.samples.count >= 15)
    }

    @Test("hardly a line is missed or too much", arguments: samples)
    func lines(of sample: Sample) throws {
        let (missed, surplus) = try Self.faults(sample)
        let allowed = sample.gold.count / 4
        #expect(missed.count <= allowed, "missed: \(missed)")
        #expect(surplus.count <= max(2, allowed), "too much: \(surplus)")
    }

    @Test("over all pages the lines found are nearly right")
    func total() throws {
        var missed = 0
        var surplus = 0
        var gold = 0
        for sample in Self.samples {
            let faults = try Self.faults(sample)
            missed += faults.missed.count
            surplus += faults.surplus.count
            gold += sample.gold.count
        }
        #expect(Double(missed) <= 0.08 * Double(gold), "\(missed) of \(gold) missed")
        #expect(Double(surplus) <= 0.12 * Double(gold), "\(surplus) beside \(gold) too much")
    }

    @Test("a page without content has an empty text and says why")
    func emptyPage() throws {
        let sample = try #require(Self.samples.first { $0.name == "no-content" })
        let document = try TestReader.make().read(sample.page, PageReader.Request())
        #expect(document.blocks.allSatisfy { $0.dropped != nil })
        #expect(document.metadata[Metadata.Key.emptyReason] == "no main content")
    }

    private static func faults(_ sample: Sample) throws -> (missed: [String], surplus: [String]) {
        let document = try TestReader.make().read(sample.page, PageReader.Request())
        let title = document.metadata[Metadata.Key.title] ?? ""
        let found = document.keptBlocks.flatMap { block in
            block.text.split(separator: "\n").map(String.init)
        }
        let missed = sample.gold.filter { !found.contains($0) }
        let surplus = found.filter { !sample.gold.contains($0) && $0 != title }
        #expect(Set(found).count == found.count, "a line stands twice")
        return (missed, surplus)
    }
}
