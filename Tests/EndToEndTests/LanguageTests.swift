import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    @Suite struct LanguageTests {
        private static let french = """
            <!DOCTYPE html>
            <html><head><title>Le bac</title></head><body><article><h1>Le bac du soir</h1>
            <p>Le bac a quitté le quai avec dix minutes de retard, parce que le capitaine attendait
            encore le facteur et ses deux sacs de lettres.</p>
            <p>Sur l'autre rive, les enfants avaient déjà allumé les lampes et comptaient les vagues
            qui montaient contre les pierres de la vieille jetée.</p></article></body></html>
            """

        @Test func `languages of a source keep these alone, and the journal names the others`()
            throws
        {
            let site = try TestSite()
            let entries = (1...2).map { TestEntry("entry-\($0)") }
            site.publish("/feed.xml", entries + [TestEntry("bac")])
            site.setPage(TestEntry("bac").path, Self.french)
            let daemon = try TestDaemon(
                .init(
                    .init(
                        "filtered",
                        "feed",
                        site.url("/feed.xml"),
                        "route: {name: default, languages: [en, de]}"
                    ),
                    .init("open", "page", site.url(TestEntry("bac").path))
                )
            )
            try daemon.start()
            let records = try daemon.waitForRecords(3)
            try waitUntil("the French page is dropped", detail: { daemon.log }) {
                !daemon.logLines("document dropped").isEmpty
            }
            try waitForPolls(2, of: site, "/feed.xml")
            #expect(Set(try daemon.records().map(\.id)) == Set(records.map(\.id)))
            #expect(records.filter { $0.source == "filtered" }.map(\.language) == ["en", "en"])
            #expect(records.filter { $0.source == "open" }.map(\.language) == ["fr"])
            let said = daemon.logLines("document dropped")
            #expect(said.count == 1)
            #expect(said.first?.contains("module.name=language") == true)
            #expect(said.first?.contains("language fr is not one to keep") == true)
            #expect(said.first?.contains(site.url(TestEntry("bac").path)) == true)
            #expect(try daemon.stop() == .exited(0))
        }
    }
}
