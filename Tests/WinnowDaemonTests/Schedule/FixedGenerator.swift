/// Chance that is no chance: always the same number.
struct FixedGenerator: RandomNumberGenerator {
    var value: UInt64

    /// Adds nothing to any interval.
    static let lowest = FixedGenerator(value: 0)
    /// Adds nearly the largest part to any interval.
    static let highest = FixedGenerator(value: .max)

    mutating func next() -> UInt64 { value }
}
