import HTMLReader
import Testing
import WinnowModel

@Suite("Bodies that the visible page does not show")
struct HiddenBodyTests {
    private static let paragraphs = [
        "The first paragraph says what happened, where it happened, and who was there to see it.",
        "The second one goes back a little, as such texts do, and tells how it had come to that.",
        "The third one quotes somebody, who was not there, but who knows a thing or two about it.",
        "The fourth one ends the matter, at least for today, and leaves the reader to his coffee.",
        "The fifth one was not needed, yet it stands here, because a text has to have some length.",
        "The sixth one repeats in other words what the fourth one said, and then it really is over.",
    ]
    private static let head = "<head><meta property=og:type content=article></head>"

    private func texts(_ page: String) throws -> [String] {
        try TestReader.read(page).keptBlocks.map(\.text)
    }

    @Test("a JSON state gives its paragraphs, without teasers and consent texts")
    func jsonState() throws {
        let list = Self.paragraphs.map { #"{"kind":"text","value":"\#($0)"}"# }.joined(
            separator: ","
        )
        let page = """
            \(Self.head)<body><div id=app></div><script>window.__STATE__={"consent":{"label":"We \
            and our partners use cookies, as everyone does, and we ask you to agree to them."},
            "items":[\(list)]};</script>
            """
        #expect(try texts(page) == Self.paragraphs)
    }

    @Test("markup inside data inside a string is found")
    func nestedStrings() throws {
        let html = Self.paragraphs.map { #"\\u003cp\\u003e\#($0)\\u003c/p\\u003e"# }.joined()
        let page = """
            \(Self.head)<body><script>self.__next_f.push([1,"7:{\\"article\\":{\\"contentHtml\\":\
            \\"\(html)\\"}}"])</script>
            """
        #expect(try texts(page) == Self.paragraphs)
    }

    @Test("data in an attribute is found")
    func attribute() throws {
        let html = Self.paragraphs.map { "&lt;p>\($0)&lt;/p>" }.joined()
        let page = "\(Self.head)<body><div data-page='{\"post\":{\"cooked\":\"\(html)\"}}'></div>"
        #expect(try texts(page) == Self.paragraphs)
    }

    @Test("where the page shows a text, data are left alone")
    func visibleText() throws {
        let shown = (0..<8).map {
            "<p>Line \($0) of the text that is shown, and it is long enough.</p>"
        }
        let data = Self.paragraphs.map { "\"\($0)\"" }.joined(separator: ",")
        let page = """
            \(Self.head)<body><article>\(shown.joined())</article>
            <script type=application/json>{"a":[\(data)]}</script>
            """
        #expect(try texts(page).allSatisfy { !Self.paragraphs.contains($0) })
    }

    @Test("texts in the data of a product page are no article")
    func product() throws {
        let data = Self.paragraphs.map { "{\"text\":\"\($0)\"}" }.joined(separator: ",")
        let page = """
            <head><meta property=og:type content=product></head><body><h1>A lamp</h1>
            <script type=application/json>{"a":[\(data)]}</script>
            """
        #expect(try texts(page).allSatisfy { !Self.paragraphs.contains($0) })
    }

    @Test("noscript holds the page that scripts would draw")
    func noscript() throws {
        let html = Self.paragraphs.map { "<p>\($0)</p>" }.joined()
        let page = "<body><div id=app></div><noscript><article>\(html)</article></noscript>"
        #expect(try texts(page) == Self.paragraphs)
        let explained = try TestReader.read("<p>Loading" + page, explained: true)
        #expect(explained.blocks.first?.text == "Loading")
        #expect(explained.blocks.first?.dropped?.rule == "replaced")
        #expect(Set(explained.blocks.map(\.id)).count == explained.blocks.count)
    }

    @Test("an element left open in noscript does not take the page along")
    func openElement() throws {
        let html = Self.paragraphs.map { "<p>\($0)</p>" }.joined()
        let page = "<body><noscript><iframe src=x /></noscript><article>\(html)</article>"
        #expect(try texts(page) == Self.paragraphs)
    }

    @Test("what a plug-in's element holds is text")
    func plugIn() throws {
        let html = Self.paragraphs.map { "<p>\($0)</p>" }.joined()
        let page = "<body><article>\(html)<object data=x.swf><p>A caption.</p></object></article>"
        let document = try TestReader.read(page, explained: true)
        #expect(document.blocks.contains { $0.text == "A caption." })
    }

    @Test("damaged and hostile data cost little", arguments: 0..<8)
    func hostileData(seed: Int) throws {
        let pieces = ["\"", "\\", "{\"a\":", "[", "\\u12", "&lt;/", "text, more text. ", "\\\""]
        var data = ""
        for index in 0..<60_000 { data += pieces[(index * (seed + 3) + index / 7) % pieces.count] }
        let page = "\(Self.head)<body><script>\(data)</script><div data-x='{\(data)'></div>"
        let document = try TestReader.read(page)
        #expect(document.blocks.reduce(0) { $0 + $1.text.utf8.count } <= page.utf8.count * 4)
    }
}
