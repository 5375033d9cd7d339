import Glibc
import LoopbackServer
import Testing
import WinnowFetch

@Suite struct FileSiteTests {
    /// Serves a folder with a few files and a way out of it.
    private func withSite(
        _ body: (LoopbackServer, Fetcher) async throws -> Void
    ) async throws {
        var template = Array("/tmp/winnow-site-XXXXXX".utf8CString)
        let made = mkdtemp(&template).map { String(cString: $0) }
        let folder = try #require(made)
        mkdir(folder + "/site", 0o700)
        mkdir(folder + "/site/news", 0o700)
        try write("secret", to: folder + "/secret.txt")
        try write("<p>Welcome", to: folder + "/site/index.html")
        try write("<p>News", to: folder + "/site/news/index.html")
        try write("<rss><link>http://BASE/a</link></rss>", to: folder + "/site/feed.xml")
        try write("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", to: folder + "/site/atom.xml")
        symlink(folder + "/secret.txt", folder + "/site/out.txt")
        let site = try #require(FileSite(root: folder + "/site", placeholder: "http://BASE"))
        let server = try LoopbackServer(handler: site.answer)
        var settings = FetchSettings(userAgent: "winnow-tests/1.0", spoolDirectory: "/tmp")
        settings.hostDelay = .zero
        let fetcher = try Fetcher(settings: settings)
        try await body(server, fetcher)
        await fetcher.shutdown()
        server.stop()
        for name in ["out.txt", "atom.xml", "feed.xml", "news/index.html", "index.html"] {
            unlink(folder + "/site/" + name)
        }
        unlink(folder + "/secret.txt")
        for name in ["/site/news", "/site", ""] { rmdir(folder + name) }
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
    }

    private func get(
        _ path: String,
        _ server: LoopbackServer,
        _ fetcher: Fetcher
    ) async throws -> FetchResponse {
        try await fetcher.fetch(FetchRequest(url: server.baseURL + path, accept: .page))
    }

    @Test("files come with their media types, folders with their index")
    func files() async throws {
        let types = [
            "/": "text/html", "/news/": "text/html", "/news/index.html?x=1": "text/html",
            "/feed.xml": "application/rss+xml", "/atom.xml": "application/atom+xml",
        ]
        try await withSite { server, fetcher in
            for (path, type) in types {
                let response = try await get(path, server, fetcher)
                #expect(response.status == 200)
                #expect(response.headers.mediaType == type)
            }
        }
    }

    @Test("the placeholder becomes the server's address")
    func placeholder() async throws {
        try await withSite { server, fetcher in
            let response = try await get("/feed.xml", server, fetcher)
            let text = try String(decoding: response.body.bytes(), as: UTF8.self)
            #expect(text == "<rss><link>\(server.baseURL)/a</link></rss>")
        }
    }

    @Test("each validator alone gives 304")
    func conditional() async throws {
        try await withSite { server, fetcher in
            let first = try await get("/feed.xml", server, fetcher)
            var request = FetchRequest(url: server.baseURL + "/feed.xml", accept: .feed)
            request.etag = first.headers.etag
            let answer1 = try await fetcher.fetch(request)
            #expect(answer1.status == 304)
            request.etag = nil
            request.lastModified = first.headers.lastModified
            let answer2 = try await fetcher.fetch(request)
            #expect(answer2.status == 304)
            request.etag = "\"other\""
            let answer3 = try await fetcher.fetch(request)
            #expect(answer3.status == 200)
        }
    }

    @Test(
        "nothing outside of the folder is served",
        arguments: [
            "/out.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/news/%2e%2e/%2e%2e/secret.txt",
            "/%00", "/%zz", "/news", "/nothing.html", "/%ff",
        ]
    )
    func outside(path: String) async throws {
        try await withSite { server, fetcher in
            let response = try await get(path, server, fetcher)
            #expect(response.status == 404)
        }
    }
}
