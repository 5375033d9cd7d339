import Testing
import WinnowModel
import WinnowStore

@Suite struct FeedTests {
    private func entry(
        _ key: String,
        url: String? = nil,
        digest: UInt8 = 1,
        page: Bool = true
    ) -> EntryCandidate {
        var metadata = Metadata()
        metadata["title"] = "title of \(key)"
        let work: EntryCandidate.Work =
            page
            ? .page(url: url ?? "https://a.example/\(key)")
            : .content(bytes: Array(key.utf8), mediaType: "text/html", baseURL: "https://b/")
        return EntryCandidate(
            key: key,
            canonicalURL: url,
            digest: [digest],
            work: work,
            metadata: metadata
        )
    }

    private func counts(_ commit: FeedCommit) -> [Int] {
        [commit.new, commit.changed, commit.unchanged]
    }

    @Test("new and changed entries become work, known ones do not")
    func entries() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        var feed = try await store.spoolFeed(source)
        #expect(
            counts(try await store.commitFeed(feed, entries: [entry("1"), entry("2")]))
                == [2, 0, 0]
        )
        let pages = try await store.dueTargets(at: bench.now, limit: 9)
        #expect(pages.map(\.url) == ["https://a.example/1", "https://a.example/2"])
        #expect(pages.map(\.kind) == [.entryPage, .entryPage])
        for page in pages { try await store.reschedule(page.id, nextFetch: nil) }

        feed = try await store.spoolFeed(source)
        let again = [entry("1"), entry("2", digest: 2), entry("3"), entry("3", digest: 9)]
        #expect(counts(try await store.commitFeed(feed, entries: again)) == [1, 1, 2])
        #expect(
            try await store.dueTargets(at: bench.now, limit: 9).map(\.url)
                == ["https://a.example/2", "https://a.example/3"]
        )
        #expect(try await store.spooled(limit: 9).isEmpty)
    }

    @Test("an entry's page takes with it what the feed said, and the entry's id")
    func page() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let feed = try await store.spoolFeed(source)
        _ = try await store.commitFeed(feed, entries: [entry("1")])
        let target = try #require(try await store.dueTargets(at: bench.now, limit: 1).first)
        var header = SpoolHeader(
            kind: .page,
            requestedURL: target.url,
            effectiveURL: "https://moved.example/",
            mediaType: "text/html",
            fetched: bench.now
        )
        header.metadata["origin"] = "page"
        try await store.commitFetched(
            target.id,
            FetchUpdate(at: bench.now, httpStatus: 200, nextFetch: nil),
            validators: Validators(etag: [7]),
            header: header,
            body: .bytes([1])
        )
        let item = try #require(try await store.spooled(limit: 9).first)
        #expect(item.header.metadata["title"] == "title of 1")
        #expect(item.header.metadata["origin"] == "page")
        #expect(item.documentID == documentID(feed: source.identity, entry: "1"))
        #expect(try await store.status().first?.pagesWaiting == 0)

        // The feed changes the entry: its page is asked for with validators.
        let second = try await store.spoolFeed(source)
        _ = try await store.commitFeed(second, entries: [entry("1", digest: 2)])
        let due = try #require(try await store.dueTargets(at: bench.now, limit: 1).first)
        #expect(due.id == target.id)
        #expect(due.validators.etag == [7])
        #expect(try await store.status().first?.pagesWaiting == 1)
    }

    @Test("an entry with its own content is spooled with its base URL")
    func content() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let feed = try await store.spoolFeed(source)
        _ = try await store.commitFeed(feed, entries: [entry("1", page: false)])
        let item = try #require(try await store.spooled(limit: 9).first)
        #expect(item.header.kind == .entry)
        #expect(item.header.baseURL == "https://b/")
        #expect(item.header.metadata["title"] == "title of 1")
        #expect(try await store.body(of: item.id) == Array("1".utf8))
        #expect(item.documentID == documentID(feed: source.identity, entry: "1"))
    }

    @Test("a feed that gives its entries new ids is recognised by their URLs")
    func newIDs() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        var feed = try await store.spoolFeed(source)
        _ = try await store.commitFeed(
            feed,
            entries: [entry("1", url: "https://u/1"), entry("2", url: "https://u/2")]
        )
        feed = try await store.spoolFeed(source)
        let commit = try await store.commitFeed(
            feed,
            entries: [
                entry("x", url: "https://u/1"), entry("y", url: "https://u/2", digest: 2),
            ]
        )
        #expect(counts(commit) == [0, 1, 1])
    }

    @Test("entries that share a URL stay entries of their own")
    func sharedURL() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let home = "https://u/"
        var feed = try await store.spoolFeed(source)
        #expect(
            counts(
                try await store.commitFeed(
                    feed,
                    entries: [entry("1", url: home), entry("2", url: home)]
                )
            ) == [2, 0, 0]
        )
        feed = try await store.spoolFeed(source)
        #expect(
            counts(
                try await store.commitFeed(
                    feed,
                    entries: [entry("2", url: home), entry("3", url: home)]
                )
            ) == [1, 0, 1]
        )
    }

    @Test("the same entry in two feeds is two entries")
    func twoFeeds() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let sources = try await store.reconcile(
            ["a", "b"].map {
                SourceDeclaration(
                    name: $0,
                    kind: .feed,
                    location: "https://\($0)/",
                    firstFetch: bench.now
                )
            }
        )
        for source in sources {
            let feed = try await store.spoolFeed(source)
            #expect(counts(try await store.commitFeed(feed, entries: [entry("1")])) == [1, 0, 0])
        }
    }

    @Test("a feed's body that was committed before changes nothing")
    func twice() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let feed = try await store.spoolFeed(source)
        #expect(try await store.commitFeed(feed, entries: [entry("1")]).applied)
        let again = try await store.commitFeed(feed, entries: [entry("2")])
        #expect(!again.applied)
        #expect(counts(again) == [0, 0, 0])
    }

    @Test("a feed whose commit fails is still spooled, and none of its entries is known")
    func failedCommit() async throws {
        let bench = try Bench()
        var store = try await bench.open(fault: failing(.feedInserted))
        let source = try await store.addFeed()
        let feed = try await store.spoolFeed(source)
        await #expect(throws: StoreError.self) {
            try await store.commitFeed(feed, entries: [entry("1")])
        }
        try await store.close()
        store = try await bench.open()
        #expect(try await store.spooled(limit: 9).map(\.id) == [feed])
        #expect(counts(try await store.commitFeed(feed, entries: [entry("1")])) == [1, 0, 0])
    }

    @Test("the publisher's wish moves the feed's next poll")
    func nextFetch() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let feed = try await store.spoolFeed(source)
        _ = try await store.commitFeed(
            feed,
            entries: [],
            nextFetch: Timestamp(seconds: 5000)
        )
        #expect(try await store.target(source.target)?.nextFetch == Timestamp(seconds: 5000))
    }

    @Test("pages of a source that was taken out are not fetched")
    func inactive() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let feed = try await store.spoolFeed(source)
        _ = try await store.reconcile([])
        _ = try await store.commitFeed(feed, entries: [entry("1")])
        #expect(try await store.nextDue() == nil)
    }
}
