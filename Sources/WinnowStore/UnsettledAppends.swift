import WinnowModel

/// What was appended to segments and not synced yet.
struct UnsettledAppends {
    /// One segment's end.
    struct Append {
        var segment: Int64
        var path: String
        var end: Int64
    }

    private var appends: [Int64: Append] = [:]
    private var bytes = 0
    private var since: Timestamp?
    private(set) var records = 0

    var isEmpty: Bool { appends.isEmpty }

    /// Whether it is time to sync: the database holds all these lines too.
    func isDue(at now: Timestamp) -> Bool {
        guard let since else { return false }
        let age = now.milliseconds - since.milliseconds
        return records >= 2048 || bytes >= 16 << 20 || age >= 1000 || age < 0
    }

    mutating func add(_ group: RecordGroup, at now: Timestamp) {
        guard !group.appends.isEmpty else { return }
        for append in group.appends {
            appends[append.segment] = Append(
                segment: append.segment,
                path: append.path,
                end: append.end
            )
            bytes += append.bytes.count
            records += append.records
        }
        since = since ?? now
    }

    mutating func takeAll() -> [Append] {
        defer { self = UnsettledAppends() }
        return Array(appends.values)
    }
}
