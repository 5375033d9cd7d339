/// The ASCII letters at the beginning of eight bytes of a text: most words are
/// no more than these and a space, so one look at all eight is enough for them.
struct LetterRun {
    /// The bytes, the first one lowest.
    private let bytes: UInt64
    /// Number of letters, 0 to 8.
    let count: Int

    /// Bytes that must be there from `position` on.
    static let width = 8

    /// Looks at the bytes from `position` on.
    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) {
        let bytes = UInt64(
            littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(
                fromByteOffset: position,
                as: UInt64.self
            )
        )
        self.bytes = bytes
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones &* 0x80
        // Sums of seven bits each reach the highest bit from "a" on, and behind
        // "z", and carry nothing over.
        let small = (bytes | ones &* 0x20) & ~highs
        let isLetter =
            (small &+ ones &* 0x1F) & ~(small &+ ones &* 0x05) & ~bytes & highs
        count = (~isLetter & highs).trailingZeroBitCount >> 3
    }

    /// Whether the letters are a word with a space behind it.
    @inline(__always)
    var isWord: Bool {
        count > 0 && count < Self.width && bytes &>> UInt64(count &* 8) & 0xFF == 0x20
    }

    /// All eight bytes, the letters among them in lower case.
    @inline(__always)
    var lowered: SIMD8<UInt32> {
        let lowered = (bytes | 0x2020_2020_2020_2020).littleEndian
        return SIMD8(truncatingIfNeeded: unsafeBitCast(lowered, to: SIMD8<UInt8>.self))
    }
}
