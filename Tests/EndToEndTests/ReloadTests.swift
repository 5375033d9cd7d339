import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    @Suite struct ReloadTests {
        private let site: TestSite
        private let daemon: TestDaemon
        private var configuration: TestConfiguration

        /// A daemon that follows one source, and another one that it could.
        init() throws {
            site = try TestSite()
            site.publish("/first.xml", [TestEntry("of-first")])
            site.publish("/second.xml", [TestEntry("of-second")])
            configuration = TestConfiguration(.init("first", "feed", site.url("/first.xml")))
            daemon = try TestDaemon(configuration)
            try daemon.start()
            _ = try daemon.waitForRecords(1)
            configuration.sources.append(.init("second", "feed", site.url("/second.xml")))
        }

        @Test func `SIGHUP makes it follow a new source`() throws {
            try daemon.configure(configuration)
            daemon.send(SIGHUP)
            #expect(try daemon.waitForRecords(2).map(\.source).sorted() == ["first", "second"])
        }

        @Test func `winnow reload makes it follow a new source, and says so`() throws {
            try daemon.configure(configuration)
            let result = try daemon.command("reload")
            #expect(result.ending == .exited(0))
            #expect(result.output == "reloaded, following 2 sources\n")
            #expect(try daemon.waitForRecords(2).map(\.source).sorted() == ["first", "second"])
        }

        @Test func `a source that was taken out is polled no longer`() throws {
            var other = configuration
            other.sources.removeFirst()
            try daemon.configure(other)
            #expect(try daemon.command("reload").ending == .exited(0))
            _ = try daemon.waitForRecords(2)
            let polls = site.requests("/first.xml").count
            try waitForPolls(3, of: site, "/second.xml")
            // One may have been under way when the configuration changed.
            #expect(site.requests("/first.xml").count <= polls + 1)
        }

        @Test func `a broken file changes nothing, and its faults are named`() throws {
            let broken = configuration.sourcesFile + "  - name: third\n    fed: http://x.example/\n"
            let path = try daemon.directory.write(broken, to: "sources.d/test.yaml")
            let line = broken.split(separator: "\n").count

            let result = try daemon.command("reload")
            #expect(result.ending == .exited(78))
            #expect(result.errors.contains("\(path):\(line):5: error: "), "\(result.errors)")
            #expect(result.errors.contains("the configuration before stays in force"))

            daemon.send(SIGHUP)
            try waitUntil("the second refusal is logged", detail: { daemon.log }) {
                daemon.logLines("reload failed").count == 2
            }
            #expect(daemon.logLines("configuration refused", "\(path):\(line):5").count >= 2)
            try waitForPolls(2, of: site, "/first.xml")
            #expect(try daemon.status().sources.map(\.name) == ["first"])
            #expect(site.requests("/second.xml").isEmpty)

            let check = try daemon.command("check")
            #expect(check.ending == .exited(78))
            #expect(check.output.contains("\(path):\(line):5: error: "), "\(check.output)")
        }
    }
}
