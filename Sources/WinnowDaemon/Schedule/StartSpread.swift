import WinnowModel

/// Spreads the polls that are due when the daemon starts, so that a thousand
/// sources do not fire in one second.
///
/// The first ones go at once: whoever starts the daemon on a few feeds sees
/// them right away.
public struct StartSpread: Sendable {
    /// Polls that go at once.
    public var burst = 16
    /// Time between the others.
    public var spacing: Duration = .milliseconds(100)

    /// The values that the project uses: a thousand sources take 100 seconds.
    public init() {}

    /// The times of all sources, in the order given.
    ///
    /// - Parameter stored: each source's stored next poll; nil for one that was
    ///   never polled. A time in the future is kept: a restart is no reason to
    ///   poll again.
    public func times(stored: [Timestamp?], now: Timestamp) -> [Timestamp] {
        var due = 0
        return stored.map { next in
            if let next, next > now { return next }
            defer { due += 1 }
            return now + spacing * max(0, due - burst + 1)
        }
    }
}
