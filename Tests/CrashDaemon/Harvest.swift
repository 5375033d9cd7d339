import CrashTesting
import DaemonTesting
import Foundation

/// What the tailing reader saw, sorted by what was published.
struct Harvest {
    private(set) var census = RecordCensus()
    private var keys: [Ledger.Item: RecordCensus.Key] = [:]
    private var problems: [String] = []

    /// Takes in a line; gives the published item that it holds.
    mutating func add(_ line: SegmentTailer.Line) -> Ledger.Item? {
        var found: (item: Ledger.Item, key: RecordCensus.Key)?
        census.add(line) { object in
            found = Harvest.identify(object)
            return found != nil
        }
        guard let (item, key) = found else { return nil }
        if let other = keys.updateValue(key, forKey: item), other != key {
            problems.append("two records of \(item): \(other) and \(key)")
        }
        return item
    }

    /// What is wrong, one sentence each.
    func problems(expecting items: Set<Ledger.Item>) -> [String] {
        let unseen = items.subtracting(keys.keys).sorted().map { "lost: \($0)" }
        return problems + unseen + census.problems(expecting: Set(items.compactMap { keys[$0] }))
    }

    /// The item of a record; nil if the record does not agree with itself.
    private static func identify(
        _ object: [String: Any]
    ) -> (item: Ledger.Item, key: RecordCensus.Key)? {
        guard let id = object["id"] as? String, let revision = object["revision"] as? Int,
            let processing = object["processing"] as? Int,
            let url = object["url"] as? String, let text = object["text"] as? String,
            let name = url.split(separator: "/").last, let dash = name.lastIndex(of: "-"),
            let number = Int(name[name.index(after: dash)...])
        else { return nil }
        let item = Ledger.Item(feed: String(name[..<dash]), number: number, version: revision)
        guard text.contains(item.entry.sentence), object["source"] as? String == item.feed else {
            return nil
        }
        return (item, RecordCensus.Key(id: id, revision: revision, processing: processing))
    }
}
