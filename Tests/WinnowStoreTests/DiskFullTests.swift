import Glibc
import Testing
import WinnowModel
import WinnowStore

@Suite struct DiskFullTests {
    @Test("a commit that finds no space throws, loses nothing, and can be repeated")
    func beforeCommit() async throws {
        let bench = try Bench()
        let store = try await bench.open(fault: failing(.recordsInserted, with: ENOSPC))
        let source = try await store.addFeed()
        let record = try await store.spoolRecord(source, key: "1", content: "one")
        let error = await #expect(throws: StoreError.self) { try await store.commit([record]) }
        #expect(error?.code == .diskFull)
        guard case .diskFull = await store.condition else {
            Issue.record("the store does not tell that the disk is full")
            return
        }
        try await store.resume()
        #expect(await store.condition == .ready)
        #expect(try await store.commit([record]) != [.gone])
        #expect(try await store.totals().documents == 1)
    }

    @Test("a record that was committed before the disk was full is written when it is not")
    func afterCommit() async throws {
        let bench = try Bench()
        let store = try await bench.open(
            output: "out.jsonl",
            fault: failing(.appendHalfway, with: ENOSPC)
        )
        let source = try await store.addFeed()
        let record = try await store.spoolRecord(source, key: "1", content: "one")
        let outcome = try await store.commit([record])
        guard case .stored = outcome[0], case .diskFull = await store.condition else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try await store.totals().unwritten == 1)
        let torn = try #require(bench.bytes("out.jsonl"))
        try await store.resume()
        #expect(try await store.totals().unwritten == 0)
        let whole = try #require(bench.bytes("out.jsonl"))
        #expect(whole == record.encode(1, 1) + [UInt8(ascii: "\n")])
        #expect(Array(whole.prefix(torn.count)) == torn)
    }

    @Test("a running store goes on by itself when there is space, and settles")
    func running() async throws {
        let bench = try Bench()
        let store = try await bench.open(
            output: "out.jsonl",
            fault: failing(.appendHalfway, with: ENOSPC)
        )
        let source = try await store.addFeed()
        _ = try await store.commit([
            try await store.spoolRecord(source, key: "1", content: "one")
        ])
        guard case .diskFull = await store.condition else {
            Issue.record("the store does not tell that the disk is full")
            return
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await store.run(every: .milliseconds(1)) }
            while await store.condition != .ready { await Task.yield() }
            group.cancelAll()
        }
        #expect(try await store.totals().unwritten == 0)
        #expect(bench.text("out.jsonl")?.hasSuffix("}\n") == true)
    }

    @Test("after a failed sync nothing is written until the store is opened anew")
    func failedSync() async throws {
        let bench = try Bench()
        var store = try await bench.open(output: "out.jsonl", fault: failing(.appended))
        let source = try await store.addFeed()
        let first = try await store.spoolRecord(source, key: "1", content: "one")
        let second = try await store.spoolRecord(source, key: "2", content: "two")
        _ = try await store.commit([first])
        let failure = await #expect(throws: StoreError.self) { try await store.settle() }
        #expect(failure?.code == .io)
        let error = await #expect(throws: StoreError.self) { try await store.commit([second]) }
        #expect(error?.code == .io)
        guard case .failed = await store.condition else {
            Issue.record("the store does not tell that writing failed")
            return
        }
        #expect(try await store.status().count == 1)
        try await store.close()
        store = try await bench.open(output: "out.jsonl")
        #expect(store.openingReport.recoveredRecords == 1)
        _ = try await store.commit([second])
        #expect(bench.text("out.jsonl")?.split(separator: "\n").count == 2)
    }

    // A file system that is really full needs a mount, which is root's.
    @Test("on a full file system work pauses and goes on by itself", .enabled(if: Mount.isPossible))
    func realDisk() async throws {
        let bench = try Bench()
        let mount = try Mount(at: bench.path("state"), kilobytes: 1024)
        defer { mount.remove() }
        let store = try await Store.open(directory: bench.path("state"))
        let source = try await store.addFeed()
        var stored = 0
        var failed: StoreError?
        let content = String(repeating: "x", count: 20_000)
        while failed == nil, stored < 200 {
            do throws(StoreError) {
                try await store.store(source, key: "\(stored)", content: content)
                stored += 1
                if case .diskFull = await store.condition { break }
            } catch {
                failed = error
            }
        }
        #expect(stored < 200)
        #expect(failed == nil || failed?.code == .diskFull)
        try mount.resize(kilobytes: 65536)
        try await store.resume()
        #expect(await store.condition == .ready)
        for item in try await store.spooled(limit: 9) where item.header.kind == .entry {
            _ = try await store.commit([
                PendingRecord(item, source: source, content: content, modules: "m1")
            ])
        }
        try await store.store(source, key: "last", content: "last")
        let totals = try await store.totals()
        #expect(totals.unwritten == 0)
        let folder = "state/documents/news"
        let lines = bench.names(in: folder).flatMap {
            bench.text("\(folder)/\($0)")?.split(separator: "\n") ?? []
        }
        #expect(lines.count == totals.records)
        #expect(Set(lines).count == lines.count)
        #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        try await store.close()
    }
}

extension DiskFullTests {
    @Test("opening on a full file system says so", .enabled(if: Mount.isPossible))
    func opening() async throws {
        let bench = try Bench()
        let mount = try Mount(at: bench.path("state"), kilobytes: 256)
        defer { mount.remove() }
        try await Store.open(directory: bench.path("state")).close()
        let rest = try #require(fopen(bench.path("state/rest"), "wb"))
        setvbuf(rest, nil, _IONBF, 0)
        let kilobyte = [UInt8](repeating: 1, count: 1024)
        while fwrite(kilobyte, 1, 1024, rest) == 1024 {}
        fclose(rest)
        let error = await #expect(throws: StoreError.self) {
            let store = try await Store.open(directory: bench.path("state"))
            _ = try await store.addFeed()
        }
        #expect(error?.code == .diskFull)
        #expect(unlink(bench.path("state/rest")) == 0)
        try await Store.open(directory: bench.path("state")).close()
    }
}

/// A small file system in memory.
struct Mount {
    private let path: String

    static let isPossible: Bool = {
        guard let bench = try? Bench(), let mount = try? Mount(at: bench.path("m"), kilobytes: 64)
        else { return false }
        mount.remove()
        return true
    }()

    struct Refused: Error {}

    init(at path: String, kilobytes: Int) throws {
        self.path = path
        mkdir(path, 0o700)
        guard mount("none", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { throw Refused() }
    }

    func resize(kilobytes: Int) throws {
        let remount = UInt(MS_REMOUNT)
        guard mount("none", path, "tmpfs", remount, "size=\(kilobytes)k") == 0 else {
            throw Refused()
        }
    }

    func remove() { umount2(path, Int32(MNT_DETACH)) }
}
