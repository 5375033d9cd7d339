/// Hosts by the time they may be asked again: a binary heap.
struct EarliestFirst {
    private var items: [(time: ContinuousClock.Instant, host: String)] = []

    var first: (time: ContinuousClock.Instant, host: String)? { items.first }

    mutating func insert(_ time: ContinuousClock.Instant, _ host: String) {
        items.append((time, host))
        var index = items.count - 1
        while index > 0, items[index].time < items[(index - 1) / 2].time {
            items.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func removeFirst() {
        guard let last = items.popLast(), !items.isEmpty else { return }
        items[0] = last
        var index = 0
        while let child = earlierChild(of: index), items[child].time < items[index].time {
            items.swapAt(index, child)
            index = child
        }
    }

    private func earlierChild(of index: Int) -> Int? {
        let left = 2 * index + 1
        guard left < items.count else { return nil }
        let right = left + 1
        return right < items.count && items[right].time < items[left].time ? right : left
    }
}
