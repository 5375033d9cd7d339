import Testing
import WinnowFetch

@Suite struct FetchErrorTests {
    @Test(
        "no credential stands in an error",
        arguments: [
            ("http://user:pass@host/a", "http://host/a"),
            ("http://user@host/a?b=c@d", "http://host/a?b=c@d"),
            ("http://us:p@ss@host/", "http://host/"),
            ("http://us:pa/ss@host/x", "http://host/x"),
            ("user:pass@host/x", "host/x"),
            ("http:///user:pass@host", "http:///host"),
            ("http:\\\\user:pass@host\\x", "http:\\\\host\\x"),
            ("https://medium.example/@writer/feed", "https://medium.example/@writer/feed"),
            ("https://[::1]:8080/a", "https://[::1]:8080/a"),
            ("", ""), ("@", ""), ("http://", "http://"), ("http://@", "http://"),
        ]
    )
    func credentials(url: String, shown: String) {
        #expect(FetchError(code: .dns, url: url, message: "x").url == shown)
    }

    @Test(
        "a URL that cannot be asked is refused with its reason",
        arguments: [
            "", "nonsense", "ftp://host/x", "file:///etc/passwd", "http://", "http:// host/",
            "http://host:99999/", "http://ho\u{1}st/", "http://user:sec ret@ho st/",
            "http://us:sec/ret@host/", "javascript:alert(1)", "http://[::1/", "//host/x",
        ]
    )
    func invalidURL(url: String) async throws {
        let fetcher = try Fetcher(settings: testSettings())
        let error = await failure(of: fetcher, FetchRequest(url: url, accept: .page))
        #expect(error?.code == .invalidURL)
        #expect(error?.description.contains("sec") == false)
        await fetcher.shutdown()
    }

    @Test("a host that does not exist and a port that is closed are told apart")
    func unreachable() async throws {
        let fetcher = try Fetcher(settings: testSettings())
        let nowhere = FetchRequest(
            url: "http://user:secret@does-not-exist.invalid/x",
            accept: .page
        )
        let dns = await failure(of: fetcher, nowhere)
        #expect(dns?.code == .dns)
        #expect(dns?.url == "http://does-not-exist.invalid/x")
        #expect(dns?.description.contains("secret") == false)
        let closed = await failure(
            of: fetcher,
            FetchRequest(url: "http://127.0.0.1:1/", accept: .page)
        )
        #expect(closed?.code == .connect)
        await fetcher.shutdown()
    }

    @Test("header fields that would inject others are refused")
    func injection() async throws {
        let fetcher = try Fetcher(settings: testSettings())
        var request = FetchRequest(url: "http://127.0.0.1:1/", accept: .page)
        request.etag = "\"a\"\r\nX-Injected: 1"
        #expect(await failure(of: fetcher, request)?.code == .invalidHeader)
        request.etag = nil
        for field in [
            ("X\r\nY", "1"), ("", "1"), ("X", "a\u{0}b"), ("X", "\u{20ac}"), ("X Y", "1"),
        ] {
            request.overrides.headers = [field]
            #expect(await failure(of: fetcher, request)?.code == .invalidHeader)
        }
        await fetcher.shutdown()
    }
}
