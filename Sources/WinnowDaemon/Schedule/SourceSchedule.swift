import Synchronization
import WinnowConfig
import WinnowFetch
import WinnowModel
import WinnowStore

/// Applies the pure decisions of `PollPlan` and `PageRetry` to sources, and
/// remembers what each feed wished last: an answer without a body (304)
/// repeats no wishes.
///
/// The memory is not stored. After a restart a 304 is followed by the
/// configured interval until the feed is read again.
final class SourceSchedule: Sendable {
    private let wishes = Mutex<[SourceID: PollWishes]>([:])
    private let retry = PageRetry()

    /// What the store needs to know of the sources; new ones are spread over
    /// time.
    static func declarations(
        of sources: [SourceSettings],
        now: Timestamp
    ) -> [SourceDeclaration] {
        let times = StartSpread().times(stored: sources.map { _ in nil }, now: now)
        return zip(sources, times).map { source, time in
            SourceDeclaration(
                name: source.name,
                kind: source.kind.stored,
                location: source.kind.location,
                firstFetch: time
            )
        }
    }

    /// When a source is polled again if nothing comes of the poll that begins.
    func provisional(_ source: RunningSource, now: Timestamp) -> Timestamp {
        now + source.settings.every
    }

    /// The next poll after an answer with status 200 or 304.
    func next(
        afterAnswer response: FetchResponse,
        of source: RunningSource,
        now: Timestamp
    ) -> Timestamp {
        var known = wishes.withLock { $0[source.stored.id] } ?? PollWishes()
        known.freshness = response.headers.freshness(now: now)
        wishes.withLock { $0[source.stored.id] = known }
        return decide(.answered(known), source, failures: 0, now)
    }

    /// The next poll after a feed was read, with what it wishes.
    func next(afterReading feed: Feed, of source: RunningSource, now: Timestamp) -> Timestamp {
        let freshness = wishes.withLock { $0[source.stored.id]?.freshness }
        let known = PollWishes(feed: feed, freshness: freshness)
        wishes.withLock { $0[source.stored.id] = known }
        return decide(.answered(known), source, failures: 0, now)
    }

    /// The next poll after anything else.
    func next(
        afterFailure outcome: PollOutcome,
        of source: RunningSource,
        failures: Int,
        now: Timestamp
    ) -> Timestamp {
        decide(outcome, source, failures: failures, now)
    }

    /// When an entry's page is tried again; nil to give it up.
    func nextTry(
        ofPage target: FetchTarget,
        after failure: PageRetry.Failure,
        now: Timestamp
    ) -> Timestamp? {
        var generator = SystemRandomNumberGenerator()
        return retry.delay(after: failure, attempts: target.failures + 1, using: &generator)
            .map { now + $0 }
    }

    private func decide(
        _ outcome: PollOutcome,
        _ source: RunningSource,
        failures: Int,
        _ now: Timestamp
    ) -> Timestamp {
        var limits = PollPlan.Limits()
        limits.longestBackOff = source.backOffMaximum
        limits.spread = source.jitter
        var generator = SystemRandomNumberGenerator()
        return PollPlan(every: source.settings.every, limits: limits)
            .next(after: outcome, failures: failures, now: now, using: &generator).next
    }
}

extension WinnowConfig.SourceKind {
    /// The kind as the store names it.
    var stored: WinnowStore.SourceKind {
        switch self {
        case .feed: .feed
        case .sitemap: .sitemap
        case .page: .page
        case .pages: .pages
        case .directory: .directory
        }
    }
}
