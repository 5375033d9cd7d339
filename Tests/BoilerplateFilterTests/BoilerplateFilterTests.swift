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

    private static func heading(_ text: String, links: Float) -> BoilerplateFilter.Line {
        var line = line(text, links: links)
        line.isHeading = true
        return line
    }

    @Test("headings that are links and stand together inside an article go")
    func linkedHeadings() throws {
        let prose = Self.line(
            "The harbour office counted the boats twice and came to the same number both times."
        )
        let titles = ["Salt and rope", "The ferry at night", "A year in the reeds"]
        let box = titles.map { Self.heading($0, links: 1) }
        let article = Array(repeating: prose, count: 4)
        let rules = try Self.makeFilter().rules(for: article + box + article)
        #expect(rules[4..<7] == ["related", "related", "related"])
        #expect(rules.filter { $0 == nil }.count == 8)
        // Headings of the article's own, and a page that lists titles.
        let own = titles.map { Self.heading($0, links: 0) }
        #expect(try Self.makeFilter().rules(for: article + own + article).allSatisfy { $0 == nil })
        #expect(try Self.makeFilter().rules(for: [prose] + box).allSatisfy { $0 == nil })
    }

    @Test("on a page of titles and teasers a list behind a heading stays")
    func index() throws {
        let teaser = Self.line("The clerk tells how it was when the lamps went out at the pier.")
        let items = (0..<12).flatMap {
            [Self.heading("Title \($0) of the week", links: 1), teaser]
        }
        let list = [Self.line("More stories:"), Self.line("Salt", links: 1)]
        #expect(try Self.makeFilter().rules(for: items + list).last == .some(nil))
    }

    @Test("what all items of a list have stays with them")
    func fields() throws {
        let films = ["The ferry at night", "Salt", "A year in the reeds", "Two lamps", "The clerk"]
        let list = films.flatMap { [Self.line($0), Self.line("8,648 views")] }
        #expect(try Self.makeFilter().rules(for: list) == Array(repeating: nil, count: 10))
        // Four of them are no list yet.
        let few = try Self.makeFilter().rules(for: Array(list.prefix(8)))
        #expect(few.filter { $0 == "views" }.count == 4)
    }

    @Test("the same line under each of several articles goes")
    func fieldsUnderArticles() throws {
        let sentence = "The harbour office counted the boats twice and came to the same number."
        let article = Array(repeating: Self.line(sentence), count: 6)
        let lines = (1...6).flatMap { _ in article + [Self.line("Tags: ferry, harbour")] }
        let rules = try Self.makeFilter().rules(for: lines)
        #expect(rules.filter { $0 == "tags" }.count == 6)
        #expect(rules.filter { $0 == nil }.count == 36)
    }

    @Test("a count is no heading of the short lines behind it")
    func countBeforeTable() throws {
        let lines = [
            Self.line("The lamp comes with a bracket for the wall and a cable of three metres."),
            Self.line("1 pin"), Self.line("Socket"), Self.line("South-facing"),
        ]
        #expect(try Self.makeFilter().rules(for: lines).suffix(2) == [nil, nil])
    }

    @Test(
        "a line that points at another text goes if all of it is a link",
        arguments: [
            ("▶ New car park at the market", 1, "read-more"), ("▶ New car park", 0, nil),
            ("New car park at the market", 1, nil), ("👉 New car park", 1, "read-more"),
        ] as [(String, Float, String?)]
    )
    func pointer(text: String, links: Float, rule: String?) throws {
        let lines = [
            Self.line("The market moves to the meadow by the river from the first of May on."),
            Self.line(text, links: links),
        ]
        #expect(try Self.makeFilter().rules(for: lines)[1] == rule)
    }

    @Test(
        "what a shortcode leaves goes, a forum's marks stay",
        arguments: [
            (#"[button link="/send" type="big"]Send us your pictures[/button]"#, "widget"),
            (#"[gallery ids="1,2,3" size="large"]The pier[/gallery]"#, "widget"),
            ("[url=/pier]The pier in winter[/url]", nil), ("[b]The pier in winter[/b]", nil),
            ("[sic] the clerk wrote [and/or said]", nil),
        ] as [(String, String?)]
    )
    func shortcode(text: String, rule: String?) throws {
        let prose = Self.line(
            "The harbour office counted the boats twice and came to the same number both times."
        )
        let rules = try Self.makeFilter().rules(for: [prose, Self.line(text), prose, prose])
        #expect(rules[1] == rule)
    }

    @Test("a line on where to follow its author goes, a sentence on followers stays")
    func follow() throws {
        let lines = [
            "Two million people follow her on Instagram, where she shows what the tide brings in.",
            "Ann Bee writes about the sea. Follow her on Mastodon. Follow us on Facebook.",
            "The harbour office counted the boats twice and came to the same number both times.",
            "He asked them to follow him on Twitter, and hardly anybody in the harbour did.",
            "A fisherman writes about the sea", "She is a reporter", "Getty Images sues a clerk",
            "Fresh fish delivered to your door",
            "Welcome to the harbour's daily deals. Follow us on Twitter @harbourdeals.",
        ]
        let rules = try Self.makeFilter().rules(for: lines.map { Self.line($0) })
        #expect(rules == [nil, "follow", nil, nil, nil, nil, nil, nil, "follow"])
    }

    /// Were a line compared with all before it, its time would be the square
    /// of the lines: a minute for a fifth of these.
    @Test("a page of a million lines to share is decided line by line")
    func manyLines() throws {
        let lines = [Self.line("Share this story"), Self.line("The boats are back")]
        let page = (0..<500_000).flatMap { _ in lines }
        let rules = try Self.makeFilter().rules(for: page)
        #expect(rules.count == 1_000_000)
        #expect(rules[0] == "share" && rules[1] == nil && rules[999_998] == "share")
    }

    @Test("a call to subscribe on paper goes, a sentence with such words stays")
    func subscriptionOnPaper() throws {
        let lines = [
            "The paper was delivered through your letterbox by a boy on a bicycle, as everywhere.",
            "Get Harbour Monthly delivered to your door. 12 issues for £10. Click here to order.",
            "The harbour office counted the boats twice and came to the same number both times.",
        ]
        let rules = try Self.makeFilter().rules(for: lines.map { Self.line($0) })
        #expect(rules == [nil, "newsletter", nil])
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

    /// Phrases with the same first words, told apart by what follows, and by
    /// which was there first where they are the same.
    @Test func `phrases that begin alike are found each by itself`() throws {
        var table = PhraseTable()
        for (rule, phrase) in [
            ("long", "alder birch cedar"), ("short", "alder birch"), ("again", "alder birch"),
            ("either", "alder birch (elm|fir)"), ("maybe", "alder (hazel)? larch"),
            ("gap", "alder birch ... maple"), ("more", "alder birch (oak)+"),
            ("end", "alder pine (rowan)?"),
        ] {
            table.add(phrase, rule: rule, match: .line)
        }
        let filter = BoilerplateFilter(table: table)
        for (line, rule) in [
            ("Alder birch cedar", "long"), ("Alder birch", "short"), ("Alder birch elm", "either"),
            ("Alder birch fir", "either"), ("Alder larch", "maybe"),
            ("Alder hazel larch", "maybe"), ("Alder birch and a maple", "gap"),
            ("Alder birch oak oak oak", "more"), ("Alder pine", "end"), ("Alder pine rowan", "end"),
            ("Alder", nil), ("Alder birch pine", nil), ("Birch", nil), ("Alder hazel", nil),
        ] as [(String, String?)] {
            #expect(filter.rules(for: [Self.line(line)]) == [rule], "\(line)")
        }
    }

    /// Every letter that Unicode composes of a small letter with one or two
    /// marks counts as that letter.
    @Test func `marks do not count in phrases`() throws {
        var table = PhraseTable()
        let roots = Array(UInt32(0x61)...0x7A) + Array(0x3B1...0x3C9) + Array(0x430...0x45F)
        for root in roots {
            let letter = try #require(Unicode.Scalar(root))
            table.add("ab\(letter)ba", rule: "test", match: .line)
        }
        let filter = BoilerplateFilter(table: table)
        var count = 0
        for range in [0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF] as [ClosedRange<UInt32>] {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let letter = String(scalar)
                let parts = Array(letter.decomposedStringWithCanonicalMapping.unicodeScalars)
                guard (2...3).contains(parts.count), roots.contains(parts[0].value),
                    parts.dropFirst().allSatisfy({ (0x300...0x345).contains($0.value) }),
                    letter.precomposedStringWithCanonicalMapping.unicodeScalars.first == scalar
                else { continue }
                #expect(filter.rules(for: [Self.line("ab\(letter)ba")]) == ["test"], "\(letter)")
                count += 1
            }
        }
        #expect(count > 350)
    }
}
