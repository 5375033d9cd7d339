import LoopbackServer
import Testing
import WinnowFetch

/// Limits of time, with small ones injected.
@Suite struct TimeoutTests {
    @Test("a server that says nothing runs into the total limit")
    func silence() async throws {
        try await withFetcher {
            $0.totalTimeout = .milliseconds(200)
        } handler: { _, connection in
            try connection.hold()
        } body: { server, fetcher in
            #expect(await failure(of: fetcher, server.page("/"))?.code == .timeout)
        }
    }

    @Test("a slow drip runs into the low speed limit")
    func drip() async throws {
        try await withFetcher {
            $0.lowSpeedBytesPerSecond = 1000
            $0.lowSpeedTime = .seconds(1)
        } handler: { _, connection in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while true {
                try connection.write("x")
                try connection.pause(.milliseconds(50))
            }
        } body: { server, fetcher in
            #expect(await failure(of: fetcher, server.page("/"))?.code == .timeout)
        }
    }

    @Test("a drip within the total limit passes")
    func patientDrip() async throws {
        try await withFetcher { _, connection in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n")
            for _ in 0..<20 {
                try connection.write("x")
                try connection.pause(.milliseconds(5))
            }
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/"))
            #expect(response.decodedBytes == 20)
        }
    }

    @Test("one request may have a limit of its own")
    func override() async throws {
        try await withFetcher { _, connection in
            try connection.hold()
        } body: { server, fetcher in
            var request = server.page("/")
            request.overrides.totalTimeout = .milliseconds(100)
            #expect(await failure(of: fetcher, request)?.code == .timeout)
        }
    }

    @Test("all redirects share one limit")
    func redirects() async throws {
        try await withFetcher {
            $0.totalTimeout = .milliseconds(400)
        } handler: { request, connection in
            try connection.pause(.milliseconds(150))
            let next = (Int(request.path.dropFirst()) ?? 0) + 1
            try connection.respond(status: 302, headers: [("Location", "/\(next)")])
        } body: { server, fetcher in
            #expect(await failure(of: fetcher, server.page("/0"))?.code == .timeout)
            #expect(server.requests.count <= 3)
        }
    }
}
