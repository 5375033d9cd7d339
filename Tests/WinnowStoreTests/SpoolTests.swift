import Glibc
import Testing
import WinnowModel
import WinnowStore

@Suite struct SpoolTests {
    private let header = SpoolHeader(
        kind: .page,
        requestedURL: "https://a.example/r",
        effectiveURL: "https://a.example/e",
        baseURL: "https://a.example/b",
        mediaType: "text/html",
        transportEncoding: "utf-8",
        httpStatus: 200,
        httpLanguage: "de",
        fetched: Timestamp(milliseconds: 1_234_567)
    )

    /// Bytes that differ from place to place.
    private func body(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    @Test(
        "a body comes back as it was given, whatever its size",
        arguments: [0, 1, 256 << 10, (256 << 10) + 1, 3 << 20]
    )
    func roundTrip(count: Int) async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let source = try await store.addFeed()
        let bytes = body(count)
        var header = header
        header.metadata.append("a\u{1e}\u{0}ü", to: "title")
        header.metadata.append("b", to: "authors")
        header.metadata.append("c", to: "authors")
        let id = try await store.commitFetched(
            source.target,
            FetchUpdate(at: bench.now, nextFetch: nil),
            validators: Validators(),
            header: header,
            body: .bytes(bytes)
        )
        try await store.close()
        store = try await bench.open()
        #expect(try await store.body(of: id) == bytes)
        let item = try #require(try await store.spooled(limit: 1).first)
        #expect(item.header == header)
        #expect(item.length == Int64(count))
        #expect(item.source == source.id)
        #expect(item.target == source.target)
        #expect(item.attempts == 0)
    }

    @Test("a body is read from an open file that has no name")
    func file() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let bytes = body(700_001)
        let path = bench.path("body")
        try bench.write(bytes, to: "body")
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        unlink(path)
        let id = try await store.commitFetched(
            source.target,
            FetchUpdate(at: bench.now, nextFetch: nil),
            validators: Validators(),
            header: header,
            body: .file(descriptor: descriptor, length: Int64(bytes.count))
        )
        #expect(try await store.body(of: id) == bytes)
    }

    @Test("a file that is shorter than was said is refused, and nothing of it is kept")
    func shortFile() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        try bench.write([1, 2, 3], to: "body")
        let descriptor = open(bench.path("body"), O_RDONLY)
        defer { close(descriptor) }
        let error = await #expect(throws: StoreError.self) {
            try await store.commitFetched(
                source.target,
                FetchUpdate(at: bench.now, nextFetch: nil),
                validators: Validators(etag: [1]),
                header: header,
                body: .file(descriptor: descriptor, length: 4)
            )
        }
        #expect(error?.code == .invalid)
        #expect(try await store.spooled(limit: 1).isEmpty)
        #expect(await store.condition == .ready)
    }

    @Test("a descriptor that cannot be read is refused, and the store goes on")
    func badDescriptor() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let error = await #expect(throws: StoreError.self) {
            try await store.commitFetched(
                source.target,
                FetchUpdate(at: bench.now, nextFetch: nil),
                validators: Validators(),
                header: header,
                body: .file(descriptor: -1, length: 4)
            )
        }
        #expect(error?.code == .invalid)
        #expect(await store.condition == .ready)
    }

    @Test("work is listed from where the caller stopped, and a freed body is gone")
    func listing() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        var ids: [SpoolID] = []
        for number in 0..<3 { ids.append(try await store.spoolFeed(source, "\(number)")) }
        #expect(try await store.spooled(limit: 2).map(\.id) == Array(ids.prefix(2)))
        #expect(try await store.spooled(after: ids[1], limit: 2).map(\.id) == [ids[2]])
        try await store.discard(ids[0])
        try await store.discard(ids[0])
        #expect(try await store.spooled(limit: 9).map(\.id) == Array(ids.dropFirst()))
        let error = await #expect(throws: StoreError.self) { try await store.body(of: ids[0]) }
        #expect(error?.code == .notFound)
        #expect(try await store.spoolFeed(source) > ids[2])
    }

    @Test("attempts are counted before they begin, and survive a restart")
    func attempts() async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let id = try await store.spoolFeed(try await store.addFeed())
        #expect(try await store.noteAttempt(id) == 1)
        try await store.close()
        store = try await bench.open()
        #expect(try await store.spooled(limit: 1).first?.attempts == 1)
        #expect(try await store.noteAttempt(id) == 2)
    }

    @Test("a local file is taken in once for each stamp")
    func localFile() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.reconcile([
            SourceDeclaration(
                name: "drop",
                kind: .directory,
                location: "/drop",
                firstFetch: bench.now
            )
        ])[0]
        let first = FileStamp(path: "/drop/a.txt", digest: [1])
        let second = FileStamp(path: "/drop/b.txt", digest: [1])
        #expect(try await store.changedFiles([first, second], in: source.id) == [first, second])
        var header = header
        header.kind = .file
        header.effectiveURL = "file:///drop/a.txt"
        let id = try await store.commitFile(
            first,
            in: source.id,
            header: header,
            body: .bytes([65])
        )
        #expect(
            try await store.commitFile(
                first,
                in: source.id,
                header: header,
                body: .bytes([65])
            ) == nil
        )
        #expect(try await store.changedFiles([first, second], in: source.id) == [second])
        let changed = FileStamp(path: "/drop/a.txt", digest: [2])
        #expect(try await store.changedFiles([changed], in: source.id) == [changed])
        let item = try #require(try await store.spooled(limit: 9).first)
        #expect(item.id == id)
        #expect(item.documentID == documentID(url: "file:///drop/a.txt"))
    }

    @Test("a quarantined body leaves the spool with its bytes and reason")
    func quarantine() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let id = try await store.spoolFeed(source, "poison")
        let document = try await store.quarantine(id, reason: "it crashed", module: "html")
        #expect(bench.text(document.file) == "poison")
        #expect(try await store.spooled(limit: 9).isEmpty)
        #expect(try await store.quarantined(limit: 9) == [document])
        #expect(document.reason == "it crashed")
        #expect(document.module == "html")
        let status = try #require(try await store.status().first)
        #expect(status.failures == 1)
        #expect(status.lastError == "\(source.location): it crashed")
        #expect(try await store.totals().quarantined == 1)
    }

    @Test(
        "a quarantine that a crash interrupts is finished later, once",
        arguments: [FaultPoint.quarantineWritten, .quarantined]
    )
    func interruptedQuarantine(point: FaultPoint) async throws {
        let bench = try Bench()
        var store = try await bench.open(fault: failing(point))
        let id = try await store.spoolFeed(try await store.addFeed(), "poison")
        await #expect(throws: StoreError.self) {
            try await store.quarantine(id, reason: "it crashed")
        }
        try await store.close()
        store = try await bench.open()
        for item in try await store.spooled(limit: 9) {
            try await store.quarantine(item.id, reason: "it crashed")
        }
        #expect(try await store.quarantined(limit: 9).map(\.spool) == [id])
        #expect(bench.names(in: "quarantine").count == 1)
    }
}
