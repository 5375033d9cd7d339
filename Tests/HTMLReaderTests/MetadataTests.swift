import HTMLReader
import Testing
import WinnowModel

@Suite("Reading metadata")
struct MetadataTests {
    private static let words = String(
        repeating: "The council met on the bridge and talked about the river for an hour. ",
        count: 6
    )

    private static let links = String(repeating: "<a href=/more>More</a> ", count: 80)

    private static func article(_ head: String, _ top: String, _ end: String = "") -> String {
        """
        <html lang=en><head>\(head)</head><body><article><h1>Council talks about the river</h1>
        \(top)<p>\(words)</p><p>\(words)</p></article>\(end)</body></html>
        """
    }

    private func read(_ head: String, _ top: String = "", _ end: String = "") throws -> Metadata {
        try TestReader.read(Self.article(head, top, end), url: "https://paper.example/a/b").metadata
    }

    private static let linked = """
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"NewsArticle","headline":"Council talks about the river",
        "datePublished":"2024-03-02T00:30:00+02:00",
        "author":[{"@type":"Person","name":"Jane Roe"},{"@id":"#two"}]},
        {"@type":"Person","@id":"#two","name":"John Doe"}]}</script>
        """

    @Test("JSON-LD names authors, also by reference, and keeps the publisher's day")
    func linkedData() throws {
        let metadata = try read(Self.linked, "<p class=byline>By Jane Roe and John Doe</p>")
        #expect(metadata.values(of: Metadata.Key.authors) == ["Jane Roe", "John Doe"])
        #expect(metadata[Metadata.Key.published] == "2024-03-02T00:30:00+02:00")
        #expect(metadata[Metadata.Key.title] == "Council talks about the river")
    }

    @Test("a date that only a system's data know is not the page's")
    func unshownDate() throws {
        let data = """
            <script type="application/ld+json">{"@type":"WebPage",
            "datePublished":"2019-05-02T10:00:00+00:00"}</script>
            """
        #expect(try read(data)[Metadata.Key.published] == nil)
    }

    @Test(
        "a date of the file, or of what a site lists, is not the page's",
        arguments: [
            ("<meta name=date content=2019-05-02>", ""),
            (
                "<meta property=og:type content=website>",
                "<aside>\(links)<time datetime=2019-05-02>May 2, 2019</time></aside>"
            ),
        ]
    )
    func dateOfOtherThings(head: String, end: String) throws {
        #expect(try read(head, "", end)[Metadata.Key.published] == nil)
    }

    @Test("the same date is the page's where the page shows it as its own")
    func shownDate() throws {
        let head = "<meta name=date content=2019-05-02>"
        let shown = try read(head, "<p class=date>May 2, 2019</p>")
        #expect(shown[Metadata.Key.published] == "2019-05-02")
    }

    @Test(
        "names are read without openings, marks, offices and dates",
        arguments: [
            ("Von Jane Roe und Max Ähre am 3. Mai 2024", ["Jane Roe", "Max Ähre"]),
            ("By JANE ROE, Staff Writer | May 5, 2024", ["JANE ROE"]),
            ("Автор: Иван Петров", ["Иван Петров"]),
            ("記者 山田太郎", ["山田太郎"]),
        ]
    )
    func bylines(line: String, names: [String]) throws {
        let metadata = try read("", "<p class=byline>\(line)</p>")
        #expect(metadata.values(of: Metadata.Key.authors) == names)
    }

    @Test(
        "dates are read in the page's language",
        arguments: [
            ("en-GB", "Published: 03/04/2024, 8.15 pm", "2024-04-03T20:15:00Z"),
            ("en-US", "Published: 03/04/2024", "2024-03-04"),
            ("de", "Veröffentlicht am 3. März 2024", "2024-03-03"),
            ("ja", "2024年3月3日 公開", "2024-03-03"),
            ("pl", "Opublikowano 3 marca 2024", "2024-03-03"),
        ]
    )
    func languages(language: String, line: String, date: String) throws {
        let page = Self.article("", "<p class=date>\(line)</p>")
            .replacing("lang=en", with: "lang=\(language)")
        let metadata = try TestReader.read(page, url: "https://paper.example/a").metadata
        #expect(metadata[Metadata.Key.published] == date)
    }

    @Test("bytes that are no UTF-8 take no letter with them")
    func brokenText() throws {
        let page = Self.article("<meta charset=utf-8>", "").replacing(
            "the river</h1>",
            with: "the ~river</h1>"
        )
        // The first two bytes of a dash.
        let bytes = page.utf8.flatMap { $0 == UInt8(ascii: "~") ? [0xE2, 0x80] : [$0] }
        let document = try TestReader.make().read(bytes, PageReader.Request())
        #expect(document.metadata[Metadata.Key.title]?.hasSuffix("river") == true)
    }

    @Test("huge and deep values are read without fault")
    func hostileValues() throws {
        let deep = String(repeating: "{\"author\":[", count: 20_000)
        let long = String(repeating: "By Jane Roe, ", count: 40_000)
        let head = """
            <script type="application/ld+json">\(deep)</script><meta name=author content="\(long)">
            <meta property=og:title content="\(long)"><meta name=date content="\(long)">
            """
        let metadata = try read(head, "<div class=author>\(long)</div><time>\(long)</time>")
        #expect(metadata[Metadata.Key.title]?.isEmpty == false)
    }

    @Test("a description loses its tags and references, and a date is read from an address")
    func plainValues() throws {
        let text = "<b>Rain</b> &amp;amp; wind, &amp;#8211; 3 &lt; 4 &amp;lt;5"
        let page = Self.article("<meta name=description content='\(text)'>", "")
        let metadata = try TestReader.read(page, url: "https://paper.example/2024/03/02/a").metadata
        #expect(metadata[Metadata.Key.description] == "Rain & wind, \u{2013} 3 < 4 <5")
        #expect(metadata[Metadata.Key.published] == "2024-03-02")
    }

    @Test("tags that never end take linear time", .timeLimit(.minutes(1)))
    func endlessTags() throws {
        let text = String(repeating: "<a", count: 400_000)
        let metadata = try read("<meta name=description content='\(text)'>")
        #expect(metadata[Metadata.Key.description] == text)
    }
}
