import LoopbackServer
import Testing
import WinnowFetch

@Suite struct RedirectTests {
    /// Answers `/STATUS/...` with that status and the `Location` that is looked
    /// up, anything else with a page.
    private func server(_ targets: [String: (Int, String)]) -> LoopbackServer.Handler {
        { request, connection in
            guard let (status, location) = targets[request.path] else {
                return try connection.respond(text: "here")
            }
            let target = location.replacing("{base}", with: connection.baseURL)
            try connection.respond(status: status, headers: [("Location", target)], text: "moved")
        }
    }

    @Test("redirects are followed and recorded")
    func recorded() async throws {
        let targets = ["/a": (301, "/b"), "/b": (308, "c?q=1#top"), "/c": (302, "{base}/d")]
        try await withFetcher(handler: server(targets)) { server, fetcher in
            let base = server.baseURL
            let response = try await fetcher.fetch(server.page("/a"))
            #expect(response.effectiveURL == base + "/d")
            #expect(
                response.redirects == [
                    Redirect(source: base + "/a", target: base + "/b", status: 301),
                    Redirect(source: base + "/b", target: base + "/c?q=1", status: 308),
                    Redirect(source: base + "/c?q=1", target: base + "/d", status: 302),
                ]
            )
            #expect(response.permanentURL == base + "/c?q=1")
        }
    }

    @Test(
        "targets mean what they mean in a browser",
        arguments: [
            ("\\b", "/b"), ("/x/../b", "/b"), ("./b", "/b"), ("?q=a b", "/a?q=a%20b"),
            ("/caf\u{c3}\u{a9}", "/caf%C3%A9"), (" /b ", "/b"), ("/b#top", "/b"),
        ]
    )
    func resolution(location: String, target: String) async throws {
        try await withFetcher { request, connection in
            guard request.target == "/a" else { return try connection.respond(text: "here") }
            let head = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: \(location)\r\n\r\n"
            try connection.write(head.unicodeScalars.map { UInt8($0.value) })
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/a"))
            #expect(response.effectiveURL == server.baseURL + target)
            #expect(server.requests.last?.target == target)
        }
    }

    @Test("a temporary redirect hides the permanent ones behind it")
    func permanentAfterTemporary() async throws {
        let targets = ["/a": (302, "/b"), "/b": (301, "/c")]
        try await withFetcher(handler: server(targets)) { server, fetcher in
            let response = try await fetcher.fetch(server.page("/a"))
            #expect(response.permanentURL == nil)
        }
    }

    @Test(
        "what must not be followed is not followed",
        arguments: [
            "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:25/x",
            "data:text/html,x", "javascript:alert(1)", "smb://127.0.0.1/x", "", "#top", "/a",
            "/b", "http://", "dict://127.0.0.1:11211/stats",
        ]
    )
    func refused(location: String) async throws {
        let targets = ["/a": (302, location), "/b": (302, "/a")]
        try await withFetcher(handler: server(targets)) { server, fetcher in
            let error = await failure(of: fetcher, server.page("/a"))
            #expect(error?.code == .redirect)
            #expect(server.requests.count <= 2)
        }
    }

    @Test("a redirect without a target is an error")
    func noTarget() async throws {
        try await withFetcher { _, connection in
            try connection.respond(status: 302)
        } body: { server, fetcher in
            #expect(await failure(of: fetcher, server.page("/"))?.code == .redirect)
        }
    }

    @Test("five redirects are followed and a sixth is not")
    func limit() async throws {
        try await withFetcher { request, connection in
            let rest = (Int(request.path.dropFirst()) ?? 0) - 1
            if rest < 0 { return try connection.respond(text: "here") }
            try connection.respond(status: 302, headers: [("Location", "/\(rest)")])
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/5"))
            #expect(response.redirects.count == 5)
            #expect(await failure(of: fetcher, server.page("/6"))?.code == .redirect)
        }
    }

    @Test("the body of a redirect need not end")
    func endlessBody() async throws {
        try await withFetcher { request, connection in
            if request.path == "/b" { return try connection.respond(text: "here") }
            try connection.write(
                "HTTP/1.1 302 Found\r\nLocation: /b\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            while true { try connection.writeChunk([UInt8](repeating: 120, count: 10_000)) }
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/a"))
            #expect(response.status == 200)
        }
    }

    @Test("keys and passwords go to their own origin only")
    func credentials() async throws {
        let other = try LoopbackServer { _, connection in try connection.respond(text: "other") }
        defer { other.stop() }
        let targets = ["/a": (302, "/b"), "/b": (302, other.baseURL + "/c")]
        try await withFetcher(handler: server(targets)) { server, fetcher in
            let url = server.baseURL.replacing("http://", with: "http://us%40er:pa%3Ass@") + "/a"
            var request = FetchRequest(url: url, accept: .page)
            request.overrides.headers = [("X-Key", "secret"), ("Cookie", "a=b")]
            let response = try await fetcher.fetch(request)
            #expect(response.effectiveURL == other.baseURL + "/c")
            #expect(!response.redirects.contains { $0.source.contains("@") })
            // "us@er:pa:ss" in base64.
            let basic = "Basic dXNAZXI6cGE6c3M="
            #expect(server.requests.map { $0["authorization"] } == [basic, basic])
            #expect(server.requests.map { $0["x-key"] } == ["secret", "secret"])
            let leaked = try #require(other.requests.first)
            #expect(leaked["authorization"] == nil)
            #expect(leaked["x-key"] == nil)
            #expect(leaked["cookie"] == nil)
        }
    }

    @Test("credentials in a redirect's target are not used")
    func foreignCredentials() async throws {
        let targets = ["/a": (302, "http://user:pass@{host}/b")]
        try await withFetcher { request, connection in
            guard let (status, location) = targets[request.path] else {
                return try connection.respond(text: "here")
            }
            let host = connection.baseURL.replacing("http://", with: "")
            let target = location.replacing("{host}", with: host)
            try connection.respond(status: status, headers: [("Location", target)])
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/a"))
            #expect(response.effectiveURL == server.baseURL + "/b")
            #expect(server.requests.last?["authorization"] == nil)
        }
    }
}
