import DaemonTesting
import Synchronization

/// What was published, asked for and seen in the output; the site writes it
/// from its threads, the killer from its own.
///
/// Feeds list new entries with almost every poll. Every seventh entry is changed
/// once, when its first version has been seen in the output: earlier, both
/// versions could rightly become one record. Every seventeenth cannot be
/// processed.
final class Ledger: Sendable {
    /// One version of one entry.
    struct Item: Hashable, Comparable, CustomStringConvertible {
        var feed: String
        var number: Int
        var version: Int

        var name: String { "\(feed)-\(number)" }
        var isPoison: Bool { number % 17 == 16 }
        var changes: Bool { number % 7 == 0 && !isPoison }
        var description: String { "\(name) version \(version)" }

        /// What the feed and the page show.
        var entry: TestEntry {
            TestEntry(name, version: version, more: isPoison ? "<p>trouble:reject</p>" : "")
        }

        static func < (left: Item, right: Item) -> Bool {
            (left.feed, left.number, left.version) < (right.feed, right.number, right.version)
        }
    }

    private struct State {
        var isPublishing = true
        /// By feed, newest last.
        var items: [String: [Item]] = [:]
        /// The lives of the daemon in which a page was asked for.
        var requests: [Item: [String]] = [:]
        var seen: Set<Item> = []
        var problems: [String] = []
    }

    private static let entriesPerPoll = 3
    /// A feed lists enough that nothing leaves it before the daemon saw it,
    /// however often that is killed.
    private static let listed = 240

    private let state = Mutex(State())

    /// Publishes new entries and gives what the feed lists, newest first, with
    /// its validator.
    func publish(in feed: String) -> (items: [Item], etag: String) {
        state.withLock { state in
            var items = state.items[feed] ?? []
            if state.isPublishing {
                let first = items.count { $0.version == 1 }
                items += (first..<first + Self.entriesPerPoll).map {
                    Item(feed: feed, number: $0, version: 1)
                }
                state.items[feed] = items
            }
            return (items.suffix(Self.listed).reversed(), "\"\(items.count)\"")
        }
    }

    /// The validator that a feed has as long as nothing new is published.
    func etag(of feed: String) -> String {
        "\"\(state.withLock { $0.items[feed]?.count ?? 0 })\""
    }

    /// Publishes nothing any more.
    func close() { state.withLock { $0.isPublishing = false } }

    /// The latest version of an entry whose page is asked for; nil for a page
    /// that does not exist.
    func take(request name: Substring, life: String) -> Item? {
        state.withLock { state in
            guard let dash = name.lastIndex(of: "-"),
                let number = Int(name[name.index(after: dash)...]),
                let item = state.items[String(name[..<dash])]?.last(where: { $0.number == number })
            else { return nil }
            let lives = state.requests[item] ?? []
            if state.seen.contains(item) {
                state.problems.append("asked for after it was stored: \(item)")
            } else if lives.contains(life) {
                state.problems.append("asked for twice in one life: \(item), \(life)")
            }
            state.requests[item] = lives + [life]
            return item
        }
    }

    /// Notes that a record is in the output, and publishes the entry's change.
    func noteSeen(_ item: Item) {
        state.withLock { state in
            guard state.items[item.feed]?.contains(item) == true,
                state.seen.insert(item).inserted, item.version == 1, item.changes
            else { return }
            let changed = Item(feed: item.feed, number: item.number, version: 2)
            state.items[item.feed, default: []].append(changed)
        }
    }

    /// Everything that was published.
    var published: Set<Item> { state.withLock { Set($0.items.values.joined()) } }
    /// What was seen in the output.
    var seen: Set<Item> { state.withLock { $0.seen } }
    /// What must not have been asked for.
    var problems: [String] { state.withLock { $0.problems } }
    /// Requests for pages, and how many of them asked for one again.
    var requestCounts: (all: Int, again: Int) {
        state.withLock { state in
            let all = state.requests.values.reduce(0) { $0 + $1.count }
            return (all, all - state.requests.count)
        }
    }
}
