import Testing
import WinnowDaemon
import WinnowModel

@Suite struct PollPlanTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let hour = Duration.seconds(3600)
    private static let day = Duration.seconds(86_400)

    /// One decision without chance: what was decided, in seconds from now.
    private func decide(
        _ outcome: PollOutcome,
        every: Duration = .seconds(900),
        failures: Int = 0,
        now: Timestamp = PollPlanTests.now
    ) -> (seconds: Int, failures: Int, reason: PollPlan.Reason) {
        var generator = FixedGenerator.lowest
        let decision = PollPlan(every: every)
            .next(after: outcome, failures: failures, now: now, using: &generator)
        return (Int(decision.next.seconds - now.seconds), decision.failures, decision.reason)
    }

    /// An answer with wishes in seconds.
    private static func answer(
        freshness: Int? = nil,
        timeToLive: Int? = nil,
        update: Int? = nil,
        skipHours: [UInt8] = [],
        skipDays: [UInt8] = []
    ) -> PollOutcome {
        var wishes = PollWishes()
        wishes.freshness = freshness.map { .seconds($0) }
        wishes.timeToLive = timeToLive.map { .seconds($0) }
        wishes.updatePeriod = update.map { .seconds($0) }
        wishes.skipHours = skipHours
        wishes.skipDays = skipDays
        return .answered(wishes)
    }

    private static let wishCases: [(PollOutcome, Int, PollPlan.Reason)] = [
        (answer(), 900, .interval),
        (answer(timeToLive: 60), 900, .interval),
        (answer(timeToLive: 3600), 3600, .publisher),
        (answer(update: 7200), 7200, .publisher),
        (answer(freshness: 10_800), 10_800, .publisher),
        (answer(freshness: 3600, timeToLive: 7200), 7200, .publisher),
        (answer(freshness: 99_999_999_999), 86_400, .publisher),
        (answer(freshness: 0), 900, .interval),
    ]

    @Test(
        "the configured interval is a lower bound that wishes lengthen up to a day",
        arguments: wishCases
    )
    func wishesLengthen(outcome: PollOutcome, seconds: Int, reason: PollPlan.Reason) {
        let decision = decide(outcome, failures: 5)
        #expect(decision.seconds == seconds)
        #expect(decision.reason == reason)
        #expect(decision.failures == 0)
    }

    @Test(
        "an interval longer than any bound is kept",
        arguments: [
            PollOutcome.failed, .busy(retryAfter: .seconds(30)), answer(freshness: 3600),
        ]
    )
    func longIntervalIsKept(outcome: PollOutcome) {
        #expect(decide(outcome, every: Self.day * 3, failures: 9).seconds == 3 * 86_400)
    }

    @Test(
        "failures double the interval up to a day and are counted",
        arguments: [
            (0, 900), (1, 1800), (2, 3600), (6, 57_600), (7, 86_400), (1000, 86_400),
            (Int.max, 86_400), (-5, 900),
        ]
    )
    func failuresDouble(failures: Int, seconds: Int) {
        let decision = decide(.failed, failures: failures)
        #expect(decision.seconds == seconds)
        #expect(decision.reason == .backOff)
        #expect(decision.failures >= 1)
    }

    @Test(
        "a busy server gets the time it names, within bounds",
        arguments: [
            (Duration.seconds(30), 900, PollPlan.Reason.retryAfter), (hour, 3600, .retryAfter),
            (.seconds(1_000_000_000_000), 86_400, .retryAfter), (.zero, 3600, .backOff),
        ]
    )
    func retryAfter(delay: Duration, seconds: Int, reason: PollPlan.Reason) {
        let decision = decide(.busy(retryAfter: delay), failures: 2)
        #expect(decision.seconds == seconds)
        #expect(decision.reason == reason)
        #expect(decision.failures == 3)
    }

    @Test("a busy server that names no time is backed off from")
    func busyWithoutTime() {
        let decision = decide(.busy(retryAfter: nil), failures: 1)
        #expect(decision.seconds == 1800)
        #expect(decision.reason == .backOff)
    }

    @Test("a source that is gone is still asked every week")
    func gone() {
        let decision = decide(.gone, failures: 50)
        #expect(decision.seconds == 7 * 86_400)
        #expect(decision.reason == .gone)
    }

    @Test(
        "chance adds to an interval and takes nothing away",
        arguments: [
            (PollOutcome.answered(PollWishes()), 945), (.failed, 1125),
            (.busy(retryAfter: hour), 3780), (.gone, 635_040),
        ]
    )
    func chanceAdds(outcome: PollOutcome, atMost: Int) {
        var generator = FixedGenerator.highest
        let decision = PollPlan(every: .seconds(900))
            .next(after: outcome, failures: 0, now: Self.now, using: &generator)
        let seconds = Int(decision.next.seconds - Self.now.seconds)
        #expect(seconds > decide(outcome).seconds)
        #expect(seconds <= atMost)
    }

    // 2026-11-21 is a Saturday.
    private static let saturdayNoon = Timestamp(
        seconds: Timestamp.days(year: 2026, month: 11, day: 21) * 86_400 + 12 * 3600
    )

    private static let skipCases: [(PollOutcome, Int)] = [
        // From 12:15 to the first allowed hour.
        (answer(skipHours: [12, 13, 14]), 3 * 3600),
        (answer(skipHours: [0, 1, 2]), 900),
        (answer(skipDays: [6]), 12 * 3600),
        (answer(skipDays: [6, 0]), 36 * 3600),
        (answer(skipHours: [0], skipDays: [6]), 13 * 3600),
        (answer(skipHours: [24], skipDays: [6]), 13 * 3600),
        // Nothing would be left: not believed.
        (answer(skipHours: Array(0...23)), 900),
        (answer(skipDays: Array(0...6)), 900),
    ]

    @Test("hours and days that the publisher leaves out are left out", arguments: skipCases)
    func skippedTimes(outcome: PollOutcome, seconds: Int) {
        #expect(decide(outcome, now: Self.saturdayNoon).seconds == seconds)
    }

    @Test("a feed with absurd numbers overflows nothing")
    func absurdFeed() {
        var feed = Feed()
        feed.timeToLive = .max
        feed.pollHints.updateSeconds = .max
        let outcome = PollOutcome.answered(PollWishes(feed: feed, freshness: .seconds(Int64.max)))
        #expect(decide(outcome).seconds == 86_400)
        feed.timeToLive = .min
        feed.pollHints.updateSeconds = .min
        #expect(decide(.answered(PollWishes(feed: feed, freshness: nil))).seconds == 900)
    }

    private static let statusCases: [(Int, PollOutcome)] = [
        (200, answer()), (304, answer()), (204, .failed), (206, .failed), (301, .failed),
        (404, .failed), (410, .gone), (429, .busy(retryAfter: hour)),
        (503, .busy(retryAfter: hour)), (500, .failed), (999, .failed),
    ]

    @Test("statuses are sorted", arguments: statusCases)
    func statuses(status: Int, outcome: PollOutcome) {
        let sorted = PollOutcome(status: status, retryAfter: Self.hour, wishes: PollWishes())
        #expect(sorted == outcome)
    }
}
