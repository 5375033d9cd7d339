import Testing
import WinnowFetch

@Suite struct HostScheduleTests {
    private let start = ContinuousClock.now

    private func schedule(concurrent: Int = 100, perHost: Int = 1, delay: Int = 0)
        -> HostSchedule<Int>
    {
        HostSchedule(
            maximumConcurrent: concurrent,
            maximumPerHost: perHost,
            delay: .seconds(delay)
        )
    }

    /// All that may start at a time, by number.
    private func started(_ schedule: inout HostSchedule<Int>, at seconds: Int) -> [Int] {
        var keys: [Int] = []
        while let (key, _) = schedule.next(now: start + .seconds(seconds)) { keys.append(key) }
        return keys
    }

    @Test("hosts take turns")
    func fairness() {
        var schedule = schedule(concurrent: 1)
        for key in 0..<4 { schedule.enqueue(key, host: "a", now: start) }
        for key in 10..<12 { schedule.enqueue(key, host: "b", now: start) }
        var order: [Int] = []
        while let (key, host) = schedule.next(now: start) {
            order.append(key)
            schedule.finish(host: host, now: start)
        }
        #expect(order == [0, 10, 1, 11, 2, 3])
        #expect(schedule.hostCount == 0)
    }

    @Test("a host gets no more than its limit, and a place when one is free")
    func perHost() {
        var schedule = schedule(perHost: 2)
        for key in 0..<5 { schedule.enqueue(key, host: "a", now: start) }
        #expect(started(&schedule, at: 0) == [0, 1])
        #expect(schedule.wakeTime(now: start) == nil)
        schedule.finish(host: "a", now: start)
        #expect(started(&schedule, at: 0) == [2])
        #expect(schedule.running == 2)
    }

    @Test("all hosts together get no more than the limit")
    func concurrent() {
        var schedule = schedule(concurrent: 3)
        for key in 0..<10 { schedule.enqueue(key, host: "host\(key)", now: start) }
        #expect(started(&schedule, at: 0) == [0, 1, 2])
        schedule.finish(host: "host1", now: start)
        #expect(started(&schedule, at: 0) == [3])
    }

    @Test("requests to one host start apart, and the schedule says when to wake")
    func delay() {
        var schedule = schedule(perHost: 5, delay: 10)
        for key in 0..<3 { schedule.enqueue(key, host: "a", now: start) }
        schedule.enqueue(7, host: "b", now: start)
        #expect(started(&schedule, at: 0) == [0, 7])
        #expect(schedule.wakeTime(now: start) == start + .seconds(10))
        #expect(started(&schedule, at: 9) == [])
        #expect(started(&schedule, at: 10) == [1])
        #expect(started(&schedule, at: 25) == [2])
    }

    @Test("the delay also holds for a host that was idle in between")
    func delayAfterIdle() {
        var schedule = schedule(delay: 10)
        schedule.enqueue(0, host: "a", now: start)
        #expect(started(&schedule, at: 0) == [0])
        schedule.finish(host: "a", now: start)
        #expect(schedule.hostCount == 1)
        schedule.enqueue(1, host: "a", now: start + .seconds(5))
        #expect(started(&schedule, at: 5) == [])
        #expect(started(&schedule, at: 10) == [1])
        schedule.finish(host: "a", now: start + .seconds(10))
        #expect(started(&schedule, at: 20) == [])
        #expect(schedule.hostCount == 0)
    }

    @Test("a request that is removed never starts")
    func removal() {
        var schedule = schedule(perHost: 3)
        for key in 0..<3 { schedule.enqueue(key, host: "a", now: start) }
        let first = schedule.remove(1)
        let second = schedule.remove(1)
        #expect(first && !second)
        #expect(started(&schedule, at: 0) == [0, 2])
        let afterStart = schedule.remove(0)
        #expect(!afterStart)
    }

    @Test("ten thousand hosts with requests each are served once each, in time order")
    func many() {
        var schedule = schedule(concurrent: 50, delay: 1)
        for key in 0..<20_000 { schedule.enqueue(key, host: "h\(key % 10_000)", now: start) }
        var served: Set<Int> = []
        var now = start
        var last = start
        while served.count < 20_000 {
            while let (key, host) = schedule.next(now: now) {
                #expect(served.insert(key).inserted)
                schedule.finish(host: host, now: now)
            }
            guard let wake = schedule.wakeTime(now: now), served.count < 20_000 else { break }
            #expect(wake >= last)
            last = wake
            now = max(now, wake)
        }
        #expect(served.count == 20_000)
    }
}
