/// The character mapping of UTS 46, non-transitional and without the STD3
/// rules, as the URL Standard asks.
enum IDNAMapping {
    /// Appends what a character maps to; false if it is disallowed.
    static func append(mappingOf scalar: UInt32, to output: inout [UInt32]) -> Bool {
        let index = table.runs.index(of: scalar)
        switch table.kinds[index] {
        case 0:
            output.append(scalar)
        case 1:
            break
        case 3:
            output.append(UInt32(bitPattern: Int32(bitPattern: scalar) + table.payloads[index]))
        case 4:
            let start = Int(table.payloads[index] >> 8)
            let count = Int(table.payloads[index] & 255)
            output.append(contentsOf: table.pool[start..<(start + count)])
        case 5:
            // Capital and small letters alternate.
            let isCapital = (scalar - table.runs.start(at: index)) % 2 == 0
            output.append(isCapital ? scalar + 1 : scalar)
        default:
            return false
        }
        return true
    }

    /// Whether a character maps to itself, so may stand in a domain.
    static func isValid(_ scalar: UInt32) -> Bool {
        var output: [UInt32] = []
        return append(mappingOf: scalar, to: &output) && output == [scalar]
    }

    private struct Table {
        var runs = RunTable()
        var kinds: [UInt8] = []
        /// A difference, or the place in the pool and the count.
        var payloads: [Int32] = []
        var pool: [UInt32] = []
    }

    private static let table: Table = {
        var packed = PackedTable(IDNATable.mapping)
        var table = Table()
        var start: UInt32 = 0
        while !packed.isAtEnd {
            let head = packed.number()
            var payload: Int32 = 0
            if head & 7 == 3 {
                payload = packed.difference()
            } else if head & 7 == 4 {
                let count = packed.number()
                payload = Int32(table.pool.count) << 8 | Int32(count)
                for _ in 0..<count {
                    table.pool.append(UInt32(bitPattern: Int32(start) + packed.difference()))
                }
            }
            table.runs.append(length: head >> 3, value: 0)
            table.kinds.append(UInt8(head & 7))
            table.payloads.append(payload)
            start += head >> 3
        }
        return table
    }()
}
