import WinnowFeeds
import WinnowModel

/// Parses feeds, sitemaps and pages of links, and makes answers of them.
enum FeedRunner {
    static func run(
        _ reader: inout WireReader,
        _ shared: SharedBody
    ) throws(WorkerError) -> WorkerLoop.Reply {
        let kind = try reader.feedKind()
        let contentType = try reader.optionalString()
        let baseURL = try reader.optionalString()
        let headers = try reader.list { reader throws(WorkerError) in
            (name: try reader.string(), value: try reader.string())
        }
        let body = try reader.body(shared).bindMemory(to: UInt8.self)
        do throws(FeedError) {
            let feed: Feed
            switch kind {
            case .syndication:
                feed = try FeedReader.read(
                    body,
                    contentType: contentType,
                    baseURL: baseURL,
                    headers: headers
                )
            case .sitemap:
                feed = try EntryLists.sitemap(body, contentType: contentType, baseURL: baseURL)
            case .links(let rules):
                feed = try EntryLists.links(
                    body,
                    contentType: contentType,
                    baseURL: baseURL,
                    rules: rules
                )
            case .discovery:
                feed = EntryLists.discovery(body, contentType: contentType, baseURL: baseURL)
            }
            var writer = WireWriter()
            writer.feed(feed)
            return WorkerLoop.Reply(kind: .parsedFeed, payload: writer.bytes)
        } catch {
            return .failure(.unreadable(message: error.description))
        }
    }
}
