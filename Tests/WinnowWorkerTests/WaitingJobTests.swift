import Testing
import WinnowModel
import WinnowWorker

/// While a worker is at one job, the next waits at the worker: what the first
/// one does must not fall back on it.
@Suite(.enabled(if: TestTree.isThere, "needs the tree of make build"))
struct WaitingJobTests {
    private let route = [TestTree.stage("trouble")]

    /// Enough on a busy machine; a job that hangs takes all of it.
    private static let shortDeadline = Duration.seconds(2)

    private func endings(
        _ texts: [String],
        deadline: Duration = .seconds(60),
        usesSlots: Bool = true,
        jobsPerWorker: Int = 20_000
    ) async throws -> [String] {
        let (pool, _) = try await TestTree.pool(
            ["Trouble"],
            route: route,
            deadline: deadline,
            jobsPerWorker: jobsPerWorker
        )
        let batch = TextBatch(texts, usesSlots: usesSlots)
        try await pool.process(batch, route: route)
        await pool.stop()
        for (number, answer) in batch.answers.enumerated() {
            guard case .success(let document) = answer else { continue }
            #expect(document.metadata[Metadata.Key.title] == "\(number)")
        }
        return batch.endings
    }

    @Test(
        "a job behind one that ends the worker is done, and not blamed",
        arguments: [
            ("trouble:crash", "SIGSEGV"), ("trouble:exit", "status 3"),
            ("trouble:hang", "deadline"), ("trouble:unknown", "unknown status"),
            ("trouble:fatal", "the marker asked for it"),
        ],
        [true, false]
    )
    func behindTrouble(trouble: (text: String, cause: String), usesSlots: Bool) async throws {
        let texts = ["calm", trouble.text, "calm", "calm", trouble.text, trouble.text, "calm"]
        let endings = try await endings(
            texts,
            deadline: Self.shortDeadline,
            usesSlots: usesSlots
        )
        for (text, ending) in zip(texts, endings) {
            if text == "calm" {
                #expect(ending == "done")
            } else {
                #expect(ending.hasPrefix("trouble: ") && ending.contains(trouble.cause))
            }
        }
    }

    @Test("each of several crashes has its own cause")
    func causes() async throws {
        let endings = try await endings(
            ["trouble:crash", "trouble:exit", "trouble:fatal", "trouble:hang", "trouble:crash"],
            deadline: Self.shortDeadline
        )
        let causes = ["SIGSEGV", "status 3", "the marker", "deadline", "SIGSEGV"]
        for (ending, cause) in zip(endings, causes) { #expect(ending.contains(cause)) }
    }

    @Test("a job's time begins when the one before it is answered")
    func deadlines() async throws {
        let texts = Array(repeating: "trouble:slow", count: 5)
        let endings = try await endings(texts, deadline: Self.shortDeadline)
        #expect(endings == Array(repeating: "done", count: 5))
    }

    @Test("a worker that has done its jobs is replaced, and none is lost", arguments: 1...4)
    func replacement(jobsPerWorker: Int) async throws {
        let texts = (0..<10).map { $0 % 4 == 3 ? "trouble:drop" : "calm" }
        let endings = try await endings(texts, jobsPerWorker: jobsPerWorker)
        #expect(endings == Array(repeating: "done", count: 10))
    }

    @Test("large bodies and small ones take turns, with crashes between them")
    func sizes() async throws {
        let sizes = [0, 5_000_000, 40_000, 4_194_304, 4_194_305, 1, 3_000_000, 70_000, 6_000_000]
        let texts = sizes.flatMap { size in
            let filler = String(repeating: "a", count: size)
            return [filler, filler + "trouble:crash"]
        }
        for usesSlots in [true, false] {
            let endings = try await endings(texts, usesSlots: usesSlots)
            for (number, ending) in endings.enumerated() {
                #expect(number % 2 == 0 ? ending == "done" : ending.contains("SIGSEGV"))
            }
        }
    }

    @Test("jobs under way at a reload are done, those behind them by the new workers")
    func reload() async throws {
        let (pool, _) = try await TestTree.pool(["Trouble"], route: route)
        let batch = TextBatch((0..<40).map { $0 % 20 == 0 ? "trouble:slow" : "calm" })
        async let done: Void = pool.process(batch, route: route)
        let titles = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<60 {
                group.addTask {
                    var job = TestTree.job("calm", route: self.route)
                    job.metadata[Metadata.Key.title] = "\(number)"
                    return try await pool.process(job).metadata[Metadata.Key.title]
                }
            }
            for _ in 0..<3 {
                _ = try await pool.replace(
                    TestTree.configuration(["Trouble"], route: self.route),
                    limits: WorkerLimits(count: 2)
                )
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        try await done
        #expect(titles.count == 60)
        #expect(batch.endings == Array(repeating: "done", count: 40))
        await pool.stop()
    }

    @Test("a batch for a route that the workers do not have is refused")
    func unknownRoute() async throws {
        let (pool, _) = try await TestTree.pool(["Trouble"], route: route)
        let batch = TextBatch(["calm"])
        await #expect(throws: JobFailure.self) {
            try await pool.process(batch, route: [TestTree.stage("empty")])
        }
        #expect(batch.endings == ["no answer"])
        await pool.stop()
        await #expect(throws: JobFailure.self) { try await pool.process(batch, route: route) }
    }

    @Test("a batch of nothing is done at once, and many at a time are each done")
    func batches() async throws {
        let (pool, _) = try await TestTree.pool(["Trouble"], route: route)
        let batches = [0, 1, 7, 0, 30].map { TextBatch(Array(repeating: "calm", count: $0)) }
        try await withThrowingTaskGroup { group in
            for batch in batches {
                group.addTask { try await pool.process(batch, route: self.route) }
            }
            try await group.waitForAll()
        }
        for batch in batches { #expect(batch.endings.allSatisfy { $0 == "done" }) }
        await pool.stop()
    }
}
