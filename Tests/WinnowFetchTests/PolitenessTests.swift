import LoopbackServer
import Synchronization
import Testing
import WinnowFetch

@Suite struct PolitenessTests {
    /// Counts how many handlers run at the same time.
    private final class Gauge: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var most: Int { state.withLock { $0.most } }

        func enter() {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
        }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    private func fetchAll(_ count: Int, _ server: LoopbackServer, _ fetcher: Fetcher) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask { _ = try await fetcher.fetch(server.page("/\(number)")) }
            }
            try await group.waitForAll()
        }
    }

    @Test("a host is never asked more at once than allowed", arguments: [1, 3])
    func perHost(limit: Int) async throws {
        let gauge = Gauge()
        try await withFetcher {
            $0.maximumPerHost = limit
        } handler: { _, connection in
            gauge.enter()
            try connection.pause(.milliseconds(2))
            gauge.leave()
            try connection.respond(text: "x")
        } body: { server, fetcher in
            try await fetchAll(40, server, fetcher)
            #expect(gauge.most <= limit)
        }
    }

    @Test("requests to one host are apart by the delay")
    func delay() async throws {
        try await withFetcher {
            $0.hostDelay = .milliseconds(40)
        } handler: { _, connection in
            try connection.respond(text: "x")
        } body: { server, fetcher in
            let start = ContinuousClock.now
            try await fetchAll(5, server, fetcher)
            // Four delays between five requests; the fifth cannot be earlier.
            #expect(ContinuousClock.now - start >= .milliseconds(160))
        }
    }

    @Test("a redirect on its own host does not wait for the delay")
    func redirect() async throws {
        try await withFetcher {
            $0.hostDelay = .seconds(3600)
        } handler: { request, connection in
            if request.path == "/b" { return try connection.respond(text: "x") }
            try connection.respond(status: 301, headers: [("Location", "/b")])
        } body: { server, fetcher in
            let response = try await fetcher.fetch(server.page("/a"))
            #expect(response.effectiveURL == server.baseURL + "/b")
        }
    }

    @Test("connections are used again")
    func reuse() async throws {
        try await withFetcher { _, connection in
            try connection.respond(text: "x")
        } body: { server, fetcher in
            for number in 0..<10 { _ = try await fetcher.fetch(server.page("/\(number)")) }
            #expect(server.connectionCount == 1)
        }
    }
}
