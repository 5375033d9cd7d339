import Testing
import WinnowDaemon
import WinnowModel

@Suite struct StartSpreadTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    @Test("a few sources are polled at once")
    func few() {
        let times = StartSpread().times(stored: [nil, nil, nil], now: now)
        #expect(times == [now, now, now])
    }

    @Test("a thousand sources are spread over minutes, in order")
    func thousand() {
        let times = StartSpread().times(stored: Array(repeating: nil, count: 1000), now: now)
        #expect(times == times.sorted())
        let seconds = Dictionary(grouping: times) { $0.seconds }
        #expect(seconds.values.allSatisfy { $0.count <= 26 })
        #expect(times[999].seconds - now.seconds == 98)
    }

    @Test("a stored time in the future is kept, one in the past is due")
    func stored() {
        let later = Timestamp(seconds: now.seconds + 500)
        let earlier = Timestamp(seconds: now.seconds - 500)
        #expect(StartSpread().times(stored: [later, earlier, nil], now: now) == [later, now, now])
    }
}
