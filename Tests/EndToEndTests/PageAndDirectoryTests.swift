import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    @Suite struct PageAndDirectoryTests {
        @Test func `a page is stored again when its text changes, and only then`() throws {
            let site = try TestSite()
            site.setPage("/tides", TestEntry("tides").page)
            let daemon = try TestDaemon(.init(.init("tides", "page", site.url("/tides"))))
            try daemon.start()
            _ = try daemon.waitForRecords(1)
            try waitForPolls(2, of: site, "/tides")
            let changed = TestEntry("tides", version: 2)
            site.setPage("/tides", changed.page)
            _ = try daemon.waitForRecords(2)
            try waitForPolls(2, of: site, "/tides")
            let records = try daemon.records()
            #expect(records.map(\.revision) == [1, 2])
            #expect(records.last?.text.contains(changed.sentence) == true)
            #expect(Set(records.map(\.id)).count == 1)
        }

        @Test func `files of a folder become records, also later and changed ones`() throws {
            let drop = try ScratchDirectory()
            let first = TestEntry("first"), second = TestEntry("second")
            try drop.write(first.page, to: "first.html")
            try drop.write(second.sentence, to: "below/second.txt")
            try drop.write("not finished", to: "third.part")
            let daemon = try TestDaemon(.init(.init("drop", "directory", drop.path)))
            try daemon.start()
            let records = try daemon.waitForRecords(2)
            #expect(records.contains { $0.text.contains(first.sentence) })
            #expect(records.contains { $0.text.contains(second.sentence) })

            let changed = TestEntry("second", version: 2), late = TestEntry("late")
            try drop.write(changed.sentence, to: "below/second.txt")
            try drop.write(late.page, to: "late.html")
            let all = try daemon.waitForRecords(4)
            #expect(all.contains { $0.text.contains(late.sentence) && $0.revision == 1 })
            #expect(all.contains { $0.text.contains(changed.sentence) && $0.revision == 2 })
        }
    }
}
