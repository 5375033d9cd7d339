import DaemonTesting
import LoopbackServer

/// The site that the daemon follows: `/feeds/NAME.xml` and `/pages/NAME-N`.
/// A poll of a feed finds further entries; only if it is the second one of a
/// connection and knows all entries is it answered with 304.
struct NewsSite {
    private let server: LoopbackServer

    init(_ ledger: Ledger) throws {
        server = try LoopbackServer { request, connection in
            let parts = request.path.split(separator: "/")
            switch parts.first {
            case "feeds":
                let name = String(parts.last?.prefix { $0 != "." } ?? "")
                try NewsSite.answer(feed: name, ledger, request, connection)
            case "pages":
                try NewsSite.answer(page: parts.last ?? "", ledger, request, connection)
            default:
                try connection.respond(status: 404, text: "there is no such page")
            }
        }
    }

    func url(ofFeed name: String) -> String { "\(server.baseURL)/feeds/\(name).xml" }

    func stop() { server.stop() }

    private static func answer(
        feed: String,
        _ ledger: Ledger,
        _ request: LoopbackRequest,
        _ connection: LoopbackConnection
    ) throws {
        let known = request["if-none-match"]
        if known == ledger.etag(of: feed), request.sequenceOnConnection % 2 == 0 {
            return try connection.respond(status: 304, headers: [("ETag", known ?? "")])
        }
        let (items, etag) = ledger.publish(in: feed)
        guard known != etag else {
            return try connection.respond(status: 304, headers: [("ETag", etag)])
        }
        try connection.respond(
            headers: [("Content-Type", "application/rss+xml"), ("ETag", etag)],
            text: TestEntry.feed(newestOnly(items).map(\.entry), site: connection.baseURL)
        )
    }

    /// A changed entry stands once in the feed, as it is now.
    private static func newestOnly(_ items: [Ledger.Item]) -> [Ledger.Item] {
        var numbers: Set<Int> = []
        return items.filter { numbers.insert($0.number).inserted }
    }

    private static func answer(
        page: Substring,
        _ ledger: Ledger,
        _ request: LoopbackRequest,
        _ connection: LoopbackConnection
    ) throws {
        guard let item = ledger.take(request: page, life: request["user-agent"] ?? "") else {
            return try connection.respond(status: 404, text: "there is no such page")
        }
        try connection.respond(
            headers: [("Content-Type", "text/html; charset=utf-8")],
            text: item.entry.page
        )
    }
}
