import Foundation
import WinnowModel
import WinnowStore

/// `winnow-bench-store [RECORDS] [SOURCES]` measures what a store costs.
@main
struct StoreBench {
    private let store: Store
    private let sources: [StoredSource]

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let records = arguments.first ?? 10_000
        let sourceCount = arguments.dropFirst().first ?? 1000
        let directory = NSTemporaryDirectory() + "winnow-bench-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var store = try await Store.open(directory: directory)
        let declarations = (0..<sourceCount).map {
            SourceDeclaration(
                name: "source-\($0)",
                kind: .feed,
                location: "https://\($0).example/feed",
                firstFetch: Timestamp(seconds: 0)
            )
        }
        var sources: [StoredSource] = []
        try await measure("reconcile \(sourceCount) sources") {
            sources = try await store.reconcile(declarations)
        }
        var bench = StoreBench(store: store, sources: sources)
        try await bench.spool(records)
        try await measure("commit \(records) records of 4 KB, one a call, 64 calls at once") {
            try await bench.commit(records)
        }
        try await bench.spool(200)
        try await measure("commit 200 records of 4 KB, one after the other") {
            for item in try await store.spooled(limit: 200) {
                _ = try await store.commit([bench.record(item)])
            }
        }
        try await measure("status, 100 times") {
            for _ in 0..<100 { _ = try await store.status() }
        }
        try await measure("totals, 100 times") {
            for _ in 0..<100 { _ = try await store.totals() }
        }
        try await store.close()
        try await measure("open") { store = try await Store.open(directory: directory) }
        bench = StoreBench(store: store, sources: sources)
        try await measure("reconcile \(sourceCount) known sources") {
            _ = try await store.reconcile(declarations)
        }
        try await store.close()
        print("resident: \(residentKilobytes) KiB")
    }

    /// Spools entries, spread over the first 10 sources.
    private func spool(_ count: Int) async throws {
        let text = Array(String(repeating: "x", count: 1000).utf8)
        let salt = UInt64.random(in: 0...UInt64.max)
        for (index, source) in sources.prefix(10).enumerated() {
            let feed = try await store.commitFetched(
                source.target,
                FetchUpdate(at: Timestamp(seconds: 1), nextFetch: nil),
                validators: Validators(),
                header: SpoolHeader(
                    kind: .feed,
                    requestedURL: source.location,
                    effectiveURL: source.location,
                    mediaType: "text/xml",
                    fetched: Timestamp(seconds: 1)
                ),
                body: .bytes([1])
            )
            let entries = stride(from: index, to: count, by: 10).map {
                EntryCandidate(
                    key: "\(salt)-\($0)",
                    canonicalURL: nil,
                    digest: [1],
                    work: .content(bytes: text, mediaType: "text/html", baseURL: nil),
                    metadata: Metadata()
                )
            }
            _ = try await store.commitFeed(feed, entries: entries)
        }
    }

    private func commit(_ count: Int) async throws {
        let items = try await store.spooled(limit: count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, item) in items.enumerated() {
                if index >= 64 { try await group.next() }
                group.addTask { _ = try await store.commit([record(item)]) }
            }
            try await group.waitForAll()
        }
    }

    private func record(_ item: SpoolItem) -> PendingRecord {
        let id = item.documentID
        return PendingRecord(
            spool: item.id,
            source: item.source,
            documentID: id,
            contentDigest: "d",
            modulesDigest: "m"
        ) { revision, processing in
            let text = String(repeating: "words ", count: 660)
            return Array(
                """
                {"id":"\(id)","revision":\(revision),"processing":\(processing),"text":"\(text)"}
                """.utf8
            )
        }
    }

    private static var residentKilobytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4
    }
}

nonisolated(nonsending) private func measure(
    _ what: String,
    _ work: nonisolated(nonsending) () async throws -> Void
) async throws {
    let cpu = clock()
    let start = ContinuousClock.now
    try await work()
    let wall = ContinuousClock.now - start
    let used = Duration.microseconds(clock() - cpu)
    print(
        "\(what): \(wall.formatted(.units(allowed: [.milliseconds]))), CPU \(used / .milliseconds(1)) ms"
    )
}
