import HTMLReader
import Testing
import WinnowModel

@Suite("Reading pages")
struct PageReaderTests {
    @Test("a page gives the expected metadata and blocks", arguments: Fixture.all)
    func fixture(_ fixture: Fixture) throws {
        var request = PageReader.Request()
        request.url = "https://news.example/local/page"
        let document = try TestReader.make().read(fixture.page, request)
        #expect(Fixture.rendering(of: document) == fixture.expected)
    }

    @Test("the folder of fixtures is found")
    func fixturesAreFound() {
        #expect(Fixture.all.count >= 6)
    }

    @Test("every visible block of an explained page is there once, in order")
    func explainedPage() throws {
        let words = String(repeating: "Plain words that make up a sentence of the text. ", count: 6)
        let page = """
            <nav><a href=/>Home</a></nav><article><h1>Title</h1><p>\(words)</p><p>\(words)!</p>
            </article><footer>Imprint of the page</footer><p hidden>Unseen words</p>
            """
        let document = try TestReader.read(page, explained: true)
        let texts = document.blocks.map { $0.text }
        #expect(texts.first == "Home")
        #expect(texts.contains("Imprint of the page"))
        #expect(Set(document.blocks.map(\.id)).count == document.blocks.count)
        #expect(document.blocks.first?.dropped?.rule == "navigation")
        #expect(document.keptBlocks.contains { $0.text.hasPrefix("Plain words") })
        #expect(document.blocks.allSatisfy { $0.dropped.map { !$0.rule.isEmpty } ?? true })
    }

    @Test("the title is metadata and no line of the text, a section's heading stays")
    func titleLine() throws {
        let words = String(repeating: "Plain words that make up a sentence of the text. ", count: 6)
        let page = """
            <title>The old ferry sails again | Courier</title><article>
            <h1>The old ferry sails again</h1><div class=byline>By Ada Wen, 3 May 2026</div>
            <p>\(words)</p><p>\(words)</p><h2>The old ferry</h2><p>\(words)</p></article>
            """
        let document = try TestReader.read(page, explained: true)
        #expect(document.metadata[Metadata.Key.title] == "The old ferry sails again")
        let lines = document.keptBlocks.map(\.text)
        #expect(!lines.contains("The old ferry sails again"))
        #expect(!lines.contains { $0.contains("Ada Wen") })
        #expect(lines.contains("The old ferry"))
        let fragment = try TestReader.read(page, fragment: true)
        #expect(fragment.keptBlocks.contains { $0.text == "The old ferry sails again" })
    }

    @Test("words of different elements never join and inline markup keeps its spaces")
    func words() throws {
        let page = """
            <p>One<br>two<p>three <b>four</b>, <i>five</i>six<a href=/a>seven</a><a href=/b>eight</a>
            <ul><li>nine<li>ten</ul><td>eleven</td><div>twelve<div>thirteen</div>fourteen</div>
            """
        let document = try TestReader.read(page, fragment: true)
        let texts = document.keptBlocks.map(\.text)
        #expect(texts.joined(separator: "|").contains("three four, fivesixseven eight"))
        for word in ["One", "two", "nine", "ten", "twelve", "thirteen"] {
            #expect(texts.contains(word), "\(word) is no block of its own")
        }
    }

    @Test("lines of a verse or an item are one block, longer ones stay their own")
    func lineBreaks() throws {
        let long =
            "A line that is as long as this one is no verse, but a paragraph that somebody ended with it."
        let page = """
            <p>Rain on the roof,<br>rain in the yard,<br><a href=/x>nobody</a> comes today.</p>
            <p>First part<br><br>second part<br><br>third part</p><div>\(long)<br>\(long)!<br>\(long)?</div>
            <ul><li>Mill Lane 3<br>open on Monday</li></ul>
            """
        let blocks = try TestReader.read(page, url: "https://a.example/", fragment: true).keptBlocks
        let texts = blocks.map(\.text)
        #expect(texts.first == "Rain on the roof,\nrain in the yard,\nnobody comes today.")
        #expect(texts.contains("second part") && texts.contains(long + "!"))
        #expect(texts.last == "Mill Lane 3\nopen on Monday")
        let first = try #require(blocks.first { _ in true })
        let link = try #require(first.spans.first)
        let bytes = Array(first.text.utf8)[Int(link.start)..<Int(link.end)]
        #expect(String(decoding: bytes, as: UTF8.self) == "nobody")
    }

    @Test("links are absolute spans over the bytes of the text")
    func spans() throws {
        let words = String(repeating: "Sentence after sentence, as pages have them. ", count: 8)
        let page =
            "<article><p>Übrig <a href='../x'>ein Wort</a> und <b>mehr</b>. \(words)</p></article>"
        let document = try TestReader.read(page, url: "https://a.example/b/c", fragment: true)
        let block = try #require(document.keptBlocks.first { _ in true })
        let link = try #require(block.spans.first)
        #expect(link.kind == .link && link.value == "https://a.example/x")
        let bytes = Array(block.text.utf8)[Int(link.start)..<Int(link.end)]
        #expect(String(decoding: bytes, as: UTF8.self) == "ein Wort")
        #expect(block.spans.last?.value == "strong")
    }

    @Test("a page in another encoding is decoded by what it declares")
    func legacyEncoding() throws {
        let text = "<meta charset=windows-1251><p>"
        let russian: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]
        var request = PageReader.Request()
        request.isFragment = true
        let document = try TestReader.make().read(Array(text.utf8) + russian, request)
        #expect(document.blocks.map(\.text) == ["Привет"])
        #expect(document.metadata[Metadata.Key.encoding] == "windows-1251")
    }

    @Test("any bytes are read without fault", arguments: 0..<40)
    func anyBytes(seed: Int) throws {
        var state = UInt64(seed + 1)
        let pieces = [
            "<div>", "</div>", "<table><tr><td>", "<p", " class='", "ad nav'>", "text, more. ",
            "<li>", "<script type=application/ld+json>{\"a\":[", "</script>", "<br>", "<pre>\n",
            "\u{0}", "\u{FEFF}", "<a href='", "<svg><p>", "<h1>", "你好。", "&amp", "<select>",
            "</table>", "<meta name=author content='", "2020-13-45", "<time datetime=",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let choice = Int(state >> 33)
            if choice % 7 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: choice >> 4))
            } else {
                bytes += Array(pieces[choice % pieces.count].utf8)
            }
        }
        var request = PageReader.Request()
        request.isExplained = true
        request.url = "http://x.example/"
        let document = try TestReader.make().read(bytes, request)
        let total = document.blocks.reduce(0) { $0 + $1.text.utf8.count }
        #expect(total <= bytes.count * 4)
    }

    @Test("a title of very many parts costs no time to speak of")
    func endlessTitle() throws {
        let parts = (0..<20_000).map { "Part \($0)" }.joined(separator: " | ")
        let document = try TestReader.read("<title>\(parts)</title><h1>Part 3</h1><p>x")
        #expect(document.metadata[Metadata.Key.title] != nil)
    }

    @Test("deep nesting costs linear time and stays whole")
    func deepNesting() throws {
        let depth = 3000
        let page = String(repeating: "<div>a", count: depth)
        let document = try TestReader.read(page, fragment: true)
        #expect(document.blocks.count <= depth)
    }
}
