import WinnowModel

/// What a poll of a source came to, as far as the schedule cares.
public enum PollOutcome: Sendable, Equatable {
    /// The source answered, with news or without; the publisher's wishes are
    /// those of this answer.
    case answered(PollWishes)
    /// 429 or 503: the server asks for patience, perhaps for how long.
    case busy(retryAfter: Duration?)
    /// 410: the publisher says that the source is no more.
    case gone
    /// Any other failure: of the network, the server, or the document.
    case failed

    /// Sorts a response by its status.
    ///
    /// - Parameters:
    ///   - retryAfter: what the header asks, if it is valid and in the future.
    ///   - wishes: what the header and the feed say about polling.
    public init(status: Int, retryAfter: Duration?, wishes: PollWishes) {
        switch status {
        case 200, 203, 226, 304: self = .answered(wishes)
        case 429, 503: self = .busy(retryAfter: retryAfter)
        case 410: self = .gone
        default: self = .failed
        }
    }
}

/// What a publisher says about when to poll.
public struct PollWishes: Sendable, Equatable {
    /// How long the response stays fresh: `Cache-Control`, `Expires`.
    public var freshness: Duration?
    /// RSS `ttl`.
    public var timeToLive: Duration?
    /// `sy:updatePeriod` over `sy:updateFrequency`.
    public var updatePeriod: Duration?
    /// Hours in UTC, 0 to 23, without news.
    public var skipHours: [UInt8] = []
    /// Days in UTC without news, 0 (Sunday) to 6.
    public var skipDays: [UInt8] = []

    /// No wishes.
    public init() {}

    /// Takes the wishes of a parsed feed.
    public init(feed: Feed, freshness: Duration?) {
        self.freshness = freshness
        timeToLive = feed.timeToLive.map { .seconds(Int64(clamping: $0).clampedMinutes * 60) }
        updatePeriod = feed.pollHints.updateSeconds.map { .seconds(Int64(clamping: $0)) }
        skipHours = feed.pollHints.skipHours
        skipDays = feed.pollHints.skipDays
    }

    /// The longest of the intervals; zero if there is none.
    var interval: Duration {
        [freshness, timeToLive, updatePeriod].compactMap { $0 }.max() ?? .zero
    }
}

extension Int64 {
    /// Minutes that can be counted in seconds without overflow: feeds hold any
    /// number.
    fileprivate var clampedMinutes: Int64 { Swift.min(Swift.max(self, 0), 100 * 366 * 24 * 60) }
}
