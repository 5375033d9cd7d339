import WinnowModel

/// Decides when a source is polled next. Pure: time and chance come from
/// outside.
///
/// - The configured interval is a lower bound, always.
/// - After an answer the publisher's wishes may lengthen it, up to a day:
///   beyond that they are mostly faults, and news would be lost.
/// - Failures double the interval up to a day. A server that names a time gets
///   it, within the same bound. A source that is gone is asked weekly: pages
///   come back, and only the operator removes a source.
/// - Something is added by chance, never taken away, so that sources which
///   started together drift apart.
public struct PollPlan: Sendable {
    /// The bounds of all decisions.
    public struct Limits: Sendable, Equatable {
        /// The longest interval that a publisher's wishes can reach.
        public var longestWish: Duration = .seconds(86_400)
        /// The longest interval that failures can reach.
        public var longestBackOff: Duration = .seconds(86_400)
        /// The interval of a source that is gone.
        public var gone: Duration = .seconds(7 * 86_400)
        /// The shortest interval, whatever is configured.
        public var shortest: Duration = .seconds(1)
        /// Largest part of an interval that chance adds after an answer.
        public var spread = 0.05
        /// Largest part of an interval that chance adds after a failure.
        public var backOffSpread = 0.25

        /// The values that the project uses.
        public init() {}
    }

    /// When to poll, and what to remember until then.
    public struct Decision: Sendable, Equatable {
        /// The time of the next poll.
        public var next: Timestamp
        /// To be stored with the source and given to the next decision.
        public var failures: Int
        /// What determined the time, for the log and `winnow status`.
        public var reason: Reason
    }

    /// What determined the time of a poll.
    public enum Reason: String, Sendable {
        /// The configured interval.
        case interval
        /// The publisher's wish for a longer one.
        case publisher
        /// The hours or days that the publisher leaves out.
        case skipped
        /// `Retry-After`.
        case retryAfter = "retry_after"
        /// Failures in a row.
        case backOff = "back_off"
        /// 410 Gone.
        case gone
    }

    private let every: Duration
    private let limits: Limits

    /// Makes the plan of one source.
    ///
    /// - Parameter every: the configured interval.
    public init(every: Duration, limits: Limits = Limits()) {
        self.every = max(every, limits.shortest)
        self.limits = limits
    }

    /// Decides after a poll.
    ///
    /// - Parameters:
    ///   - failures: failures in a row before this poll.
    ///   - now: the end of the poll.
    ///   - generator: the source of chance.
    public func next(
        after outcome: PollOutcome,
        failures: Int,
        now: Timestamp,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        switch outcome {
        case .answered(let wishes):
            return afterAnswer(wishes, now, &generator)
        case .busy(let retryAfter):
            return afterBusy(retryAfter, failures, now, &generator)
        case .gone:
            let interval = spread(max(every, limits.gone), limits.spread, &generator)
            return Decision(next: now + interval, failures: increased(failures), reason: .gone)
        case .failed:
            return afterFailure(failures, now, &generator)
        }
    }

    private func afterAnswer(
        _ wishes: PollWishes,
        _ now: Timestamp,
        _ generator: inout some RandomNumberGenerator
    ) -> Decision {
        let wish = min(wishes.interval, limits.longestWish)
        let interval = spread(max(every, wish), limits.spread, &generator)
        let time = now + interval
        let allowed = SkippedTimes(wishes).firstAllowed(from: time)
        guard allowed == time else {
            // All who wait for the same hour would come in its first second.
            let late = spread(.seconds(1800), 1, &generator) - .seconds(1800)
            return Decision(next: allowed + late, failures: 0, reason: .skipped)
        }
        return Decision(next: time, failures: 0, reason: wish > every ? .publisher : .interval)
    }

    private func afterBusy(
        _ retryAfter: Duration?,
        _ failures: Int,
        _ now: Timestamp,
        _ generator: inout some RandomNumberGenerator
    ) -> Decision {
        guard let retryAfter, retryAfter > .zero else {
            return afterFailure(failures, now, &generator)
        }
        let asked = max(every, min(retryAfter, limits.longestBackOff))
        return Decision(
            next: now + spread(asked, limits.spread, &generator),
            failures: increased(failures),
            reason: .retryAfter
        )
    }

    private func afterFailure(
        _ failures: Int,
        _ now: Timestamp,
        _ generator: inout some RandomNumberGenerator
    ) -> Decision {
        var interval = every
        let ceiling = max(every, limits.longestBackOff)
        // The first failure waits the configured interval: it may be a moment's.
        var doublings = failures
        while doublings > 0, interval < ceiling {
            interval = interval * 2
            doublings -= 1
        }
        interval = spread(min(interval, ceiling), limits.backOffSpread, &generator)
        return Decision(next: now + interval, failures: increased(failures), reason: .backOff)
    }

    private func increased(_ failures: Int) -> Int {
        min(max(0, failures), 1_000_000) + 1
    }

    /// An interval with a chance part of up to `part` added.
    private func spread(
        _ interval: Duration,
        _ part: Double,
        _ generator: inout some RandomNumberGenerator
    ) -> Duration {
        interval + interval * (part * generator.nextFraction())
    }
}

extension Timestamp {
    /// The instant that is `duration` later, in whole milliseconds; the ends of
    /// time are not passed.
    static func + (time: Timestamp, duration: Duration) -> Timestamp {
        let parts = duration.components
        let (whole, overflow) = parts.seconds.multipliedReportingOverflow(by: 1000)
        let fraction = parts.attoseconds / 1_000_000_000_000_000
        let (sum, tooLate) = time.milliseconds.addingReportingOverflow(whole)
        guard !overflow, !tooLate, sum < Int64.max - 1000 else {
            return Timestamp(milliseconds: duration < .zero ? Int64.min : Int64.max)
        }
        return Timestamp(milliseconds: sum + fraction)
    }
}
