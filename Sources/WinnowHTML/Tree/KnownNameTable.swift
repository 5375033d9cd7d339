/// The name table of an empty tree, built from the generated list once per process.
final class KnownNameTable: Sendable {
    static let shared = KnownNameTable()
    /// Slots of a table with the known names alone.
    static let slotCount = 2048
    /// A table that grew to more slots is not kept for the next page.
    static let largestKeptSlotCount = 1 << 17

    let records: [NameRecord]
    let bytes: [UInt8]
    let slots: [Int32]
    /// The hash's seed, different in each process.
    let seed: UInt64

    private init() {
        var hasher = Hasher()
        hasher.combine(0)
        seed = UInt64(bitPattern: Int64(hasher.finalize())) | 1
        var table = NameTable(slotCount: Self.slotCount, seed: seed)
        KnownNames.lines.withUTF8Buffer { text in
            for line in text.split(separator: UInt8(ascii: "\n")) {
                Self.intern(Array(line), into: &table)
            }
        }
        records = (0..<table.records.count).map { table.records[$0] }
        bytes = (0..<table.bytes.count).map { table.bytes[$0] }
        slots = table.slotValues
    }

    /// Adds a line: a name, a space, and its flags in hexadecimal.
    private static func intern(_ line: [UInt8], into table: inout NameTable) {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return }
        let bits = line[(space + 1)...].reduce(0 as UInt32) { bits, digit in
            bits << 4 | UInt32(digit <= 0x39 ? digit - 0x30 : digit - 0x57)
        }
        line.withUnsafeBufferPointer { name in
            guard let base = name.baseAddress else { return }
            _ = table.intern(base, count: space, flags: NameFlags(bits: bits))
        }
    }
}
