/// Group and lower case of each scalar of the Basic Multilingual Plane.
///
/// Built once: the standard library's properties are exact but take some
/// 50 ns, too much for each letter of a text.
public struct ScalarTable {
    private let groups: UnsafeMutablePointer<UInt8>
    private let folded: UnsafeMutablePointer<UInt16>

    /// Scalars with upper case.
    private static let cased: [ClosedRange<UInt32>] = [
        0x41...0x5A, 0xC0...0x24F, 0x370...0x3FF, 0x400...0x52F, 0x531...0x556,
        0x10A0...0x10C5, 0x1C90...0x1CBF, 0x1E00...0x1EFF, 0x1F00...0x1FFF,
    ]

    /// The table of the process; never freed.
    nonisolated(unsafe) public static let shared = ScalarTable()

    private init() {
        groups = .allocate(capacity: 0x10000)
        groups.initialize(repeating: 0, count: 0x10000)
        folded = .allocate(capacity: 0x10000)
        for value in 0..<0x10000 {
            (folded + value).initialize(to: UInt16(truncatingIfNeeded: value))
        }
        for (range, group) in ScriptGroup.ranges {
            for value in range { groups[Int(value)] = group.rawValue }
        }
        for scalar in Self.cased.joined().lazy.compactMap(Unicode.Scalar.init) {
            // Only the first scalar counts: İ becomes i.
            let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
            folded[Int(scalar.value)] = UInt16(truncatingIfNeeded: lower.value)
        }
    }

    /// The raw value of a scalar's `ScriptGroup`; that of `none` if it is no
    /// letter.
    @inline(__always)
    public func group(_ scalar: UInt32) -> UInt8 {
        if scalar < 0x10000 { return groups[Int(scalar)] }
        return (scalar >= 0x20000 && scalar <= 0x323AF ? ScriptGroup.han : .none).rawValue
    }

    /// The scalar in lower case.
    @inline(__always)
    public func lower(_ scalar: UInt32) -> UInt32 {
        scalar < 0x10000 ? UInt32(folded[Int(scalar)]) : scalar
    }
}
