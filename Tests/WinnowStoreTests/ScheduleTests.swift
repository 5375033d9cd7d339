import Testing
import WinnowModel
import WinnowStore

@Suite struct ScheduleTests {
    @Test("due targets come longest overdue first, and a begun fetch is not due")
    func due() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let sources = try await store.reconcile(
            (0..<3).map {
                SourceDeclaration(
                    name: "s\($0)",
                    kind: .feed,
                    location: "https://\($0)/",
                    firstFetch: Timestamp(seconds: 300 - 100 * $0)
                )
            }
        )
        #expect(try await store.nextDue() == Timestamp(seconds: 100))
        let due = try await store.dueTargets(at: Timestamp(seconds: 250), limit: 9)
        #expect(due.map(\.id) == [sources[2].target, sources[1].target])
        try await store.beginFetch(sources[2].target, nextFetch: Timestamp(seconds: 1000))
        #expect(
            try await store.dueTargets(at: Timestamp(seconds: 250), limit: 1).map(\.id)
                == [sources[1].target]
        )
    }

    @Test("a fetch that was begun is not repeated after a restart before its time")
    func restart() async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let source = try await store.addFeed()
        try await store.beginFetch(source.target, nextFetch: Timestamp(seconds: 500))
        try await store.close()
        store = try await bench.open()
        #expect(try await store.dueTargets(at: Timestamp(seconds: 499), limit: 9).isEmpty)
        #expect(try await store.dueTargets(at: Timestamp(seconds: 500), limit: 9).count == 1)
    }

    @Test("errors are counted until a fetch succeeds")
    func failures() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        for number in 1...2 {
            try await store.finishFetch(
                source.target,
                FetchUpdate(
                    at: Timestamp(seconds: Int64(number)),
                    httpStatus: 503,
                    error: "no \(number)",
                    nextFetch: Timestamp(seconds: 60)
                )
            )
        }
        var target = try #require(try await store.target(source.target))
        #expect(target.failures == 2)
        #expect(try await store.status().first?.pollError == "no 2")
        #expect(target.lastError == "no 2")
        #expect(target.lastStatus == 503)
        #expect(target.lastSuccess == nil)
        try await store.finishFetch(
            source.target,
            FetchUpdate(at: Timestamp(seconds: 3), httpStatus: 304, nextFetch: nil)
        )
        #expect(try await store.status().first?.pollError == nil)
        target = try #require(try await store.target(source.target))
        #expect(target.failures == 0)
        #expect(target.lastError == nil)
        #expect(target.lastSuccess == Timestamp(seconds: 3))
        #expect(target.nextFetch == nil)
        let status = try #require(try await store.status().first)
        #expect(status.failures == 2)
        #expect(status.lastError == "no 2")
        #expect(status.lastErrorAt == Timestamp(seconds: 2))
    }

    @Test("validators are kept byte for byte, with the body that they belong to")
    func validators() async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let source = try await store.addFeed()
        let validators = Validators(
            etag: Array("W/\"a".utf8) + [0xff, 0x00, 0x80],
            lastModified: []
        )
        try await store.commitFetched(
            source.target,
            FetchUpdate(at: bench.now, httpStatus: 200, nextFetch: nil),
            validators: validators,
            header: SpoolHeader(
                kind: .feed,
                requestedURL: "u",
                effectiveURL: "u",
                mediaType: "t",
                fetched: bench.now
            ),
            body: .bytes([1])
        )
        try await store.finishFetch(
            source.target,
            FetchUpdate(at: bench.now, httpStatus: 304, nextFetch: nil)
        )
        try await store.close()
        store = try await bench.open()
        #expect(try await store.target(source.target)?.validators == validators)
    }

    @Test("a body that could not be stored moves no validator")
    func noValidatorWithoutBody() async throws {
        let bench = try Bench()
        let store = try await bench.open(fault: failing(.bodyInserted))
        let source = try await store.addFeed()
        let error = await #expect(throws: StoreError.self) {
            try await store.commitFetched(
                source.target,
                FetchUpdate(at: bench.now, nextFetch: nil),
                validators: Validators(etag: [1]),
                header: SpoolHeader(
                    kind: .feed,
                    requestedURL: "u",
                    effectiveURL: "u",
                    mediaType: "t",
                    fetched: bench.now
                ),
                body: .bytes([1])
            )
        }
        #expect(error?.code == .io)
        #expect(try await store.target(source.target)?.validators == Validators())
        #expect(try await store.spooled(limit: 9).isEmpty)
    }

    @Test("an update of a target that is not there is told")
    func unknownTarget() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let error = await #expect(throws: StoreError.self) {
            try await store.finishFetch(
                TargetID(rawValue: 99),
                FetchUpdate(at: bench.now, nextFetch: nil)
            )
        }
        #expect(error?.code == .notFound)
        #expect(await store.condition == .ready)
    }
}
