import Glibc
import Testing
import WinnowModel
import WinnowStore

@Suite struct OpeningTests {
    @Test("a second store on the same directory is refused and told the holder")
    func locked() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let error = await #expect(throws: StoreError.self) { _ = try await bench.open() }
        #expect(error?.code == .locked)
        #expect(error?.subject == bench.directory)
        #expect(error?.message.contains("process \(getpid())") == true)
        try await store.close()
        _ = try await bench.open()
    }

    @Test("a closed store refuses every call")
    func closed() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        try await store.close()
        try await store.close()
        let error = await #expect(throws: StoreError.self) { try await store.totals() }
        #expect(error?.code == .closed)
        let commit = await #expect(throws: StoreError.self) { try await store.commit([]) }
        #expect(commit?.code == .closed)
    }

    @Test("a database of a newer version is refused and stays as it is")
    func newerSchema() async throws {
        let bench = try Bench()
        try await bench.open().close()
        try bench.execute("INSERT INTO grdb_migrations VALUES ('9 of another day')")
        let error = await #expect(throws: StoreError.self) { _ = try await bench.open() }
        #expect(error?.code == .newerSchema)
        let kept = try Sabotage(path: bench.path("state.db")).count(
            "grdb_migrations WHERE identifier = '9 of another day'"
        )
        #expect(kept == 1)
        #expect(!bench.names().contains { $0.contains("damaged") })
    }

    @Test("a directory that cannot be made is told")
    func noDirectory() async throws {
        let bench = try Bench()
        try bench.write([], to: "file")
        let error = await #expect(throws: StoreError.self) {
            _ = try await Store.open(directory: bench.path("file/state"))
        }
        #expect(error?.code == .notFound)
        #expect(error?.subject == bench.path("file"))
    }

    // Root may write everywhere, so that there is nothing to see.
    @Test("a directory without permission is told", .enabled(if: getuid() != 0))
    func noPermission() async throws {
        let bench = try Bench()
        #expect(chmod(bench.directory, 0o500) == 0)
        defer { chmod(bench.directory, 0o700) }
        let error = await #expect(throws: StoreError.self) { _ = try await bench.open() }
        #expect(error?.code == .permission)
    }

    @Test(
        "a damaged database is set aside, and documents are learned from the segments",
        arguments: [0, 20, 4096 * 3]
    )
    func damagedDatabase(offset: Int) async throws {
        let bench = try Bench()
        var store = try await bench.open()
        var source = try await store.addFeed("news", "https://old.example/feed")
        source = try await store.addFeed("news", "https://new.example/feed")
        try await store.store(source, key: "1", content: "one")
        try await store.store(source, key: "1", content: "two")
        try await store.store(source, key: "2", content: "three")
        try await store.close()
        try bench.write(
            [UInt8](repeating: 0x5a, count: 4096 * 20),
            to: "state.db",
            mode: "r+b",
            at: offset
        )

        store = try await bench.open()
        let report = store.openingReport
        #expect(report.damages.map(\.path) == [bench.path("state.db")])
        #expect(report.damages.first?.setAside.map { access($0, F_OK) } == 0)
        #expect(report.relearnedDocuments == 2)
        source = try await store.addFeed("news", "https://new.example/feed")
        #expect(source.identity == "https://old.example/feed")
        #expect(try await store.store(source, key: "1", content: "two") == .unchanged)
        #expect(try await store.store(source, key: "2", content: "three") == .unchanged)
        let outcome = try await store.store(source, key: "1", content: "four")
        guard case .stored(let record) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(record.revision == 3)
        // What was written before the loss is never added to.
        #expect(record.segment == "documents/news/2026-11-21.1.jsonl")
        #expect(try await store.totals().documents == 2)
    }

    @Test("learning goes on after a crash between setting aside and learning")
    func crashWhileLearning() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        try await store.store(source, key: "1", content: "one")
        try await store.close()
        try bench.write(Array("not a database at all".utf8), to: "state.db")
        await #expect(throws: StoreError.self) {
            _ = try await bench.open(fault: failing(.damageSetAside))
        }
        let again = try await bench.open()
        #expect(again.openingReport.relearnedDocuments == 1)
    }

    @Test("a database that was deleted is learned again too")
    func deletedDatabase() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "out.jsonl")
        let source = try await store.addFeed()
        try await store.store(source, key: "1", content: "one")
        try await store.close()
        #expect(unlink(bench.path("state.db")) == 0)
        let again = try await bench.open(output: "out.jsonl")
        #expect(again.openingReport.relearnedDocuments == 1)
        #expect(again.openingReport.damages.isEmpty)
    }

    @Test("learning reads the output alone, whatever else lies beside it")
    func learnOutputAlone() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "out")
        try await store.store(try await store.addFeed(), key: "1", content: "one")
        try await store.close()
        #expect(unlink(bench.path("state.db")) == 0)
        for name in ["other", "out.x", "out.1x", "out.0"] {
            try bench.write(Array("mine".utf8), to: name)
        }
        let again = try await bench.open(output: "out")
        #expect(again.openingReport.relearnedDocuments == 1)
        #expect(again.openingReport.damages.isEmpty)
        for name in ["other", "out.x", "out.1x", "out.0"] {
            #expect(bench.text(name) == "mine")
        }
    }

    @Test(
        "learning finds every segment of a template",
        arguments: [
            "documents/{source}/{date}.jsonl", "{source}-{date}-{hour}.jsonl", "{hour}/x.{source}",
            "a/{source}{source}.b",
        ]
    )
    func learnTemplate(output: String) async throws {
        let bench = try Bench()
        let store = try await bench.open(output: output, segmentSize: 300)
        let source = try await store.addFeed("news.1-a")
        for key in 0..<3 { try await store.store(source, key: "\(key)", content: "c") }
        try await store.close()
        #expect(unlink(bench.path("state.db")) == 0)
        #expect(try await bench.open(output: output).openingReport.relearnedDocuments == 3)
    }

    @Test("learning skips a torn line, keeps it aside, and moves no byte")
    func learnTornSegment() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        try await store.store(source, key: "1", content: "one")
        try await store.close()
        let segment = "documents/news/2026-11-21.jsonl"
        let intact = try #require(bench.bytes(segment))
        try bench.write(Array("{\"id\":\"w1:to".utf8), to: segment, mode: "ab")
        #expect(unlink(bench.path("state.db")) == 0)

        let again = try await bench.open()
        #expect(again.openingReport.relearnedDocuments == 1)
        #expect(again.openingReport.damages.map(\.path) == [bench.path(segment)])
        let healed = try #require(bench.bytes(segment))
        #expect(healed == intact + Array("           \n".utf8))
    }
}

extension Bench {
    /// Changes the database behind the store's back.
    func execute(_ statement: String) throws {
        try Sabotage(path: path("state.db")).execute(statement)
    }
}
