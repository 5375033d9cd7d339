import Foundation
import Testing
import WinnowModel
import WinnowWorker

/// Real workers with real modules; `make build` makes both.
@Suite(.enabled(if: TestTree.isThere, "needs the tree of make build"))
struct WorkerPoolTests {
    private let route = [TestTree.stage("trouble")]

    private func crash(_ text: String, memory: UInt64 = 0) async throws -> JobFailure? {
        let (pool, _) = try await TestTree.pool(
            ["Trouble"],
            route: route,
            deadline: .seconds(1),
            memory: memory
        )
        var failure: JobFailure?
        do throws(JobFailure) {
            _ = try await pool.process(TestTree.job(text, route: route))
        } catch {
            failure = error
        }
        // Whatever happened, the pool works on.
        let next = try await pool.process(TestTree.job("calm", route: route))
        #expect(next.metadata[Metadata.Key.title] == "Pier")
        await pool.stop()
        return failure
    }

    @Test("a document passes its route and comes back with its metadata")
    func passes() async throws {
        let route = [TestTree.stage("empty")]
        let (pool, report) = try await TestTree.pool(["EmptyModule"], route: route)
        #expect(report.faults.isEmpty)
        #expect(report.modules.map(\.name) == ["empty"])
        let document = try await pool.process(TestTree.job("words", route: route))
        #expect(document.metadata[Metadata.Key.title] == "Pier")
        #expect(document.outcome == .empty(reason: "no text is left"))
        #expect(document.modules.map(\.name) == ["empty"])
        await pool.stop()
    }

    @Test(
        "a document that kills its worker fails with the module and the cause",
        arguments: [
            ("trouble:crash", "SIGSEGV"), ("trouble:exit", "status 3"),
            ("trouble:hang", "deadline"), ("trouble:unknown", "unknown status"),
        ]
    )
    func crashes(text: String, cause: String) async throws {
        guard case .crashed(let module, let message) = try await crash(text) else {
            Issue.record("\(text) did not fail as a crash")
            return
        }
        #expect(module == "trouble")
        #expect(message.contains(cause))
    }

    @Test("a module that eats memory meets the worker's limit, not the machine's")
    func memory() async throws {
        guard case .crashed(let module, _) = try await crash("trouble:eat", memory: 1 << 29) else {
            Issue.record("memory without end was not stopped")
            return
        }
        #expect(module == "trouble")
    }

    @Test("a module that drops or rejects a document says so in the outcome")
    func endings() async throws {
        let (pool, _) = try await TestTree.pool(["Trouble"], route: route)
        let dropped = try await pool.process(TestTree.job("trouble:drop", route: route))
        #expect(dropped.outcome == .dropped(module: "trouble", rule: "the marker asked for it"))
        let rejected = try await pool.process(TestTree.job("trouble:reject", route: route))
        #expect(rejected.outcome == .failed(module: "trouble", message: "the marker asked for it"))
        await pool.stop()
    }

    @Test("many documents at once each get their own answer")
    func many() async throws {
        let (pool, _) = try await TestTree.pool(["Trouble"], route: route)
        let titles = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    var job = TestTree.job("calm", route: self.route)
                    job.metadata[Metadata.Key.title] = "\(number)"
                    return try await pool.process(job).metadata[Metadata.Key.title]
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(titles.count == 200)
        await pool.stop()
    }

    @Test("a worker starts whatever numbers the descriptors have that it is given")
    func descriptors() async throws {
        var taken: [Int32] = []
        defer { for descriptor in taken { close(descriptor) } }
        while taken.last ?? 0 < 90 { taken.append(dup(2)) }
        for _ in 0..<14 {
            taken.append(dup(2))
            let (pool, report) = try await TestTree.pool(["EmptyModule"], route: [])
            #expect(report.faults.isEmpty)
            await pool.stop()
        }
    }

