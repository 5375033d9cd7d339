import Testing
import WinnowModel
import WinnowStore

@Suite struct SourceTests {
    private func feed(_ name: String, _ url: String, first: Int64 = 100) -> SourceDeclaration {
        SourceDeclaration(
            name: name,
            kind: .feed,
            location: url,
            firstFetch: Timestamp(seconds: first)
        )
    }

    @Test("a source keeps its identity when its feed moves, and is due at once")
    func moved() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let before = try await store.reconcile([feed("a", "https://a.example/1")])[0]
        try await store.finishFetch(
            before.target,
            FetchUpdate(at: bench.now, httpStatus: 304, nextFetch: bench.now)
        )
        let after = try await store.reconcile([feed("a", "https://a.example/2", first: 200)])[0]
        #expect(after.id == before.id)
        #expect(after.identity == "https://a.example/1")
        #expect(after.location == "https://a.example/2")
        let target = try #require(try await store.target(after.target))
        #expect(target.url == "https://a.example/2")
        #expect(target.nextFetch == Timestamp(seconds: 200))
        #expect(target.validators == Validators())
    }

    @Test("a renamed source keeps its identity and its schedule")
    func renamed() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let before = try await store.reconcile([feed("a", "https://a.example/")])[0]
        try await store.beginFetch(before.target, nextFetch: Timestamp(seconds: 900))
        let after = try await store.reconcile([feed("b", "https://a.example/", first: 5)])[0]
        #expect(after.id == before.id)
        #expect(after.name == "b")
        #expect(try await store.nextDue() == Timestamp(seconds: 900))
    }

    @Test("two sources that swap names keep what is theirs")
    func swapped() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let before = try await store.reconcile([feed("a", "https://1/"), feed("b", "https://2/")])
        let after = try await store.reconcile([feed("a", "https://2/"), feed("b", "https://1/")])
        #expect(after.map(\.id) == [before[1].id, before[0].id])
        #expect(after.map(\.identity) == ["https://2/", "https://1/"])
    }

    @Test("a source that is taken out is not due, and one that comes back is the same")
    func removed() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let both = try await store.reconcile([feed("a", "https://1/"), feed("b", "https://2/")])
        _ = try await store.reconcile([feed("b", "https://2/")])
        #expect(try await store.dueTargets(at: bench.now, limit: 9).map(\.source) == [both[1].id])
        #expect(try await store.status().map(\.name) == ["b"])
        let again = try await store.reconcile([feed("c", "https://1/"), feed("b", "https://2/")])
        #expect(again.map(\.id) == both.map(\.id))
        #expect(try await store.dueTargets(at: bench.now, limit: 9).count == 2)
    }

    @Test("a name that means another kind of source is another source")
    func otherKind() async throws {
        let bench = try Bench()
        let store = try await bench.open()
        let feed = try await store.reconcile([feed("a", "https://1/")])[0]
        let page = try await store.reconcile([
            SourceDeclaration(
                name: "a",
                kind: .page,
                location: "https://1/",
                firstFetch: bench.now
            )
        ])[0]
        #expect(page.id != feed.id)
    }

    @Test("an unchanged configuration changes no schedule, after a restart either")
    func unchanged() async throws {
        let bench = try Bench()
        var store = try await bench.open()
        let source = try await store.reconcile([feed("a", "https://1/")])[0]
        try await store.beginFetch(source.target, nextFetch: Timestamp(seconds: 777))
        try await store.close()
        store = try await bench.open()
        #expect(try await store.reconcile([feed("a", "https://1/", first: 1)]) == [source])
        #expect(try await store.nextDue() == Timestamp(seconds: 777))
    }
}
