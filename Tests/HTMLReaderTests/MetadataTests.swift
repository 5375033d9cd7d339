import HTMLReader
import Testing
import WinnowModel

@Suite("Reading metadata")
struct MetadataTests {
    private static let words = String(
        repeating: "The council met on the bridge and talked about the river for an hour. ",
        count: 6
    )

    private static func article(_ head: String, _ top: String) -> String {
        """
        <html lang=en><head>\(head)</head><body><article><h1>Council talks about the river</h1>
        \(top)<p>\(words)</p><p>\(words)</p></article></body></html>
        """
    }

    private func read(_ head: String, _ top: String = "") throws -> Metadata {
        try TestReader.read(Self.article(head, top), url: "https://paper.example/a/b").metadata
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
}
