/// What is known of a fixed set of texts, by their numbers.
///
/// Every name of a meta element and every word of a byline is looked up; the
/// numbers are spread well, so that none is hashed again.
struct NumberTable<Value: Sendable>: Sendable {
    /// Free slots have no value.
    private var slots: [(number: UInt64, value: Value?)]

    init(_ values: [TextNumber: Value]) {
        var size = 16
        while size < values.count * 4 { size *= 2 }
        slots = Array(repeating: (0, nil), count: size)
        for (number, value) in values { slots[slot(of: number)] = (number.value, value) }
    }

    subscript(number: TextNumber) -> Value? { slots[slot(of: number)].value }

    /// Where a number stands or would stand.
    private func slot(of number: TextNumber) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: number.value ^ number.value >> 32) & mask
        while slots[slot].value != nil, slots[slot].number != number.value {
            slot = (slot + 1) & mask
        }
        return slot
    }
}

/// What was found out about texts of a page, which stand in it more than once.
struct NumberMemory<Value> {
    /// More are not kept: they are looked through one by one.
    private static var most: Int { 64 }

    private var numbers: [TextNumber] = []
    private var values: [Value] = []

    subscript(number: TextNumber) -> Value? {
        numbers.firstIndex(of: number).map { values[$0] }
    }

    /// Adds what was not known.
    mutating func add(_ value: Value, for number: TextNumber) {
        guard numbers.count < Self.most else { return }
        numbers.append(number)
        values.append(value)
    }
}