    @Test("a route that needs a missing module is a fatal fault, and nothing starts")
    func missingModule() async throws {
        let route = [TestTree.stage("absent")]
        let (pool, report) = try await TestTree.pool(["EmptyModule"], route: route)
        #expect(report.faults.contains { $0.isFatal && $0.subject == "absent" })
        await #expect(throws: JobFailure.self) {
            try await pool.process(TestTree.job("words", route: route))
        }
    }

    @Test("a job for a route that the workers do not have is given back")
    func unknownRoute() async throws {
        let (pool, _) = try await TestTree.pool(["Trouble"], route: route)
        do throws(JobFailure) {
            _ = try await pool.process(TestTree.job("x", route: [TestTree.stage("empty")]))
            Issue.record("an unknown route was taken")
        } catch {
            guard case .worker = error else {
                Issue.record("\(error)")
                return
            }
        }
        await pool.stop()
    }

    @Test("bodies of any size come whole, small ones behind large ones")
    func bodies() async throws {
        let (pool, _) = try await TestTree.pool([], route: [])
        for size in [0, 32_000, 33_000, 3_000_000, 40_000_000, 500_000, 100, 6_000_000, 40_000] {
            let feed = """
                <rss version="2.0"><channel><!--\(String(repeating: "a", count: size))-->
                <item><guid>\(size)</guid><title>\(size)</title></item></channel></rss>
                """
            let job = FeedJob(
                kind: .syndication,
                contentType: nil,
                baseURL: nil,
                body: Array(feed.utf8)
            )
            #expect(try await pool.read(job).entries.map(\.title) == ["\(size)"])
        }
        await pool.stop()
    }

    @Test("a feed comes back whole, and what is no feed with the reason")
    func feeds() async throws {
        let (pool, _) = try await TestTree.pool([], route: [])
        let feed = """
            <rss version="2.0"><channel><title>Pier</title><item><guid>1</guid><title>A</title>
            <link>/a</link><pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>
            """
        let read = try await pool.read(
            FeedJob(
                kind: .syndication,
                contentType: "application/rss+xml",
                baseURL: "https://port.example/feed",
                body: Array(feed.utf8)
            )
        )
        #expect(read.title == "Pier")
        #expect(read.entries.map(\.link) == ["https://port.example/a"])
        #expect(read.entries.first?.published?.rfc3339 == "2026-11-21T08:00:00Z")
        await #expect(throws: JobFailure.self) {
            try await pool.read(
                FeedJob(kind: .syndication, contentType: nil, baseURL: nil, body: [1, 2, 3])
            )
        }
        await pool.stop()
    }
}

/// Programs that are no workers, in the worker's place.
@Suite struct FalseWorkerTests {
    @Test(
        "whatever stands in the worker's place, the pool says what is wrong",
        arguments: [
            "exit 7", "head -c 4096 /dev/urandom >&3", "printf '\\377\\377\\377\\377xxxx' >&3",
            "printf '\\001\\000\\000\\000\\020\\000\\000\\000\\001' >&3", "kill -SEGV $$",
        ]
    )
    func falseWorkers(script: String) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("winnow-worker-\(UUID().uuidString)")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        defer { try? FileManager.default.removeItem(at: path) }  // A leftover does no harm.
        let pool = WorkerPool(program: WorkerProgram(path: path.path))
        await #expect(throws: WorkerError.self) {
            try await pool.describe(
                WorkerConfiguration(moduleDirectories: [], dataDirectory: "/nowhere")
            )
        }
    }

    @Test("a worker that is not there is named in the error")
    func missing() async throws {
        let pool = WorkerPool(program: WorkerProgram(path: "/nowhere/winnow-worker"))
        do throws(WorkerError) {
            _ = try await pool.describe(
                WorkerConfiguration(moduleDirectories: [], dataDirectory: "/nowhere")
            )
            Issue.record("a missing program was started")
        } catch {
            #expect(error.code == .spawn)
            #expect(error.description.contains("/nowhere/winnow-worker"))
        }
    }
}
