import LoopbackServer
import Testing
import WinnowFetch

/// Servers that lie, break off, never end, or never begin.
@Suite struct HostileServerTests {
    private static let endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test("an endless chunked body is stopped at the limit")
    func endlessChunked() async throws {
        try await withFetcher { _, connection in
            try connection.write(Self.endless)
            while true { try connection.writeChunk([UInt8](repeating: 120, count: 65_536)) }
        } body: { server, fetcher in
            let error = await failure(of: fetcher, server.page("/", limit: 1_000_000))
            #expect(error?.code == .tooLarge)
        }
    }

    @Test("a bomb is stopped at the limit of decoded bytes", arguments: ["gzip", "gzip, identity"])
    func bomb(coding: String) async throws {
        let bomb = try fixture("bomb.gz")
        try await withFetcher { _, connection in
            try connection.respond(headers: [("Content-Encoding", coding)], body: bomb)
        } body: { server, fetcher in
            let error = await failure(of: fetcher, server.page("/", limit: 1_000_000))
            #expect(error?.code == .tooLarge)
            let whole = try await fetcher.fetch(server.page("/"))
            #expect(whole.decodedBytes == 16 * 1024 * 1024)
        }
    }

    @Test("an announced length above the limit is refused before the body")
    func announcedLength() async throws {
        try await withFetcher { request, connection in
            let length = request.path.dropFirst()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n")
            try connection.hold()
        } body: { server, fetcher in
            for length in ["1000001", "10000000000", "99999999999999999999"] {
                let error = await failure(of: fetcher, server.page("/\(length)", limit: 1_000_000))
                #expect(error?.code == .tooLarge)
            }
        }
    }

    @Test("a body at the limit passes and one byte more does not")
    func exactLimit() async throws {
        try await withFetcher { request, connection in
            let count = Int(request.path.dropFirst()) ?? 0
            try connection.write(Self.endless)
            try connection.writeChunk([UInt8](repeating: 120, count: count))
            try connection.writeChunk([])
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/5000", limit: 5000))
            #expect(response.decodedBytes == 5000)
            #expect(
                await failure(of: fetcher, server.page("/5001", limit: 5000))?.code == .tooLarge
            )
        }
    }

    /// Raw bytes after which the server closes, and what they mean.
    private static let cuts: [(String, FetchError.Code)] = [
        ("", .connectionLost),
        ("HTTP/1.1 200 OK\r\nContent-Ty", .truncated),
        ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", .truncated),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .truncated),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", .connectionLost),
        ("<rss>no status line</rss>\r\n", .protocolError),
        ("ICY 200 OK\r\n\r\nx", .protocolError),
        ("HTTP/1.1 20x OK\r\n\r\n", .protocolError),
        ("HTTP/1.1 200 OK\r\nX: a\u{0}b\r\nContent-Length: 1\r\n\r\nx", .protocolError),
        ("HTTP/1.1 200 OK\r\nX: a\u{7}b\r\nContent-Length: 1\r\n\r\nx", .protocolError),
        ("HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 1\r\n\r\nx", .protocolError),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy", .protocolError),
        ("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx", .protocolError),
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: zzz\r\nContent-Length: 1\r\n\r\nx",
            .contentEncoding
        ),
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", .protocolError),
    ]

    @Test("responses that break off or break the rules are errors", arguments: cuts)
    func cut(bytes: String, code: FetchError.Code) async throws {
        try await withFetcher { _, connection in
            try connection.write(bytes)
            connection.close()
        } body: { server, fetcher in
            #expect(await failure(of: fetcher, server.page("/"))?.code == code)
        }
    }

    @Test("a body that only the end of the connection ends is marked")
    func endByClose() async throws {
        try await withFetcher { _, connection in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>half")
            connection.close()
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/"))
            #expect(!response.isEndVerified)
            #expect(response.decodedBytes == 7)
        }
    }

    @Test("a reset connection is an error", arguments: ["", "HTTP/1.1 200 OK\r\n\r\n<p>half"])
    func reset(bytes: String) async throws {
        try await withFetcher { _, connection in
            try connection.write(bytes)
            connection.reset()
        } body: { server, fetcher in
            // What was sent before a reset may be lost with it, so the answer
            // depends on timing, but success it is never.
            let error = await failure(of: fetcher, server.page("/"))
            #expect(error?.code == .connectionLost || error?.code == .truncated)
        }
    }

    @Test("headers are bounded", arguments: ["lines", "bytes", "interim"])
    func headerBounds(kind: String) async throws {
        try await withFetcher { _, connection in
            if kind != "interim" { try connection.write("HTTP/1.1 200 OK\r\n") }
            let long = String(repeating: "y", count: 4000)
            while true {
                switch kind {
                case "lines": try connection.write("X-H: v\r\n")
                case "bytes": try connection.write("X-H: \(long)\r\n")
                default: try connection.write("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n")
                }
            }
        } body: { server, fetcher in
            let expected: FetchError.Code = kind == "interim" ? .protocolError : .tooLarge
            #expect(await failure(of: fetcher, server.page("/"))?.code == expected)
        }
    }

    @Test("a few interim responses do not disturb")
    func interim() async throws {
        try await withFetcher { _, connection in
            try connection.write("HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n")
            try connection.respond(headers: [("ETag", "\"final\"")], text: "x")
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/"))
            #expect(response.headers.values(of: "etag") == ["\"final\""])
        }
    }

    @Test("the body of an error is kept up to its bound and never fails the fetch")
    func endlessError() async throws {
        try await withFetcher { _, connection in
            try connection.write("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n")
            while true { try connection.writeChunk([UInt8](repeating: 120, count: 10_000)) }
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/"))
            #expect(response.status == 503)
            #expect(response.decodedBytes == 64 * 1024)
            #expect(!response.isEndVerified)
        }
    }

    @Test("a robots.txt of any size is cut at the limit")
    func endlessRobots() async throws {
        try await withFetcher { _, connection in
            try connection.write(Self.endless)
            while true { try connection.writeChunk(Array("Disallow: /private\n".utf8)) }
        } body: { server, fetcher in
            var request = server.page("/robots.txt", limit: 500 * 1024)
            request.accept = .robots
            let response = try await fetcher.fetch(request)
            #expect(response.status == 200)
            #expect(response.decodedBytes == 500 * 1024)
            #expect(!response.isEndVerified)
        }
    }
}
