/// A word of a date as one number, made of its folded letters, so that looking
/// it up needs no text.
///
/// Two words may in principle share a number; a text made so is read as
/// another date than it says, which does no harm.
struct DateWord: Hashable, Sendable, ExpressibleByStringLiteral {
    private(set) var key: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    /// Letters that are folded already.
    init(_ letters: some Sequence<UInt32>) {
        for letter in letters { append(letter) }
    }

    init(stringLiteral value: StaticString) {
        for scalar in value.description.unicodeScalars { append(scalar.value) }
    }

    /// Adds one letter at the end.
    @inline(__always)
    mutating func append(_ letter: UInt32) {
        key = (key ^ UInt64(letter)) &* 0x100_0000_01B3
    }
}
