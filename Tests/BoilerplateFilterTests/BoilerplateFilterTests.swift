import BoilerplateFilter
import Foundation
import Testing

@Suite("Dropping boilerplate")
struct BoilerplateFilterTests {
    /// The phrases that are installed.
    static let table: PhraseTable = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "plugins/boilerplate/data/phrases")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        #expect(names.count >= 40)
        var table = PhraseTable()
        for name in names.sorted() {
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let fault = text.map { table.add(file: $0) } ?? 0
            #expect(fault == nil, "\(name): line \(fault ?? 0)")
        }
        return table
    }()

    private static func makeFilter(disabled: Set<String> = []) throws -> BoilerplateFilter {
        BoilerplateFilter(table: table, disabled: disabled)
    }

    private static func line(
        _ text: String,
        links: Float = 0,
        item: Bool = false
    ) -> BoilerplateFilter.Line {
        var text = text
        return text.withUTF8 {
            BoilerplateFilter.Line(words: LineWords($0), isItem: item, linkDensity: links)
        }
    }

    /// One language: lines of an article, lines of clutter.
    struct Sample: CustomTestStringConvertible {
        let name: String
        let lines: [(keep: Bool, text: String)]
        var testDescription: String { name }

        /// Files of the folder: `+` before a line that stays, `-` before one
        /// that goes.
        static let all: [Sample] = {
            let folder = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Fixtures")
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
                let text =
                    (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
                let lines = text.split(separator: "\n").map { line in
                    (line.first == "+", String(line.dropFirst(2)))
                }
                return Sample(name: name, lines: lines)
            }
        }()
    }

    @Test("lines of the article stay and clutter goes", arguments: Sample.all)
    func sample(_ sample: Sample) throws {
        let rules = try Self.makeFilter().rules(for: sample.lines.map { Self.line($0.text) })
        for (line, rule) in zip(sample.lines, rules) {
            #expect((rule == nil) == line.keep, "\(line.text): \(rule ?? "kept")")
        }
    }

    @Test("the samples are found")
    func samplesAreFound() {
        #expect(Sample.all.count >= 10)
    }

    @Test("a list of links behind a heading goes with it, and the text behind stays")
    func relatedList() throws {
        let rules = try Self.makeFilter().rules(for: [
            Self.line("The council met on Monday and decided nothing at all, as so often."),
            Self.line("Related Articles:"),
            Self.line("Council meets again", links: 1),
            Self.line("Nothing decided on Friday", links: 0, item: true),
            Self.line(
                "On Tuesday the council met again, and this time it decided to meet on Friday."
            ),
        ])
        #expect(rules == [nil, "related", "related", "related", nil])
    }

    @Test("a disabled rule drops nothing")
    func disabledRule() throws {
        let line = Self.line("Share this article")
        #expect(try Self.makeFilter().rules(for: [line]) == ["share"])
        #expect(try Self.makeFilter(disabled: ["share"]).rules(for: [line]) == [nil])
    }

    @Test("numbers, case and marks do not matter to a phrase")
    func variations() throws {
        let lines = ["12 COMMENTS", "» Comments (3)", "comments…"].map { Self.line($0) }
        #expect(try Self.makeFilter().rules(for: lines) == ["comments", "comments", "comments"])
    }

    @Test(
        "a data file with a fault is refused at its line",
        arguments: [
            ("phrase without section", 1), ("[share line]\nok\n[share sideways]\n", 3),
            ("# note\n\n[share]\n", 3),
        ]
    )
    func faultyFile(text: String, line: Int) {
        var table = PhraseTable()
        #expect(table.add(file: text) == line)
    }
}
