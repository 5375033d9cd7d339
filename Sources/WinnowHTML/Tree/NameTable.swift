/// What the tree builder must know about a name, packed into 32 bits.
struct NameFlags: BitwiseCopyable, Sendable {
    let bits: UInt32

    @inline(__always) var startAction: UInt8 { UInt8(truncatingIfNeeded: bits) }
    @inline(__always) var endAction: UInt8 { UInt8(truncatingIfNeeded: bits >> 8) }
    @inline(__always) func has(_ mask: UInt32) -> Bool { bits & mask != 0 }

    static var special: UInt32 { 1 << 16 }
    static var defaultScope: UInt32 { 1 << 17 }
    static var buttonScope: UInt32 { 1 << 18 }
    static var listScope: UInt32 { 1 << 19 }
    static var tableScope: UInt32 { 1 << 20 }
    static var impliedEnd: UInt32 { 1 << 21 }
    static var impliedEndThorough: UInt32 { 1 << 22 }
    static var heading: UInt32 { 1 << 23 }
    static var void: UInt32 { 1 << 24 }
    static var rawText: UInt32 { 1 << 25 }
    static var tableText: UInt32 { 1 << 26 }
    static var breakout: UInt32 { 1 << 27 }
}

/// An interned name: its first 16 bytes stand in the record, since nearly all names end there.
@usableFromInline
struct NameRecord: BitwiseCopyable, Sendable {
    let low: UInt64
    let high: UInt64
    @usableFromInline let start: UInt32
    @usableFromInline let count: UInt32
    let flags: NameFlags
    /// The tag that last had an attribute of this name, so that finding duplicates takes constant time.
    var stamp: UInt32 = 0
    /// The position on the stack of open elements of the topmost HTML element with this name, or -1.
    var topIndex: Int32 = -1
    /// Which of the root's and the body's merged attributes have this name (bits 0 and 1).
    var merged: UInt32 = 0
}

/// The interned names of one tree: a hash table over a flat array, with the known names in front.
///
/// Slots hold id + 1. New names only ever take free slots, so removing them in reverse order gives back the
/// table of the known names, and the next page starts from there. The hash is seeded per process, so that a page cannot
/// prepare collisions.
struct NameTable: ~Copyable {
    var records: GrowableBuffer<NameRecord>
    var bytes: GrowableBuffer<UInt8>
    private var slots: UnsafeMutablePointer<Int32>
    private var slotMask: Int
    private let seed: UInt64

    /// Creates a table of the known names, copied from one that each process builds once.
    init() {
        self.init(slotCount: KnownNameTable.slotCount, seed: KnownNameTable.shared.seed)
        copyKnownNames()
    }

