/// A number that stands for a text, so that texts are looked up and compared
/// without being kept.
///
/// That two texts have one number is possible, though not by chance; all that
/// comes of it is a wrong value for a page made so.
struct TextNumber: Hashable, Sendable, ExpressibleByStringLiteral {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    init(_ text: ByteText) {
        for byte in text { append(byte) }
    }

    init(_ text: String) {
        text.withBytes { for byte in $0 { append(byte) } }
    }

    init(stringLiteral text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { append(text.utf8Start[index]) }
    }

    /// Adds one byte at the end.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
