import Glibc
import WinnowModel
import WinnowStore

/// The process that is killed: a small daemon without network and modules.
///
/// It finishes what an earlier one left, then takes in one generation after
/// the other. What it has done for certain it appends to a log, which a kill
/// does not lose, since the kernel has the bytes.
struct Writer {
    private let store: Store
    private let log: Int32
    private let sources: [StoredSource]

    static func run(
        directory: String,
        log: String,
        generation first: Int,
        count: Int,
        fault: String?
    ) async throws {
        let options = Store.Options(
            segmentSize: 1_000_000,
            fault: fault.flatMap(FaultPlan.init)?.hook
        )
        let store = try await Store.open(directory: directory, options: options)
        let sources = try await store.reconcile(
            Script.feeds.map {
                SourceDeclaration(
                    name: $0,
                    kind: .feed,
                    location: Script.location(of: $0),
                    firstFetch: Timestamp(seconds: 0)
                )
            }
        )
        let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let writer = Writer(store: store, log: descriptor, sources: sources)
        for damage in store.openingReport.damages { writer.note("damage \(damage.path)") }
        try await writer.finish()
        for generation in first..<first + count {
            // Before the polls: a later writer begins with this generation
            // again, never with an older one, whose versions are outdated.
            writer.note("generation \(generation)")
            for source in sources { try await writer.poll(source, generation) }
            try await writer.finish()
        }
        try await store.close()
    }

    private func note(_ text: String) {
        let line = Array((text + "\n").utf8)
        // The reader of the log notices what is missing.
        _ = line.withUnsafeBytes { write(log, $0.baseAddress, $0.count) }
    }

    private func poll(_ source: StoredSource, _ generation: Int) async throws {
        let later = Timestamp(seconds: 4_000_000_000)
        try await store.beginFetch(source.target, nextFetch: later)
        try await store.commitFetched(
            source.target,
            FetchUpdate(at: Store.systemTime(), httpStatus: 200, nextFetch: later),
            validators: Validators(etag: Array("\(generation)".utf8)),
            header: SpoolHeader(
                kind: .feed,
                requestedURL: source.location,
                effectiveURL: source.location,
                mediaType: "application/rss+xml",
                fetched: Store.systemTime()
            ),
            body: .bytes(Array("\(generation)".utf8))
        )
    }

    /// Processes until nothing waits.
    private func finish() async throws {
        while true {
            let items = try await store.spooled(limit: 50)
            for item in items where item.header.kind == .feed { try await read(item) }
            try await commit(items.filter { $0.header.kind != .feed })
            let pages = try await store.dueTargets(at: Store.systemTime(), limit: 50)
                .filter { $0.kind == .entryPage }
            for page in pages { try await fetch(page) }
            try await store.settle()
            if items.isEmpty, pages.isEmpty { return }
        }
    }

    private func read(_ item: SpoolItem) async throws {
        guard let source = sources.first(where: { $0.id == item.source }),
            let generation = Int(String(decoding: try await store.body(of: item.id), as: UTF8.self))
        else { return }
        let entries = Script.items(of: source.name, generation: generation).map { item in
            var metadata = Metadata()
            metadata["number"] = "\(item.number)"
            metadata["version"] = "\(item.version)"
            let work: EntryCandidate.Work =
                item.feed == "pages"
                ? .page(url: item.url)
                : .content(bytes: Array(item.text.utf8), mediaType: "text/html", baseURL: nil)
            return EntryCandidate(
                key: item.key,
                canonicalURL: item.url,
                digest: [UInt8(item.version)],
                work: work,
                metadata: metadata
            )
        }
        _ = try await store.commitFeed(item.id, entries: entries)
    }

    /// Fetches a page; every other body comes in an open file.
    private func fetch(_ page: FetchTarget) async throws {
        let number = Int(page.url.split(separator: "/").last ?? "") ?? 0
        // The page does not know its version here; the store adds what the
        // feed said, and the version with it.
        note("fetching \(page.url)")
        try await store.beginFetch(
            page.id,
            nextFetch: Timestamp(milliseconds: Store.systemTime().milliseconds)
        )
        let header = SpoolHeader(
            kind: .page,
            requestedURL: page.url,
            effectiveURL: page.url,
            mediaType: "text/html",
            fetched: Store.systemTime()
        )
        let update = FetchUpdate(at: Store.systemTime(), httpStatus: 200, nextFetch: nil)
        let bytes = Array(String(repeating: page.url, count: 1 + number % 3 * 9000).utf8)
        if number % 2 == 0 {
            guard let stream = tmpfile() else { return }
            defer { fclose(stream) }
            let file = fileno(stream)
            _ = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
            try await store.commitFetched(
                page.id,
                update,
                validators: Validators(),
                header: header,
                body: .file(descriptor: file, length: Int64(bytes.count))
            )
        } else {
            try await store.commitFetched(
                page.id,
                update,
                validators: Validators(),
                header: header,
                body: .bytes(bytes)
            )
        }
        note("fetched \(page.url)")
    }

    /// Commits records in several calls at once, and quarantines the rest.
    private func commit(_ items: [SpoolItem]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for start in stride(from: 0, to: items.count, by: 3) {
                let part = Array(items[start..<min(start + 3, items.count)])
                group.addTask { try await commitTogether(part) }
            }
            try await group.waitForAll()
        }
    }

    private func commitTogether(_ items: [SpoolItem]) async throws {
        var records: [PendingRecord] = []
        for item in items {
            guard let scripted = scripted(item) else { continue }
            if scripted.isPoison {
                try await store.quarantine(item.id, reason: "poison")
            } else {
                records.append(record(of: scripted, item))
            }
        }
        for (record, outcome) in zip(records, try await store.commit(records)) {
            note("committed \(record.documentID) \(outcome == .gone ? "again" : "")")
        }
    }

    private func scripted(_ item: SpoolItem) -> Script.Item? {
        guard let source = sources.first(where: { $0.id == item.source }),
            let number = item.header.metadata["number"].flatMap({ Int($0) }),
            let version = item.header.metadata["version"].flatMap({ Int($0) })
        else { return nil }
        return Script.Item(feed: source.name, number: number, version: version)
    }

    private func record(of scripted: Script.Item, _ item: SpoolItem) -> PendingRecord {
        let id = item.documentID
        let source = sources.first { $0.id == item.source }
        return PendingRecord(
            spool: item.id,
            source: item.source,
            documentID: id,
            contentDigest: "version \(scripted.version)",
            modulesDigest: modulesDigest(of: [("html", "1")])
        ) { revision, processing in
            let line = """
                {"id":"\(id)","revision":\(revision),"processing":\(processing),\
                "source":"\(scripted.feed)","feed_url":"\(source?.identity ?? "")",\
                "number":\(scripted.number),"version":\(scripted.version),\
                "content_digest":"version \(scripted.version)","modules":{"html":"1"},\
                "text":"\(scripted.text)"}
                """
            return Array(line.utf8)
        }
    }
}
