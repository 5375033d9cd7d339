import Testing
import WinnowModel

@Suite struct MediaTypeTests {
    @Test(
        "a file's name stands for a media type, whatever its case, gzip aside",
        arguments: [
            ("pier.html", "text/html"), ("/a.b/c/pier.HTM", "text/html"),
            ("pier.html.gz", "text/html"), ("PIER.SHTML.GZ", "text/html"),
            ("a/pier.xht", "application/xhtml+xml"), ("pier.txt", "text/plain"),
            ("x/pier.md.gz", "text/markdown"), ("pier.gz", nil), (".gz", nil), ("pier", nil),
            ("a.html/pier", nil), ("", nil), ("pier.", nil), ("pier.html.", nil),
            ("é.html", "text/html"),
            ("pier.html.gz.gz", nil),
        ] as [(String, String?)]
    )
    func names(name: String, type: String?) {
        #expect(MediaType.ofFile(named: name) == type)
    }

    @Test(
        "a media type is lower case and without parameters",
        arguments: [
            ("text/html", "text/html"), ("Text/HTML", "text/html"), ("", ""),
            ("text/html; charset=utf-8", "text/html"), (" text/html\t;x", "text/html"),
            ("application/xhtml+xml", "application/xhtml+xml"), ("TEXT/ÄPFEL", "text/äpfel"),
        ]
    )
    func essences(value: String, essence: String) {
        #expect(MediaType.essence(of: value) == essence)
    }
}
