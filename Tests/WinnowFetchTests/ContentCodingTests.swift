import LoopbackServer
import Testing
import WinnowFetch

/// Bodies in each coding, whole and broken.
@Suite struct ContentCodingTests {
    /// Fetches `body` as it would come with a `Content-Encoding`.
    private func fetch(_ coding: String, _ body: [UInt8], byClose: Bool = false) async throws
        -> Result<FetchResponse, FetchError>
    {
        let server = try LoopbackServer { _, connection in
            guard byClose else {
                return try connection.respond(headers: [("Content-Encoding", coding)], body: body)
            }
            try connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\n\r\n")
            try connection.write(body)
            connection.close()
        }
        defer { server.stop() }
        let fetcher = try Fetcher(settings: testSettings())
        let result: Result<FetchResponse, FetchError>
        do {
            result = .success(try await fetcher.fetch(server.page("/")))
        } catch {
            result = .failure(error)
        }
        await fetcher.shutdown()
        return result
    }

    private static let codings = [
        ("gzip", "page.gz"), ("x-gzip", "page.gz"), ("GZIP", "page.gz"),
        ("deflate", "page.zlib"), ("deflate", "page.deflate"), ("br", "page.br"),
        ("zstd", "page.zst"), ("identity", "page.html"), ("utf-8", "page.html"),
        ("", "page.html"), ("gzip", "page.html"),
    ]

    @Test("every coding gives the page", arguments: codings)
    func whole(coding: String, file: String) async throws {
        let response = try await fetch(coding, fixture(file)).get()
        #expect(try response.body.bytes() == fixture("page.html"))
        #expect(try response.wireBytes == fixture(file).count)
    }

    private static let compressed = codings.filter { !$0.1.hasSuffix("html") }

    @Test("a stream that ends in its middle is no success", arguments: compressed)
    func truncated(coding: String, file: String) async throws {
        let whole = try fixture(file)
        for length in [whole.count - 1, whole.count / 2, 20] {
            // The raw form has no trailer, so its last byte may be padding.
            let result = try await fetch(coding, Array(whole.prefix(length)), byClose: true)
            guard case .failure(let error) = result else {
                Issue.record("\(length) of \(whole.count) bytes passed")
                continue
            }
            #expect(error.code == .truncated)
        }
    }

    @Test("the end of a stream proves that a body without length is whole", arguments: compressed)
    func verified(coding: String, file: String) async throws {
        let response = try await fetch(coding, fixture(file), byClose: true).get()
        #expect(response.isEndVerified)
    }

    @Test("a damaged stream is an error", arguments: ["page.gz", "page.zst", "page.br"])
    func damaged(file: String) async throws {
        let coding = ["page.gz": "gzip", "page.zst": "zstd", "page.br": "br"][file] ?? ""
        var bytes = try fixture(file)
        for index in 30..<60 { bytes[index] ^= 0x5a }
        let result = try await fetch(coding, bytes)
        guard case .failure(let error) = result else {
            Issue.record("a damaged stream passed")
            return
        }
        #expect(error.code == .contentEncoding || error.code == .truncated)
    }

    @Test("members follow one another and garbage behind the last is ignored")
    func members() async throws {
        let gzip = try fixture("page.gz")
        let page = try fixture("page.html")
        let two = try await fetch("gzip", gzip + gzip).get()
        #expect(try two.body.bytes() == page + page)
        let garbage = try await fetch("gzip", gzip + Array("GARBAGE".utf8)).get()
        #expect(try garbage.body.bytes() == page)
        let oneByte = try await fetch("gzip", gzip + [0x1f]).get()
        #expect(try oneByte.body.bytes() == page)
    }

    @Test("too many layers are refused")
    func layers() async throws {
        let coding = Array(repeating: "gzip", count: 60).joined(separator: ", ")
        let result = try await fetch(coding, fixture("page.gz"))
        guard case .failure(let error) = result else {
            Issue.record("sixty layers passed")
            return
        }
        #expect(error.code == .contentEncoding)
    }

    @Test("a transfer coding is undone too")
    func transferCoding() async throws {
        let gzip = try fixture("page.gz")
        try await withFetcher { _, connection in
            try connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
            for byte in gzip { try connection.writeChunk([byte]) }
            try connection.writeChunk([])
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/"))
            #expect(try response.body.bytes() == fixture("page.html"))
        }
    }
}
