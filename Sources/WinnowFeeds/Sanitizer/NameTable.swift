/// A fixed set of names with a number each, looked up by bytes without regard
/// to case.
struct NameTable: ~Copyable {
    private struct Slot {
        var hash: UInt64 = 0
        var offset: UInt32 = 0
        var length: UInt16 = 0
        var value: UInt8 = 0
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let names: UnsafeMutablePointer<UInt8>
    private let mask: Int

    /// Makes a table of words that white space separates; a name that occurs
    /// twice gets both numbers' bits.
    init(_ groups: [(words: StaticString, value: UInt8)]) {
        var values: [(name: [UInt8], value: UInt8)] = []
        for group in groups {
            let text = UnsafeBufferPointer(
                start: group.words.utf8Start,
                count: group.words.utf8CodeUnitCount
            )
            for word in text.split(whereSeparator: isSpace) {
                values.append((word.map(folded), group.value))
            }
        }
        var capacity = 64
        while capacity < values.count * 3 { capacity *= 2 }
        mask = capacity - 1
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: Slot(), count: capacity)
        names = .allocate(capacity: max(1, values.reduce(0) { $0 + $1.name.count }))
        var used = 0
        for (name, value) in values {
            let hash = name.withUnsafeBufferPointer { NameTable.hash($0) }
            var index = Int(truncatingIfNeeded: hash) & mask
            while slots[index].length != 0 && !matches(slots[index], name) {
                index = (index + 1) & mask
            }
            if slots[index].length == 0 {
                for (offset, byte) in name.enumerated() { names[used + offset] = byte }
                slots[index] = Slot(
                    hash: hash,
                    offset: UInt32(used),
                    length: UInt16(name.count),
                    value: 0
                )
                used += name.count
            }
            slots[index].value |= value
        }
    }

    deinit {
        slots.deallocate()
        names.deallocate()
    }

    /// The name's number, or 0 where it is not in the set.
    func value(_ name: UnsafeBufferPointer<UInt8>) -> UInt8 {
        guard name.count > 0, name.count <= 64 else { return 0 }
        let hash = NameTable.hash(name)
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index].length != 0 {
            if slots[index].hash == hash && matches(slots[index], name) {
                return slots[index].value
            }
            index = (index &+ 1) & mask
        }
        return 0
    }

    private func matches(_ slot: Slot, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(slot.length) == name.count else { return false }
        for offset in 0..<name.count
        where names[Int(slot.offset) &+ offset] != folded(name[offset]) {
            return false
        }
        return true
    }

    private func matches(_ slot: Slot, _ name: [UInt8]) -> Bool {
        name.withUnsafeBufferPointer { matches(slot, $0) }
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(folded(byte))) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }
}
