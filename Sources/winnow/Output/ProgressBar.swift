import Glibc

/// Shows on a terminal how far long work is; silent elsewhere.
///
/// It draws on standard error, at most ten times a second, and only once the
/// work has taken longer than half a second.
struct ProgressBar {
    private static let width = 30

    private let total: Int
    private let isShown: Bool
    private let start = Self.now()
    private var lastDrawn: UInt64
    private var isDrawn = false

    init(total: Int) {
        self.total = total
        isShown = isatty(STDERR_FILENO) == 1
        lastDrawn = start + 400_000_000
    }

    /// Draws the bar for `done` of all steps, if it is time to.
    mutating func update(_ done: Int) {
        guard isShown, total > 0 else { return }
        let now = Self.now()
        guard now > lastDrawn, now - lastDrawn > 100_000_000 else { return }
        lastDrawn = now
        isDrawn = true
        let filled = Self.width * done / total
        let bar =
            String(repeating: "=", count: filled)
            + String(repeating: " ", count: Self.width - filled)
        let seconds = max(1, Int((now - start) / 1_000_000_000))
        Terminal.writeError("\r[\(bar)] \(done)/\(total)  \(done / seconds)/s ")
    }

    /// Removes the bar, so that what follows begins on a clean line.
    mutating func clear() {
        guard isDrawn else { return }
        Terminal.writeError("\r\u{1B}[K")
        isDrawn = false
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
