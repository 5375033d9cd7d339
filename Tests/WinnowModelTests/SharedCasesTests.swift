import FoundationEssentials
import Testing
import WinnowModel

// Floors over the case files beside the repository; without them the suite is
// skipped.
@Suite(.enabled(if: SharedCases.exists("feeds/url.jsonl")))
struct SharedCasesTests {
    private struct URLCase: Decodable {
        var input: String
        var base: String?
        var href: String?
        var groups: [String]
    }

    @Test("all http and https cases of the URL suite are resolved as expected")
    func urls() throws {
        let cases = try SharedCases.cases("feeds/url.jsonl", as: URLCase.self)
            .filter { $0.groups.contains("http") }
        #expect(cases.count > 100)
        let failed = cases.filter { item in
            let base = item.base.flatMap { WebURL.parse($0) }
            return WebURL.parse(item.input, base: base)?.href != item.href
        }
        #expect(failed.map(\.input).isEmpty)
    }

    private struct RobotsCase: Decodable {
        var robots: String
        // Bytes that are no UTF-8.
        var robotsBase64: String?
        var agent: String
        var url: String
        var allowed: Bool
        var groups: [String]

        enum CodingKeys: String, CodingKey {
            case robots, agent, url, allowed, groups
            case robotsBase64 = "robots_b64"
        }
    }

    @Test("all uncontested cases of the robots suite are decided as expected")
    func robots() throws {
        let cases = try SharedCases.cases("feeds/robots.jsonl", as: RobotsCase.self)
            .filter { !$0.groups.contains("contested") }
        #expect(cases.count > 100)
        let failed = cases.filter { item in
            let data = item.robotsBase64.flatMap { Data(base64Encoded: $0) }
            let bytes = data.map(Array.init) ?? Array(item.robots.utf8)
            let rules = RobotsRules(parsing: bytes)
            return rules.decision(agent: item.agent, url: item.url).allowed != item.allowed
        }
        #expect(failed.map(\.url).isEmpty)
    }

    private struct DateCase: Decodable {
        var text: String
        var lang: String?
        var expected: String?
        var naive: Bool?
    }

    @Test("at least 99 in 100 cases of the date suite are read as expected")
    func dates() throws {
        let cases = try SharedCases.cases("feeds/dates.jsonl", as: DateCase.self)
        #expect(cases.count > 100)
        let failed = cases.filter { item in
            let read = FeedDate.parse(item.text, language: item.lang)
            guard let expected = item.expected else { return read != nil }
            guard let read else { return true }
            // Local times stand without a zone.
            let instant = FeedDate.parse(expected)?.timestamp.seconds
            if expected.utf8.count == 10 {
                return read.timestamp.rfc3339Date != expected
            }
            return read.timestamp.seconds != instant
        }
        #expect(failed.count * 100 <= cases.count, "\(failed.map(\.text))")
    }
}
