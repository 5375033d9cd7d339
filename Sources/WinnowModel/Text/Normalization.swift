// Canonical normalisation (UAX 15). The standard library normalises for
// comparison only, and Foundation's is not for workers.

/// Decomposes and composes canonically.
enum Normalization {
    /// Normalization Form C.
    static func composed(_ scalars: [UInt32]) -> [UInt32] {
        compose(decomposed(scalars))
    }

    /// Normalization Form D.
    static func decomposed(_ scalars: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        output.reserveCapacity(scalars.count)
        for scalar in scalars { append(decompositionOf: scalar, to: &output) }
        sortMarks(&output)
        return output
    }

    /// Appends the full canonical decomposition of one character.
    static func append(decompositionOf scalar: UInt32, to output: inout [UInt32]) {
        if scalar < 0xC0 {
            output.append(scalar)
        } else if scalar >= hangulBase, scalar < hangulBase + 11_172 {
            let index = scalar - hangulBase
            output.append(0x1100 + index / 588)
            output.append(0x1161 + index % 588 / 28)
            if index % 28 != 0 { output.append(0x11A7 + index % 28) }
        } else if let parts = tables.decompositions[scalar] {
            append(decompositionOf: parts.first, to: &output)
            if parts.second != 0 { append(decompositionOf: parts.second, to: &output) }
        } else {
            output.append(scalar)
        }
    }

    private static let hangulBase: UInt32 = 0xAC00

    /// Sorts each run of marks by combining class, equal ones as they stand.
    private static func sortMarks(_ scalars: inout [UInt32]) {
        var start = 0
        while start < scalars.count {
            guard combiningClass(scalars[start]) != 0 else {
                start += 1
                continue
            }
            var end = start + 1
            while end < scalars.count, combiningClass(scalars[end]) != 0 { end += 1 }
            if end - start > 1 {
                let keyed = scalars[start..<end].enumerated().map {
                    (combiningClass($0.element), $0.offset, $0.element)
                }
                let sorted = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
                scalars.replaceSubrange(start..<end, with: sorted.map(\.2))
            }
            start = end
        }
    }

    private static func combiningClass(_ scalar: UInt32) -> UInt8 {
        scalar < 0x300 ? 0 : UnicodeProperties(scalar).combiningClass
    }

    /// The canonical composition algorithm.
    private static func compose(_ scalars: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        output.reserveCapacity(scalars.count)
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let ownClass = combiningClass(scalar)
            if let index = starter, output.count == index + 1 || lastClass < ownClass,
                let composed = composition(output[index], scalar)
            {
                output[index] = composed
                continue
            }
            if ownClass == 0 { starter = output.count }
            lastClass = ownClass
            output.append(scalar)
        }
        return output
    }

    private static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) {
            return hangulBase + ((first - 0x1100) * 21 + second - 0x1161) * 28
        }
        if first >= hangulBase, first < hangulBase + 11_172, (first - hangulBase) % 28 == 0,
            (0x11A8..<0x11C3).contains(second)
        {
            return first + second - 0x11A7
        }
        return tables.compositions[UInt64(first) << 32 | UInt64(second)]
    }

    private struct Tables {
        /// The second part is 0 for a singleton.
        var decompositions: [UInt32: (first: UInt32, second: UInt32)] = [:]
        var compositions: [UInt64: UInt32] = [:]
    }

    private static let tables: Tables = {
        var table = PackedTable(UnicodeTable.decompositions)
        var tables = Tables()
        var scalar: UInt32 = 0
        while !table.isAtEnd {
            scalar += table.number()
            let head = table.number()
            let first = head >> 2
            let second = head & 1 == 1 ? table.number() : 0
            tables.decompositions[scalar] = (first, second)
            if head & 2 != 0 {
                tables.compositions[UInt64(first) << 32 | UInt64(second)] = scalar
            }
        }
        return tables
    }()
}