    /// Creates an empty table.
    init(slotCount: Int, seed: UInt64) {
        records = GrowableBuffer(minimumCapacity: KnownNames.count + 128)
        bytes = GrowableBuffer(minimumCapacity: 8192)
        slotMask = slotCount - 1
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: 0, count: slotCount)
        self.seed = seed
    }

    private mutating func copyKnownNames() {
        let known = KnownNameTable.shared
        known.records.withUnsafeBufferPointer { source in
            if let base = source.baseAddress {
                records.append(contentsOf: base, count: source.count)
            }
        }
        known.bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { bytes.append(contentsOf: base, count: source.count) }
        }
        known.slots.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { slots.update(from: base, count: source.count) }
        }
    }

    deinit {
        slots.deallocate()
    }

    /// The slots, for the copy that new tables begin with.
    var slotValues: [Int32] { (0...slotMask).map { slots[$0] } }

    /// Forgets all names but the known ones.
    mutating func reset() {
        if slotMask >= KnownNameTable.largestKeptSlotCount { return startAgain() }
        var id = records.count - 1
        while id >= KnownNames.count {
            let record = records.base[id]
            slots[
                slot(of: Int32(id), low: record.low, high: record.high, count: Int(record.count))
            ] = 0
            id -= 1
        }
        records.truncate(to: KnownNames.count)
        let last = records[KnownNames.count - 1]
        bytes.truncate(to: Int(last.start + last.count))
        for id in 0..<records.count {
            records.base[id].stamp = 0
            records.base[id].topIndex = -1
            records.base[id].merged = 0
        }
    }

    /// Gives back the memory that a page with very many names took.
    private mutating func startAgain() {
        slots.deallocate()
        slotMask = KnownNameTable.slotCount - 1
        slots = .allocate(capacity: slotMask + 1)
        records.removeAll()
        bytes.removeAll()
        copyKnownNames()
    }

    /// Finds or adds a name of up to 16 bytes, given as two little-endian words padded with zeros.
    @inline(__always)
    mutating func intern(low: UInt64, high: UInt64, count: Int) -> Int32 {
        var index = Self.hash(low, high, seed) & slotMask
        while true {
            let id = slots[index] &- 1
            if id < 0 { break }
            let record = records.base + Int(id)
            if record.pointee.low == low, record.pointee.high == high,
                Int(record.pointee.count) == count
            {
                return id
            }
            index = (index + 1) & slotMask
        }
        return addShort(low: low, high: high, count: count)
    }

    @inline(never)
    private mutating func addShort(low: UInt64, high: UInt64, count: Int) -> Int32 {
        var words = (low.littleEndian, high.littleEndian)
        return withUnsafeBytes(of: &words) { raw in
            guard let base = raw.baseAddress else { return 0 }
            return intern(
                base.assumingMemoryBound(to: UInt8.self),
                count: count,
                flags: NameFlags(bits: 0)
            )
        }
    }

    /// Finds or adds a name of any length.
    mutating func intern(_ name: UnsafePointer<UInt8>, count: Int, flags: NameFlags) -> Int32 {
        let (low, high) = Self.words(name, count: count)
        var index = Self.hash(low, high, hashSeed(name, count: count)) & slotMask
        while true {
            let id = slots[index] &- 1
            if id < 0 { break }
            if matches(Int(id), name, count: count, low: low, high: high) { return id }
            index = (index + 1) & slotMask
        }
        let id = Int32(truncatingIfNeeded: records.count)
        slots[index] = id + 1
        records.append(
            NameRecord(
                low: low,
                high: high,
                start: UInt32(truncatingIfNeeded: bytes.count),
                count: UInt32(truncatingIfNeeded: count),
                flags: flags
            )
        )
        bytes.append(contentsOf: name, count: count)
        if records.count * 2 > slotMask { growSlots() }
        return id
    }

    /// Finds a name without adding it.
    func find(_ name: UnsafePointer<UInt8>, count: Int) -> Int32? {
        let (low, high) = Self.words(name, count: count)
        var index = Self.hash(low, high, hashSeed(name, count: count)) & slotMask
        while true {
            let id = slots[index] &- 1
            if id < 0 { return nil }
            if matches(Int(id), name, count: count, low: low, high: high) { return id }
            index = (index + 1) & slotMask
        }
    }

    private func matches(
        _ id: Int,
        _ name: UnsafePointer<UInt8>,
        count: Int,
        low: UInt64,
        high: UInt64
    ) -> Bool {
        let record = records.base[id]
        guard record.low == low, record.high == high, Int(record.count) == count else {
            return false
        }
        guard count > 16 else { return true }
        let other = bytes.base + Int(record.start)
        var index = 16
        while index < count {
            if other[index] != name[index] { return false }
            index += 1
        }
        return true
    }

    private mutating func growSlots() {
        slots.deallocate()
        slotMask = slotMask * 2 + 1
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: 0, count: slotMask + 1)
        for id in 0..<records.count {
            let record = records.base[id]
            let start = bytes.base + Int(record.start)
            var index =
                Self.hash(record.low, record.high, hashSeed(start, count: Int(record.count)))
                & slotMask
            while slots[index] != 0 { index = (index + 1) & slotMask }
            slots[index] = Int32(truncatingIfNeeded: id) + 1
        }
    }

    private func slot(of id: Int32, low: UInt64, high: UInt64, count: Int) -> Int {
        let start = bytes.base + Int(records.base[Int(id)].start)
        var index = Self.hash(low, high, hashSeed(start, count: count)) & slotMask
        while slots[index] != id + 1 { index = (index + 1) & slotMask }
        return index
    }

    /// The seed itself for a short name; a long name's tail is folded into it.
    private func hashSeed(_ name: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var result = seed
        var index = 16
        while index < count {
            result = (result ^ UInt64(name[index])) &* 0x9E37_79B9_7F4A_7C15
            result ^= result >> 29
            index += 1
        }
        return result
    }

    @inline(__always)
    private static func hash(_ low: UInt64, _ high: UInt64, _ seed: UInt64) -> Int {
        let product = (low ^ seed).multipliedFullWidth(
            by: (high &+ 0x9E37_79B9_7F4A_7C15) ^ (seed << 1)
        )
        let folded = product.high ^ product.low
        return Int(truncatingIfNeeded: folded ^ (folded >> 32))
    }

    private static func words(_ name: UnsafePointer<UInt8>, count: Int) -> (UInt64, UInt64) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in 0..<min(count, 8) { low |= UInt64(name[index]) << UInt64(index * 8) }
        if count > 8 {
            for index in 8..<min(count, 16) {
                high |= UInt64(name[index]) << UInt64((index - 8) * 8)
            }
        }
        return (low, high)
    }
}
