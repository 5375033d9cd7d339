/// The named character references, hashed once per process from the generated list.
final class CharacterReferenceTable: Sendable {
    struct Entry: BitwiseCopyable, Sendable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var tail: UInt64 = 0
        var rest: UInt64 = 0
        var first: UInt32 = 0
        var second: UInt32 = 0
        /// The length of the name without its semicolon; 0 marks a free slot.
        var count: UInt8 = 0
        /// Whether the name also counts without its semicolon.
        var isLegacy = false
    }

    static let shared = CharacterReferenceTable()
    static let longestLegacyName = 6
    /// The longest name has 31 letters before its semicolon.
    static let longestName = 31

    /// The code points that numbers 0x80 to 0x9F stand for: those of windows-1252 where it has one.
    static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A, 0x0153, 0x9D,
        0x017E, 0x0178,
    ]

    private static let slotCount = 8192
    private let entries: [Entry]

    private init() {
        var entries = [Entry](repeating: Entry(), count: Self.slotCount)
        CharacterReferenceList.lines.withUTF8Buffer { text in
            for line in text.split(separator: UInt8(ascii: "\n")) {
                let fields = line.split(separator: UInt8(ascii: " "))
                guard fields.count >= 2 else { continue }
                var entry = Self.key(Array(fields[0]))
                entry.first = Self.number(fields[1])
                for field in fields[2...] {
                    if field.first == UInt8(ascii: "!") {
                        entry.isLegacy = true
                    } else {
                        entry.second = Self.number(field)
                    }
                }
                var slot = Self.slot(entry)
                while entries[slot].count != 0 { slot = (slot + 1) & (Self.slotCount - 1) }
                entries[slot] = entry
            }
        }
        self.entries = entries
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
        digits.reduce(0) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x57) }
    }

    private static func key(_ name: [UInt8]) -> Entry {
        name.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { key($0, count: bytes.count) } ?? Entry()
        }
    }

    private static func key(_ name: UnsafePointer<UInt8>, count: Int) -> Entry {
        var entry = Entry()
        entry.count = UInt8(truncatingIfNeeded: count)
        for index in 0..<count {
            let bits = UInt64(name[index]) << UInt64((index & 7) * 8)
            switch index >> 3 {
            case 0: entry.low |= bits
            case 1: entry.high |= bits
            case 2: entry.tail |= bits
            default: entry.rest |= bits
            }
        }
        return entry
    }

    private static func slot(_ entry: Entry) -> Int {
        var mixed =
            entry.low ^ (entry.high &* 0x9E37_79B9_7F4A_7C15) ^ entry.tail &* 31 ^ entry.rest
        mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed >> 40) & (slotCount - 1)
    }

    /// Finds a name of at most 31 bytes, given without its semicolon.
    func find(_ name: UnsafePointer<UInt8>, count: Int) -> Entry? {
        let key = Self.key(name, count: count)
        var slot = Self.slot(key)
        return entries.withUnsafeBufferPointer { entries in
            while entries[slot].count != 0 {
                let entry = entries[slot]
                if entry.low == key.low, entry.high == key.high, entry.tail == key.tail,
                    entry.rest == key.rest,
                    entry.count == key.count
                {
                    return entry
                }
                slot = (slot + 1) & (Self.slotCount - 1)
            }
            return nil
        }
    }
}
