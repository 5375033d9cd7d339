import WinnowModel
import WinnowStore

/// What the writer does, and thus what must come out: both sides derive it from
/// the number of the generation alone.
///
/// In each generation two feeds list eight new entries each. One feed carries
/// its entries' content, the other links to pages. The next generation also
/// changes every seventh entry. Every seventeenth cannot be processed.
struct Script {
    static let entriesPerGeneration = 8
    static let feeds = ["inline", "pages"]

    /// One version of one entry.
    struct Item: Hashable {
        var feed: String
        var number: Int
        var version: Int

        var key: String { "\(feed)-\(number)" }
        var url: String { "https://\(feed).example/\(number)" }
        var identity: String { Script.location(of: feed) }
        var isPoison: Bool { number % 17 == 16 }

        /// The text, whose size differs so that some records are far larger
        /// than a page of memory.
        var text: String {
            let count = number % 10 == 9 ? 3_000 : 3 + number * 37 % 200
            return String(repeating: "\(key) version \(version). ", count: count)
        }
    }

    static func location(of feed: String) -> String { "https://\(feed).example/feed.xml" }

    /// What a feed lists in a generation.
    static func items(of feed: String, generation: Int) -> [Item] {
        let first = generation * entriesPerGeneration
        let new = (first..<first + entriesPerGeneration).map {
            Item(feed: feed, number: $0, version: 1)
        }
        let old = max(0, first - entriesPerGeneration)..<first
        return old.map { Item(feed: feed, number: $0, version: $0 % 7 == 0 ? 2 : 1) } + new
    }

    /// Every version that generations up to `last` made, each once.
    static func allItems(upTo last: Int) -> Set<Item> {
        Set(feeds.flatMap { feed in (0...last).flatMap { items(of: feed, generation: $0) } })
    }
}
