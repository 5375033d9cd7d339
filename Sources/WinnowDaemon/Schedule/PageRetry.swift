/// Decides whether an entry's page that could not be fetched is tried again.
///
/// A few attempts within hours, then none until the feed changes the entry: a
/// page that is still missing then is mostly missing for good, and the feed's
/// own text is stored instead. Pure.
public struct PageRetry: Sendable, Equatable {
    /// Why a page was not fetched.
    public enum Failure: Sendable, Equatable {
        /// Of the network or the server (5xx, 408, 425): it may pass.
        case passing
        /// 429 or 503.
        case busy(retryAfter: Duration?)
        /// 404: feeds are often published before their pages are.
        case missing
        /// Any other refusal (401, 403, 410, 451, ...), or a page that is not
        /// acceptable: asking again will not help.
        case final

        /// Sorts a response by its status.
        public init(status: Int, retryAfter: Duration?) {
            switch status {
            case 429, 503: self = .busy(retryAfter: retryAfter)
            case 404: self = .missing
            case 408, 425, 500...599: self = .passing
            default: self = .final
            }
        }
    }

    /// Delays before the second, third, ... attempt.
    public var delays: [Duration] = [.seconds(60), .seconds(600), .seconds(3600), .seconds(14_400)]
    /// Attempts at a page that is missing.
    public var missingAttempts = 2
    /// A longer wish than this counts as a refusal.
    public var longestRetryAfter: Duration = .seconds(86_400)
    /// Largest part of a delay that chance adds.
    public var spread = 0.25

    /// The values that the project uses.
    public init() {}

    /// Decides after a failure.
    ///
    /// - Parameter attempts: attempts made so far, this one included.
    /// - Returns: how long to wait, or nil to give up.
    public func delay(
        after failure: Failure,
        attempts: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempts >= 1, attempts <= delays.count else { return nil }
        var delay = delays[attempts - 1]
        switch failure {
        case .final: return nil
        case .missing:
            // One more try, late enough for a slow publication.
            guard attempts < missingAttempts else { return nil }
            delay = max(delay, .seconds(600))
        case .busy(let retryAfter?):
            guard retryAfter <= longestRetryAfter else { return nil }
            delay = max(delay, retryAfter)
        case .busy(nil), .passing: break
        }
        return delay + delay * (spread * generator.nextFraction())
    }
}
