import LoopbackServer
import Synchronization
import Testing
import WinnowFetch

@Suite struct CancellationTests {
    /// Tells when a handler has begun.
    private final class Signal: Sendable {
        private let stream: AsyncStream<Void>
        private let continuation: AsyncStream<Void>.Continuation

        init() {
            (stream, continuation) = AsyncStream.makeStream()
        }

        func send() { continuation.yield() }

        func wait() async {
            for await _ in stream { return }
        }
    }

    @Test("cancelling the task ends a transfer that runs")
    func running() async throws {
        let begun = Signal()
        try await withFetcher { _, connection in
            begun.send()
            try connection.hold()
        } body: { server, fetcher in
            let request = server.page("/")
            let task = Task { await failure(of: fetcher, request)?.code }
            await begun.wait()
            task.cancel()
            #expect(await task.value == .cancelled)
        }
    }

    @Test("cancelling the task ends one that waits for its host, and nothing is asked")
    func waiting() async throws {
        let begun = Signal()
        try await withFetcher {
            $0.maximumPerHost = 1
        } handler: { _, connection in
            begun.send()
            try connection.hold()
        } body: { server, fetcher in
            let first = Task { await failure(of: fetcher, server.page("/1"))?.code }
            await begun.wait()
            let second = Task { await failure(of: fetcher, server.page("/2"))?.code }
            second.cancel()
            #expect(await second.value == .cancelled)
            first.cancel()
            #expect(await first.value == .cancelled)
            #expect(server.requests.map(\.path) == ["/1"])
        }
    }

    @Test("a task that is cancelled before it fetches asks nothing")
    func before() async throws {
        try await withFetcher { _, connection in
            try connection.respond(text: "x")
        } body: { server, fetcher in
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return await failure(of: fetcher, server.page("/"))?.code
            }
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a cancelled transfer frees its place")
    func freesPlace() async throws {
        let begun = Signal()
        try await withFetcher {
            $0.maximumPerHost = 1
            $0.maximumConcurrent = 1
        } handler: { request, connection in
            if request.path == "/good" { return try connection.respond(text: "x") }
            begun.send()
            try connection.hold()
        } body: { server, fetcher in
            for _ in 0..<20 {
                let task = Task { await failure(of: fetcher, server.page("/bad"))?.code }
                await begun.wait()
                task.cancel()
                #expect(await task.value == .cancelled)
            }
            let response = try await fetcher.fetch(server.page("/good"))
            #expect(response.status == 200)
        }
    }

    @Test("a shutdown ends all transfers, and later fetches fail at once")
    func shutdown() async throws {
        let begun = Signal()
        try await withFetcher {
            $0.maximumPerHost = 5
        } handler: { _, connection in
            begun.send()
            try connection.hold()
        } body: { server, fetcher in
            let tasks = (0..<50).map { number in
                Task { await failure(of: fetcher, server.page("/\(number)"))?.code }
            }
            await begun.wait()
            await fetcher.shutdown()
            for task in tasks { #expect(await task.value == .shutdown) }
            #expect(await failure(of: fetcher, server.page("/late"))?.code == .shutdown)
            await fetcher.shutdown()
        }
    }

    @Test("transfers that come and are cancelled at random all get an answer")
    func storm() async throws {
        try await withFetcher { request, connection in
            try connection.respond(text: "x")
        } body: { server, fetcher in
            let answers = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        let task = Task { await failure(of: fetcher, server.page("/\(number)")) }
                        if number % 2 == 0 { task.cancel() }
                        let code = await task.value?.code
                        return code == nil || code == .cancelled
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(answers.count == 500)
            #expect(answers.allSatisfy { $0 })
        }
    }
}
