import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    @Suite struct TroubleTests {
        private let site: TestSite
        private let modules: ScratchDirectory
        private let daemon: TestDaemon

        /// A daemon whose route holds a module that misbehaves when asked to.
        init() throws {
            site = try TestSite()
            modules = try ScratchDirectory()
            try FileManager.default.copyItem(
                atPath: BuildProducts.troubleModule,
                toPath: modules.path + "/trouble.so"
            )
            var configuration = TestConfiguration(.init("news", "feed", site.url("/feed.xml")))
            configuration.moduleDirectories = [modules.path]
            configuration.route = ["html", "text", "trouble", "boilerplate", "language"]
            configuration.workers = "{count: 2, deadline: 1s, memory: 512MiB}"
            daemon = try TestDaemon(configuration)
        }

        @Test(arguments: ["crash", "hang", "eat", "exit", "reject", "fatal", "unknown"])
        func `a page that brings a module down is quarantined, all others are stored`(
            trouble: String
        ) throws {
            let bad = TestEntry("bad", more: "<p>trouble:\(trouble)</p>")
            let good = (1...8).map { TestEntry("good-\($0)") }
            site.publish("/feed.xml", good.prefix(4) + [bad] + good.suffix(4))
            try daemon.start()
            let records = try daemon.waitForRecords(8)
            try waitUntil("the bad page is in quarantine", detail: { daemon.log }) {
                try daemon.status().totals.quarantined == 1
            }
            for entry in good {
                #expect(records.contains { $0.text.contains(entry.sentence) })
            }
            let said = daemon.logLines("document quarantined")
            #expect(said.count == 1)
            #expect(said.first?.contains("module.name=trouble") == true)
            #expect(said.first?.contains("url=\(site.url(bad.path))") == true)
            let lastError = try #require(try daemon.status()["news"]?.lastError)
            #expect(lastError.contains(bad.path))
            #expect(
                lastError.count > site.url(bad.path).count + 10,
                "it has a reason: \(lastError)"
            )

            let folder = daemon.state + "/quarantine"
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(kept.count == 1)
            let bytes = FileManager.default.contents(atPath: folder + "/" + (kept.first ?? ""))
            #expect(bytes == Data(bad.page.utf8))
            #expect(site.requests(bad.path).count == 1)
            #expect(try daemon.stop() == .exited(0))
        }
    }
}
