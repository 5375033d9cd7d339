import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    @Suite struct FeedTests {
        @Test func `each of 20 entries becomes one record, once`() throws {
            let site = try TestSite()
            let entries = (1...20).map { TestEntry("entry-\($0)") }
            site.publish("/feed.xml", entries)
            let daemon = try TestDaemon(.init(.init("news", "feed", site.url("/feed.xml"))))
            try daemon.start()
            _ = try daemon.waitForRecords(20)
            try waitForPolls(3, of: site, "/feed.xml")
            #expect(try daemon.stop() == .exited(0))
            let records = try daemon.records()
            #expect(records.count == 20)
            #expect(Set(records.map(\.id)).count == 20)
            for entry in entries {
                let record = try #require(records.first { $0.url == site.url(entry.path) })
                #expect(record.revision == 1)
                #expect(record.title == "Entry \(entry.name)")
                #expect(record.language == "en")
                #expect(record.text.contains(entry.sentence))
                #expect(!record.text.contains("Imprint"))
                #expect(site.requests(entry.path).count == 1)
            }
        }

        @Test func `a changed entry becomes revision 2 of its document, and no other does`() throws
        {
            let site = try TestSite()
            var entries = (1...4).map { TestEntry("entry-\($0)") }
            site.publish("/feed.xml", entries)
            let daemon = try TestDaemon(.init(.init("news", "feed", site.url("/feed.xml"))))
            try daemon.start()
            let before = try daemon.waitForRecords(4)
            entries[2].version = 2
            site.publish("/feed.xml", entries)
            let after = try daemon.waitForRecords(5)
            try waitForPolls(2, of: site, "/feed.xml")
            #expect(try daemon.records().count == 5)
            let changed = try #require(after.last)
            #expect(changed.revision == 2)
            #expect(changed.text.contains(entries[2].sentence))
            #expect(changed.id == before.first { $0.url == changed.url }?.id)
        }

        @Test func `an answer 304 brings nothing, and validators go back as they came`() throws {
            let site = try TestSite()
            let etag = #"W/"caf\u00e9; a,b  =""#
            let entry = TestEntry("entry-1")
            site.publish("/feed.xml", [entry])
            site.setFeed("/feed.xml", [entry], etag: etag)
            // Not a date that a program would write back in this form.
            let date = "Mon, 16 Nov 2026 08:00:00 +0000 (odd)"
            site.set("/page", .body(entry.page, type: "text/html", lastModified: date))
            let daemon = try TestDaemon(
                .init(
                    .init("news", "feed", site.url("/feed.xml")),
                    .init("page", "page", site.url("/page"))
                )
            )
            try daemon.start()
            try waitForPolls(3, of: site, "/feed.xml")
            try waitForPolls(3, of: site, "/page")
            #expect(try daemon.records().count == 2)
            for request in site.requests("/feed.xml").dropFirst() {
                #expect(request.rawValue(of: "if-none-match") == Array(etag.utf8))
            }
            for request in site.requests("/page").dropFirst() {
                #expect(request.rawValue(of: "if-modified-since") == Array(date.utf8))
            }
            #expect(try daemon.status()["news"]?.lastStatus == 304)
            #expect(try daemon.status()["news"]?.failures == 0)
        }

        @Test func `errors and time-outs are noted, and the sources are polled again`() throws {
            let site = try TestSite()
            site.set("/broken.xml", .status(500))
            site.set("/silent.xml", .silence)
            var configuration = TestConfiguration(
                .init("broken", "feed", site.url("/broken.xml")),
                .init("silent", "feed", site.url("/silent.xml"))
            )
            configuration.fetch = "timeout: 300ms"
            let daemon = try TestDaemon(configuration)
            try daemon.start()
            try waitForPolls(2, of: site, "/broken.xml")
            try waitForPolls(2, of: site, "/silent.xml")
            try waitUntil("both failures are counted", detail: { daemon.log }) {
                let status = try daemon.status()
                return status.sources.allSatisfy { $0.failuresInARow >= 2 }
            }
            let failing = try daemon.status()
            #expect(failing["broken"]?.lastStatus == 500)
            #expect(failing["broken"]?.lastError?.contains("500") == true)
            #expect(failing["silent"]?.lastStatus == nil)
            #expect(failing["silent"]?.lastError?.contains("took too long") == true)

            for name in ["broken", "silent"] {
                site.publish("/\(name).xml", [TestEntry("entry-of-\(name)")])
            }
            _ = try daemon.waitForRecords(2)
            try waitUntil("both sources are well again") {
                try daemon.status().sources.allSatisfy { $0.failuresInARow == 0 }
            }
        }

        @Test func `a feed's own content is enough without its pages`() throws {
            let site = try TestSite()
            let entries = (1...3).map { TestEntry("entry-\($0)") }
            site.publish("/feed.xml", entries)
            let daemon = try TestDaemon(
                .init(.init("news", "feed", site.url("/feed.xml"), "full_page: false"))
            )
            try daemon.start()
            let records = try daemon.waitForRecords(3)
            for entry in entries {
                #expect(records.contains { $0.text.contains(entry.sentence) })
                #expect(site.requests(entry.path).isEmpty)
            }
        }
    }
}

/// Waits until a path has been asked for that many times more.
func waitForPolls(_ count: Int, of site: TestSite, _ path: String) throws {
    let before = site.requests(path).count
    try waitUntil("\(count) polls of \(path)") { site.requests(path).count >= before + count }
}
