import LoopbackServer
import Testing
import WinnowFetch
import WinnowModel

@Suite struct FetcherTests {
    @Test("a page comes with its status, type, encoding and bytes")
    func page() async throws {
        try await withFetcher { _, connection in
            let type = ("Content-Type", "Text/HTML; charset=\"windows-1252\"")
            try connection.respond(headers: [type, ("Content-Language", "de")], text: "hello")
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/a?b=1#c"))
            #expect(response.status == 200)
            #expect(response.effectiveURL == server.baseURL + "/a?b=1")
            #expect(response.headers.mediaType == "text/html")
            #expect(response.headers.transportEncoding == "windows-1252")
            #expect(response.headers.contentLanguage == "de")
            #expect(try response.body.bytes() == Array("hello".utf8))
            #expect(response.wireBytes == 5)
            #expect(response.decodedBytes == 5)
            #expect(response.isEndVerified)
            #expect(response.httpVersion == "1.1")
            #expect(response.redirects.isEmpty)
            #expect(response.permanentURL == nil)
            #expect(response.timings.total > .zero)
            #expect(server.requests.map(\.target) == ["/a?b=1"])
        }
    }

    @Test(
        "a host in any form is asked under its canonical one",
        arguments: [
            "http://LOCALHOST:{port}/\u{fc}", "http://127.1:{port}/%C3%BC",
            "HTTP:\\\\0x7f.1:{port}\\\u{fc}",
        ]
    )
    func canonicalURL(url: String) async throws {
        try await withFetcher { _, connection in
            try connection.respond(text: "x")
        } body: { server, fetcher in
            let url = url.replacing("{port}", with: "\(server.port)")
            let response = try await fetcher.fetch(FetchRequest(url: url, accept: .page))
            let host = url.contains("LOCAL") ? "localhost" : "127.0.0.1"
            #expect(response.effectiveURL == "http://\(host):\(server.port)/%C3%BC")
            #expect(server.requests.first?.target == "/%C3%BC")
            #expect(server.requests.first?["host"] == "\(host):\(server.port)")
        }
    }

    @Test("an international host is looked up in its ASCII form")
    func internationalHost() async throws {
        let fetcher = try Fetcher(settings: testSettings())
        let request = FetchRequest(url: "http://b\u{fc}cher.invalid/", accept: .page)
        let error = await failure(of: fetcher, request)
        #expect(error?.code == .dns)
        #expect(error?.url == "http://xn--bcher-kva.invalid/")
        await fetcher.shutdown()
    }

    @Test("a request says who asks and what is wanted")
    func requestHeaders() async throws {
        try await withFetcher { _, connection in
            try connection.respond(text: "x")
        } body: { server, fetcher in
            var request = FetchRequest(url: server.baseURL + "/feed", accept: .feed)
            request.overrides.headers = [("X-Key", "secret"), ("X-Empty", "")]
            _ = try await fetcher.fetch(request)
            request.overrides.userAgent = "other/2"
            _ = try await fetcher.fetch(request)
            let first = try #require(server.requests.first)
            #expect(first["user-agent"] == "winnow-tests/1.0 (+https://ops.example/contact)")
            #expect(first["accept"]?.hasPrefix("application/atom+xml") == true)
            #expect(first["accept-encoding"] == "gzip, deflate, br, zstd")
            #expect(first["x-key"] == "secret")
            #expect(first["x-empty"] == "")
            #expect(first["cookie"] == nil)
            #expect(first["if-none-match"] == nil)
            #expect(server.requests.last?["user-agent"] == "other/2")
        }
    }

    @Test(
        "validators go back byte for byte",
        arguments: [
            ("\"v1\"", "Mon, 15 Jan 2024 10:00:00 GMT"), ("W/\"v1\"", "2024-01-15 10:00:00"),
            ("v1 unquoted", "yesterday"), ("\"caf\u{e9}\u{ff}\"", "Mon, 15 Jan 2024"),
        ]
    )
    func validators(etag: String, date: String) async throws {
        try await withFetcher { request, connection in
            if request["if-none-match"] != nil {
                return try connection.respond(status: 304)
            }
            // The header as bytes: each scalar is one.
            let head = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: \(etag)\r\n"
            let bytes = (head + "Last-Modified: \(date)\r\n\r\nx").unicodeScalars
                .map { UInt8(truncatingIfNeeded: $0.value) }
            try connection.write(bytes)
        } body: { server, fetcher in
            let first = try await fetcher.fetch(server.page("/"))
            #expect(first.headers.etag == etag)
            #expect(first.headers.lastModified == date)
            var request = server.page("/")
            request.etag = first.headers.etag
            request.lastModified = first.headers.lastModified
            let second = try await fetcher.fetch(request)
            #expect(second.isNotModified)
            #expect(second.body.length == 0)
            let sent = try #require(server.requests.last)
            #expect(
                sent.rawValue(of: "if-none-match") == etag.unicodeScalars.map { UInt8($0.value) }
            )
            #expect(sent["if-modified-since"] == date)
        }
    }

    @Test("an error status is a response, with what it says about time")
    func errorStatus() async throws {
        try await withFetcher { request, connection in
            let status = Int(request.path.dropFirst()) ?? 0
            try connection.respond(status: status, headers: [("Retry-After", "30")], text: "sorry")
        } body: { server, fetcher in
            for status in [400, 401, 404, 410, 429, 500, 503, 999] {
                let response = try await fetcher.fetch(server.page("/\(status)"))
                #expect(response.status == status)
                #expect(response.headers.retryAfter(now: Timestamp(seconds: 0)) == .seconds(30))
                #expect(try response.body.bytes() == Array("sorry".utf8))
            }
        }
    }

    @Test("an unasked 304, a part, and an empty feed are errors")
    func unusableStatus() async throws {
        try await withFetcher { request, connection in
            try connection.respond(status: Int(request.path.dropFirst()) ?? 0)
        } body: { server, fetcher in
            #expect(await failure(of: fetcher, server.page("/304"))?.code == .protocolError)
            #expect(await failure(of: fetcher, server.page("/206"))?.code == .protocolError)
            let feed = FetchRequest(url: server.baseURL + "/200", accept: .feed)
            #expect(await failure(of: fetcher, feed)?.code == .emptyBody)
            let nothing = try await fetcher.fetch(server.page("/204"))
            #expect(nothing.body.length == 0)
        }
    }

    @Test("a large body goes to a file and comes back whole")
    func largeBody() async throws {
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await withFetcher { _, connection in
            try connection.respond(body: body)
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/"))
            guard case .file(_, let length) = response.body.contents else {
                Issue.record("the body is in memory")
                return
            }
            #expect(length == body.count)
            #expect(try response.body.bytes() == body)
        }
    }

    @Test("a spool that takes nothing is named in the error")
    func badSpool() async throws {
        try await withFetcher {
            $0.spoolDirectory = "/nonexistent/spool"
        } handler: { _, connection in
            try connection.respond(body: [UInt8](repeating: 65, count: 200_000))
        } body: { server, fetcher in
            let error = await failure(of: fetcher, server.page("/"))
            #expect(error?.code == .spool)
            #expect(error?.message.contains("/nonexistent/spool") == true)
        }
    }

    @Test("a thousand requests to one server are all answered")
    func thousand() async throws {
        try await withFetcher { request, connection in
            try connection.respond(text: request.path)
        } body: { server, fetcher in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let response = try await fetcher.fetch(server.page("/\(number)"))
                        return try response.body.bytes() == Array("/\(number)".utf8)
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            #expect(server.requests.count == 1000)
            #expect(server.connectionCount <= 64)
        }
    }
}
