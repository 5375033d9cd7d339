import Glibc
import Testing
import WinnowModel
import WinnowStore

@Suite struct CommitTests {
    private func states(_ outcomes: [CommitOutcome]) -> [String] {
        outcomes.map {
            switch $0 {
            case .stored(let record): "\(record.revision).\(record.processing)"
            case .unchanged: "unchanged"
            case .gone: "gone"
            }
        }
    }

    @Test("revisions count the publisher's changes, processings those of the modules")
    func revisions() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        var outcomes: [CommitOutcome] = []
        let steps = [
            ("one", "m1"), ("one", "m1"), ("two", "m1"), ("two", "m2"), ("two", "m2"),
            ("other words", "m3"), ("three", "m3"),
        ]
        for (number, (content, modules)) in steps.enumerated() {
            outcomes.append(
                try await store.store(
                    source,
                    key: "1",
                    content: content,
                    modules: modules,
                    entryDigest: "\(number)"
                )
            )
        }
        #expect(
            states(outcomes)
                == ["1.1", "unchanged", "2.1", "2.2", "unchanged", "2.3", "3.1"]
        )
        #expect(try await store.spooled(limit: 9).isEmpty)
        let status = try #require(try await store.status().first)
        #expect(status.documents == 1)
        #expect(status.records == 5)
    }

    @Test("records stand in their segment one a line, where the outcome says")
    func lines() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        var lines: [String] = []
        for number in 0..<5 {
            let record = try await store.spoolRecord(
                source,
                key: "\(number)",
                content: "c\(number)"
            )
            let line = String(decoding: record.encode(1, 1), as: UTF8.self)
            let offset = lines.reduce(0) { $0 + $1.utf8.count + 1 }
            #expect(
                try await store.commit([record]) == [
                    .stored(
                        StoredRecord(
                            revision: 1,
                            processing: 1,
                            segment: "documents/news/2026-11-21.jsonl",
                            offset: Int64(offset)
                        )
                    )
                ]
            )
            #expect(try await store.record(of: record.documentID)?.offset == Int64(offset))
            lines.append(line)
        }
        let text = try #require(bench.text("documents/news/2026-11-21.jsonl"))
        #expect(text == lines.map { $0 + "\n" }.joined())
        #expect(try await store.totals().unwritten == 0)
        #expect(try await store.totals().outputBytes == Int64(text.utf8.count))
    }

    @Test("a record whose body was freed before is not stored again")
    func gone() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        let record = try await store.spoolRecord(source, key: "1", content: "one")
        #expect(states(try await store.commit([record, record])) == ["1.1", "gone"])
        #expect(states(try await store.commit([record])) == ["gone"])
        #expect(bench.text("documents/news/2026-11-21.jsonl")?.split(separator: "\n").count == 1)
    }

    @Test("calls that come together share groups, and each gets its own outcomes")
    func concurrentCalls() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let source = try await store.addFeed()
        var records: [PendingRecord] = []
        for number in 0..<600 {
            records.append(
                try await store.spoolRecord(source, key: "\(number)", content: "c\(number)")
            )
        }
        let stored = try await withThrowingTaskGroup(of: (String, CommitOutcome).self) { group in
            for record in records {
                group.addTask { (record.documentID, try await store.commit([record])[0]) }
            }
            return try await group.reduce(into: [String: CommitOutcome]()) { $0[$1.0] = $1.1 }
        }
        let bytes = try #require(bench.bytes("documents/news/2026-11-21.jsonl"))
        #expect(stored.count == 600)
        for record in records {
            guard case .stored(let place) = stored[record.documentID] else {
                Issue.record("\(record.documentID) was not stored")
                continue
            }
            let line = record.encode(1, 1)
            #expect(Array(bytes[Int(place.offset)...].prefix(line.count)) == line)
        }
        #expect(bytes.split(separator: UInt8(ascii: "\n")).count == 600)
    }

    @Test("a record that is printed over several lines becomes one")
    func severalLines() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "out.jsonl")
        var record = try await store.spoolRecord(
            try await store.addFeed(),
            key: "1",
            content: "one"
        )
        record.encode = { _, _ in Array("{\n\n\"a\": 1\n}".utf8) }
        _ = try await store.commit([record])
        #expect(bench.text("out.jsonl") == "{  \"a\": 1 }\n")
    }

    @Test("a segment that is full is followed by the next")
    func rolling() async throws {
        let bench = try Bench()
        var store = try await bench.open(output: "out.jsonl", segmentSize: 500)
        let source = try await store.addFeed()
        for number in 0..<4 { try await store.store(source, key: "\(number)", content: "c") }
        try await store.close()
        store = try await bench.open(output: "out.jsonl", segmentSize: 500)
        try await store.store(source, key: "4", content: String(repeating: "x", count: 900))
        try await store.store(source, key: "5", content: "c")
        let sizes = bench.names().filter { $0.hasPrefix("out") }.map {
            ($0, bench.bytes($0)?.count)
        }
        #expect(sizes.map(\.0) == ["out.1.jsonl", "out.2.jsonl", "out.3.jsonl", "out.jsonl"])
        for (name, size) in sizes where name != "out.2.jsonl" {
            #expect(size.map { $0 <= 500 } == true)
        }
        #expect(bench.text("out.2.jsonl")?.contains("xxx") == true)
    }

    @Test("a day, an hour and a source each have their segment")
    func template() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "d/{date}/{hour}-{source}.jsonl")
        let source = try await store.addFeed("../a b")
        try await store.store(source, key: "1", content: "c")
        bench.advance(seconds: 3600)
        try await store.store(source, key: "2", content: "c")
        #expect(
            bench.names(in: "d/2026-11-21")
                == ["08-%2E.%2Fa b.jsonl", "09-%2E.%2Fa b.jsonl"]
        )
    }

    @Test(
        "a template with an unknown placeholder or no file name is refused",
        arguments: ["{what}.jsonl", "{date", "date}", "", "documents/", "../{date}.jsonl"]
    )
    func badTemplate(path: String) {
        #expect(SegmentTemplate(path) == nil)
    }

    @Test("a segment that somebody moves away is not written to again")
    func movedSegment() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "out.jsonl")
        let source = try await store.addFeed()
        try await store.store(source, key: "1", content: "c")
        #expect(rename(bench.path("out.jsonl"), bench.path("taken")) == 0)
        try await store.store(source, key: "2", content: "c")
        try await store.store(source, key: "3", content: "c")
        #expect(bench.text("taken")?.split(separator: "\n").count == 1)
        #expect(bench.text("out.1.jsonl")?.split(separator: "\n").count == 2)
    }

    @Test("a file that stands where a segment would be is left alone")
    func foreignFile() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "out.jsonl")
        let source = try await store.addFeed()
        try bench.write([1, 2], to: "out.jsonl")
        try await store.store(source, key: "1", content: "c")
        #expect(bench.bytes("out.jsonl") == [1, 2])
        #expect(bench.text("out.1.jsonl") != nil)
    }

    @Test("another output applies from the next record on")
    func setOutput() async throws {
        let bench = try Bench()
        let store = try await bench.open(output: "a.jsonl")
        let source = try await store.addFeed()
        try await store.store(source, key: "1", content: "c")
        await store.setOutput(try #require(SegmentTemplate("b.jsonl")), segmentSize: 1 << 20)
        try await store.store(source, key: "2", content: "c")
        #expect(bench.text("a.jsonl")?.split(separator: "\n").count == 1)
        #expect(bench.text("b.jsonl")?.split(separator: "\n").count == 1)
    }

    @Test("document ids are stable, and differ by feed, entry and kind")
    func documentIDs() {
        #expect(
            documentID(feed: "https://a.example/feed", entry: "1")
                == documentID(feed: "https://a.example/feed", entry: "1")
        )
        let ids = [
            documentID(feed: "f", entry: "1"), documentID(feed: "f", entry: "2"),
            documentID(feed: "f1", entry: ""), documentID(url: "f1"), documentID(url: "f\u{0}1"),
        ]
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 29 && $0.hasPrefix("w1:") })
        // Pinned: what was stored under these rules must be found for ever.
        #expect(documentID(url: "https://a.example/") == "w1:gevqugn4mbjr2wrjlpicg7sa72")
        #expect(
            documentID(feed: "https://a.example/feed", entry: "1")
                == "w1:wnjruwostk4tvhs2gjbsemn62z"
        )
    }
}
