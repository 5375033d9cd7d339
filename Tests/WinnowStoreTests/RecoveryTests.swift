import Glibc
import Testing
import WinnowModel
import WinnowStore

@Suite struct RecoveryTests {
    private let segment = "documents/news/2026-11-21.jsonl"

    /// Stores one document, then commits two more with a fault at a step.
    private func interrupted(
        _ bench: Bench,
        at point: FaultPoint,
        with number: Int32 = EIO
    ) async throws -> [String] {
        var store = try await bench.open()
        let source = try await store.addFeed()
        try await store.store(source, key: "0", content: "c0")
        try await store.close()
        store = try await bench.open(fault: failing(point, with: number))
        let records = [
            try await store.spoolRecord(source, key: "1", content: "c1"),
            try await store.spoolRecord(source, key: "2", content: "c2"),
        ]
        // Whether the call throws depends on the point; what counts is what
        // stands in the output afterwards.
        _ = try? await store.commit(records)
        _ = try? await store.settle()
        try await store.close()
        return (records).map { String(decoding: $0.encode(1, 1), as: UTF8.self) }
    }

    /// Commits again whatever is still spooled.
    private func finish(_ bench: Bench) async throws -> OpeningReport {
        let store = try await bench.open()
        let source = try await store.addFeed()
        for item in try await store.spooled(limit: 9) {
            let content =
                item.documentID == documentID(feed: source.identity, entry: "1")
                ? "c1" : "c2"
            _ = try await store.commit([
                PendingRecord(item, source: source, content: content, modules: "m1")
            ])
        }
        #expect(try await store.totals().unwritten == 0)
        #expect(try await store.totals().documents == 3)
        try await store.close()
        return store.openingReport
    }

    @Test(
        "a commit that ends at any step leaves each document in the output once",
        arguments: [
            FaultPoint.recordsInserted, .recordsCommitted, .appendHalfway,
            .appended, .synced, .marking, .marked,
        ]
    )
    func everyStep(point: FaultPoint) async throws {
        let bench = try Bench()
        let lines = try await interrupted(bench, at: point)
        let before = bench.bytes(segment) ?? []
        let report = try await finish(bench)
        #expect(report.damages.isEmpty)
        let after = try #require(bench.bytes(segment))
        #expect(Array(after.prefix(before.count)) == before)
        let found = String(decoding: after, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(found.count == 3)
        #expect(Array(found.dropFirst()) == lines)
    }

    @Test("a crash behind the creation of a segment leaves no empty hole")
    func createdSegment() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "out.jsonl", fault: failing(.segmentCreated))
        let source = try await store.addFeed()
        _ = try await store.commit([
            try await store.spoolRecord(source, key: "1", content: "c1")
        ])
        try await store.close()
        #expect(bench.bytes("out.jsonl") == [])
        #expect(try await bench.open(output: "out.jsonl").openingReport.recoveredRecords == 1)
        #expect(bench.text("out.jsonl")?.split(separator: "\n").count == 1)
    }

    @Test("a recovery that is interrupted itself is repeated")
    func interruptedRecovery() async throws {
        let bench = try Bench()
        let lines = try await interrupted(bench, at: .recordsCommitted)
        await #expect(throws: StoreError.self) {
            _ = try await bench.open(fault: failing(.recoveryWritten))
        }
        let report = try await finish(bench)
        #expect(report.recoveredRecords == 2)
        let text = try #require(bench.text(segment))
        #expect(text.split(separator: "\n").dropFirst().map(String.init) == lines)
    }

    @Test("a segment whose pages never reached the disk is completed in place")
    func lostPages() async throws {
        let bench = try Bench()
        let lines = try await interrupted(bench, at: .synced)
        let whole = try #require(bench.bytes(segment))
        // The length is there, the bytes are not, as after a power failure.
        try bench.write(
            [UInt8](repeating: 0, count: 90),
            to: segment,
            mode: "r+b",
            at: whole.count - 120
        )
        let report = try await finish(bench)
        #expect(report.damages.isEmpty)
        #expect(bench.bytes(segment) == whole)
        #expect(bench.text(segment)?.split(separator: "\n").dropFirst().map(String.init) == lines)
    }

    @Test("other bytes where records were to be written are set aside and blanked")
    func foreignBytes() async throws {
        let bench = try Bench()
        let lines = try await interrupted(bench, at: .synced)
        let whole = try #require(bench.bytes(segment))
        let start = whole.count - lines[1].utf8.count - 1
        try bench.write(Array("garbage".utf8), to: segment, mode: "r+b", at: start)
        let damaged = try #require(bench.bytes(segment))
        let report = try await finish(bench)
        #expect(report.damages.map(\.path) == [bench.path(segment)])
        let aside = try #require(report.damages.first?.setAside)
        #expect(bench.bytes(String(aside.dropFirst(bench.directory.count + 1))) == damaged)
        let healed = try #require(bench.bytes(segment))
        #expect(healed.count == whole.count)
        #expect(Array(healed.prefix(start)) == Array(whole.prefix(start)))
        #expect(healed[start...].dropLast().allSatisfy { $0 == UInt8(ascii: " ") })
        #expect(bench.text("documents/news/2026-11-21.1.jsonl") == lines[1] + "\n")
        // Told once: the segment is sealed.
        #expect(try await bench.open().openingReport.damages.isEmpty)
    }

    @Test("a segment that was cut off is sealed, its torn line blanked")
    func truncated() async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let source = try await store.addFeed()
        for key in ["1", "2"] { try await store.store(source, key: key, content: "c" + key) }
        try await store.close()
        let whole = try #require(bench.bytes(segment))
        #expect(truncate(bench.path(segment), whole.count - 10) == 0)
        store = try await bench.open()
        #expect(store.openingReport.damages.count == 1)
        try await store.store(source, key: "3", content: "c3")
        let lines = try #require(bench.text(segment)).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1].allSatisfy { $0 == " " })
        #expect(bench.bytes(segment)?.count == whole.count - 10)
        #expect(bench.text("documents/news/2026-11-21.1.jsonl")?.contains("c3") == true)
    }

    @Test("records that a log's loss took from the database are learned again")
    func olderDatabase() async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let source = try await store.addFeed()
        try await store.store(source, key: "1", content: "c1")
        try await store.close()
        let old = try #require(bench.bytes("state.db"))
        store = try await bench.open()
        try await store.store(source, key: "2", content: "c2")
        try await store.close()
        let whole = try #require(bench.bytes(segment))
        try bench.write(old, to: "state.db")

        store = try await bench.open()
        #expect(store.openingReport.damages.count == 1)
        #expect(bench.bytes(segment) == whole)
        #expect(try await store.store(source, key: "2", content: "c2") == .unchanged)
    }

    @Test("a segment that is gone is told, and what it lacked goes to the next")
    func missingSegment() async throws {
        let bench = try Bench()
        let lines = try await interrupted(bench, at: .recordsCommitted)
        #expect(unlink(bench.path(segment)) == 0)
        let report = try await finish(bench)
        #expect(report.damages.map(\.setAside) == [nil])
        #expect(
            bench.text("documents/news/2026-11-21.1.jsonl")?.split(separator: "\n")
                .map(String.init) == lines
        )
    }

    @Test("segments of past days are not looked at for ever")
    func oldSegments() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        try await store.store(try await store.addFeed(), key: "1", content: "c1")
        try await store.close()
        bench.advance(seconds: 3 * 86_400)
        #expect(unlink(bench.path(segment)) == 0)
        #expect(try await bench.open().openingReport.damages.isEmpty)
    }
}
