import Testing
import WinnowDaemon

@Suite struct PageRetryTests {
    /// The delays until the page is given up, in seconds, without chance.
    private func delays(_ failure: PageRetry.Failure) -> [Int64] {
        var generator = FixedGenerator.lowest
        var delays: [Int64] = []
        var attempts = 1
        while let delay = PageRetry().delay(after: failure, attempts: attempts, using: &generator),
            attempts < 100
        {
            delays.append(delay.components.seconds)
            attempts += 1
        }
        return delays
    }

    @Test(
        "failures are retried a few times, each kind in its way",
        arguments: [
            (PageRetry.Failure.passing, [60, 600, 3600, 14_400]),
            (.busy(retryAfter: nil), [60, 600, 3600, 14_400]),
            (.busy(retryAfter: .seconds(1000)), [1000, 1000, 3600, 14_400]),
            (.busy(retryAfter: .seconds(100_000)), []),
            (.missing, [600]),
            (.final, []),
        ] as [(PageRetry.Failure, [Int64])]
    )
    func schedule(failure: PageRetry.Failure, expected: [Int64]) {
        #expect(delays(failure) == expected)
    }

    @Test("chance adds at most a quarter")
    func chance() {
        var generator = FixedGenerator.highest
        let delay = PageRetry().delay(after: .passing, attempts: 1, using: &generator)
        #expect(delay.map { $0 > .seconds(60) && $0 <= .seconds(75) } == true)
    }

    @Test(
        "statuses are sorted",
        arguments: [
            (404, PageRetry.Failure.missing), (410, .final), (403, .final), (401, .final),
            (500, .passing), (502, .passing), (408, .passing), (429, .busy(retryAfter: nil)),
            (503, .busy(retryAfter: nil)), (999, .final),
        ]
    )
    func statuses(status: Int, failure: PageRetry.Failure) {
        #expect(PageRetry.Failure(status: status, retryAfter: nil) == failure)
    }
}
