import Glibc

/// Collects output, so that many small results reach a file or another program
/// in few writes. A terminal gets each at once.
struct OutputBuffer {
    /// Half of what a pipe holds: its reader need not be at work at once.
    private static let size = 1 << 15
    /// How long a result may wait for others, in nanoseconds.
    private static let patience: UInt64 = 100_000_000

    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private var pending: [UInt8] = []
    private var lastWritten = Self.now()

    /// Writes bytes to standard output, now or with those to come.
    mutating func write(_ bytes: [UInt8]) {
        pending += bytes
        if isTerminal || pending.count >= Self.size || Self.now() > lastWritten + Self.patience {
            flush()
        }
    }

    /// Writes what is left.
    mutating func flush() {
        guard !pending.isEmpty else { return }
        Terminal.write(pending)
        pending.removeAll(keepingCapacity: true)
        lastWritten = Self.now()
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
