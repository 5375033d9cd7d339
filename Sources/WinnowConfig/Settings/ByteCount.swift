/// A number of bytes, as the configuration writes `8MiB`.
public struct ByteCount: Sendable, Hashable, Comparable {
    /// The number of bytes, never negative.
    public let bytes: Int

    /// Makes a count of `bytes`; negative numbers count as 0.
    public init(bytes: Int) {
        self.bytes = max(0, bytes)
    }

    /// Makes a count of `count` KiB (1,024 bytes each).
    public static func kibibytes(_ count: Int) -> ByteCount {
        ByteCount(bytes: count << 10)
    }

    /// Makes a count of `count` MiB (1,048,576 bytes each).
    public static func mebibytes(_ count: Int) -> ByteCount {
        ByteCount(bytes: count << 20)
    }

    /// Makes a count of `count` GiB (1,073,741,824 bytes each).
    public static func gibibytes(_ count: Int) -> ByteCount {
        ByteCount(bytes: count << 30)
    }

    /// Compares by size.
    public static func < (left: ByteCount, right: ByteCount) -> Bool {
        left.bytes < right.bytes
    }
}
