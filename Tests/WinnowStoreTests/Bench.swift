import Glibc
import Synchronization
import Testing
import WinnowModel
import WinnowStore

/// A state directory of a test's own, removed when the test ends, with a clock
/// that stands still until it is moved.
final class Bench: Sendable {
    let directory: String
    private let time = Mutex(Timestamp(seconds: 1_795_249_800))

    init() throws {
        var template = Array("/tmp/winnow-store-XXXXXX".utf8CString)
        directory = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit { Bench.remove(directory) }

    var now: Timestamp { time.withLock { $0 } }

    func advance(seconds: Int64) {
        time.withLock { $0.milliseconds += seconds * 1000 }
    }

    func open(
        output: String = "documents/{source}/{date}.jsonl",
        segmentSize: Int64 = 1 << 20,
        fault: FaultHook? = nil
    ) async throws -> Store {
        let template = try #require(SegmentTemplate(output))
        let options = Store.Options(
            output: template,
            segmentSize: segmentSize,
            clock: { self.now },
            fault: fault
        )
        return try await Store.open(directory: directory, options: options)
    }

    func path(_ name: String) -> String { directory + "/" + name }

    /// The file's text; nil if there is none.
    func text(_ name: String) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    func bytes(_ name: String) -> [UInt8]? {
        guard let file = fopen(path(name), "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    func write(_ bytes: [UInt8], to name: String, mode: String = "wb", at offset: Int? = nil) throws
    {
        let file = try #require(fopen(path(name), mode))
        if let offset { fseek(file, offset, SEEK_SET) }
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        #expect(fclose(file) == 0)
    }

    func names(in folder: String = "") -> [String] {
        Bench.names(in: path(folder))
    }

    private static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        for name in Bench.names(in: path) { remove(path + "/" + name) }
        _ = Glibc.remove(path)
    }
}

extension Store {
    /// One feed source named `name`.
    func addFeed(
        _ name: String = "news",
        _ url: String? = nil,
        at time: Timestamp = .init(seconds: 0)
    )
        throws(StoreError) -> StoredSource
    {
        try reconcile([
            SourceDeclaration(
                name: name,
                kind: .feed,
                location: url ?? "https://\(name).example/feed.xml",
                firstFetch: time
            )
        ])[0]
    }

    /// Spools a body as the feed's own.
    func spoolFeed(_ source: StoredSource, _ text: String = "<rss/>") throws(StoreError) -> SpoolID
    {
        try commitFetched(
            source.target,
            FetchUpdate(at: Timestamp(seconds: 10), httpStatus: 200, nextFetch: nil),
            validators: Validators(),
            header: SpoolHeader(
                kind: .feed,
                requestedURL: source.location,
                effectiveURL: source.location,
                mediaType: "application/rss+xml",
                httpStatus: 200,
                fetched: Timestamp(seconds: 10)
            ),
            body: .bytes(Array(text.utf8))
        )
    }

    /// Passes a document through: an entry with its content, then its record.
    @discardableResult
    func store(
        _ source: StoredSource,
        key: String,
        content: String,
        modules: String = "m1",
        entryDigest: String? = nil
    ) async throws(StoreError) -> CommitOutcome {
        let record = try spoolRecord(
            source,
            key: key,
            content: content,
            modules: modules,
            entryDigest: entryDigest
        )
        return try await commit([record])[0]
    }

    /// Puts an entry with its content into the spool and makes its record.
    func spoolRecord(
        _ source: StoredSource,
        key: String,
        content: String,
        modules: String = "m1",
        entryDigest: String? = nil
    ) throws(StoreError) -> PendingRecord {
        let feed = try spoolFeed(source)
        let candidate = EntryCandidate(
            key: key,
            canonicalURL: nil,
            digest: Array((entryDigest ?? content + modules).utf8),
            work: .content(bytes: Array(content.utf8), mediaType: "text/html", baseURL: nil),
            metadata: Metadata()
        )
        _ = try commitFeed(feed, entries: [candidate])
        let item = try spooled(after: feed, limit: 1)[0]
        return PendingRecord(item, source: source, content: content, modules: modules)
    }
}

extension PendingRecord {
    init(_ item: SpoolItem, source: StoredSource, content: String, modules: String) {
        let id = item.documentID
        let name = source.name
        let feed = source.identity
        self.init(
            spool: item.id,
            source: item.source,
            documentID: id,
            contentDigest: content,
            modulesDigest: WinnowStore.modulesDigest(of: [("html", modules)])
        ) { revision, processing in
            let line = """
                {"schema":1,"id":"\(id)","revision":\(revision),"processing":\(processing),\
                "source":"\(name)","feed_url":"\(feed)","text":"\(content)",\
                "content_digest":"\(content)","modules":{"html":"\(modules)"}}
                """
            return Array(line.utf8)
        }
    }
}

/// A hook that lets a point fail when it is passed for the `count`th time.
func failing(_ point: FaultPoint, at count: Int = 1, with number: Int32 = EIO) -> FaultHook {
    let passed = Passes()
    return { passed.add($0) == count && $0 == point ? number : 0 }
}

private final class Passes: Sendable {
    private let counts = Mutex<[FaultPoint: Int]>([:])

    func add(_ point: FaultPoint) -> Int {
        counts.withLock {
            $0[point, default: 0] += 1
            return $0[point] ?? 0
        }
    }
}
