import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    @Suite struct LifeTests {
        @Test func `SIGTERM ends it within 10 seconds, also while a server is silent`() throws {
            let site = try TestSite()
            site.set("/silent", .silence)
            site.publish("/feed.xml", (1...3).map { TestEntry("entry-\($0)") })
            var configuration = TestConfiguration(
                .init("silent", "page", site.url("/silent")),
                .init("news", "feed", site.url("/feed.xml"))
            )
            configuration.fetch = "timeout: 5m"
            let daemon = try TestDaemon(configuration)
            try daemon.start()
            _ = try daemon.waitForRecords(3)
            try waitUntil("the silent page is asked for") { !site.requests("/silent").isEmpty }
            let workers = daemon.workers
            #expect(workers.count >= 2)
            let started = ContinuousClock.now
            #expect(try daemon.stop() == .exited(0))
            // The promise to systemd and the operator, not a measurement.
            #expect(ContinuousClock.now - started < .seconds(10))
            #expect(daemon.logLines("stopped").count == 1)
            try waitUntil("the workers are gone") { workers.allSatisfy { !isWinnowWorker($0) } }
            #expect(!FileManager.default.fileExists(atPath: daemon.state + "/control.sock"))
        }

        @Test func `a restart repeats no poll before its time, and loses nothing`() throws {
            let site = try TestSite()
            site.publish("/feed.xml", (1...5).map { TestEntry("entry-\($0)") })
            site.publish("/often.xml", [TestEntry("often-1")])
            let daemon = try TestDaemon(
                .init(
                    .init("news", "feed", site.url("/feed.xml"), every: "1h"),
                    .init("often", "feed", site.url("/often.xml"))
                )
            )
            try daemon.start()
            _ = try daemon.waitForRecords(6)
            for number in 1...3 {
                #expect(try daemon.stop() == .exited(0))
                site.publish("/often.xml", [TestEntry("often-\(number + 1)")])
                try daemon.start()
                _ = try daemon.waitForRecords(6 + number)
                try waitForPolls(2, of: site, "/often.xml")
            }
            #expect(site.requests("/feed.xml").count == 1)
            #expect(site.requests("/pages/entry-1").count == 1)
            let records = try daemon.records()
            #expect(records.count == 9)
            #expect(Set(records.map(\.id)).count == 9)
            #expect(records.allSatisfy { $0.revision == 1 })
        }

        @Test func `a second daemon on the same state is refused with a clear message`() throws {
            let daemon = try TestDaemon(.init())
            try daemon.start()
            let second = try daemon.startSecond()
            #expect(second.ending == .exited(75))
            let reason = "\(daemon.state): the state directory is in use by process \(daemon.pid)"
            #expect(second.errors.contains(reason), "\(second.errors)")
            // The first one is not disturbed.
            #expect(try daemon.status().condition == "ready")
        }

        @Test func `workers do not outlive a daemon that was killed`() throws {
            let daemon = try TestDaemon(.init())
            try daemon.start()
            let workers = daemon.workers
            #expect(workers.count >= 2)
            daemon.kill()
            try waitUntil("the workers are gone") { workers.allSatisfy { !isWinnowWorker($0) } }
            // The lock and the socket of the dead one are in nobody's way.
            try daemon.start()
            #expect(try daemon.status().condition == "ready")
        }

        @Test func `a faulty configuration keeps it from starting and says where`() throws {
            let daemon = try TestDaemon(.init())
            let path = try daemon.directory.write("sources:\n  - nam: x\n", to: "sources.d/x.yaml")
            let ended = try daemon.startSecond()
            #expect(ended.ending == .exited(78))
            #expect(ended.errors.contains("\(path):2:5: error: "), "\(ended.errors)")
        }

        @Test func `without a daemon, status says so`() throws {
            let daemon = try TestDaemon(.init())
            for name in ["status", "reload"] {
                let result = try daemon.command(name)
                #expect(result.ending == .exited(69))
                #expect(result.errors.contains("no daemon"), "\(result.errors)")
                #expect(result.output.isEmpty)
            }
        }
    }
}

/// Whether a process is a worker that still runs; its number may be taken by
/// another program meanwhile.
private func isWinnowWorker(_ pid: pid_t) -> Bool {
    let name = FileManager.default.contents(atPath: "/proc/\(pid)/comm") ?? Data()
    return String(decoding: name, as: UTF8.self).hasPrefix("winnow-worker")
}
