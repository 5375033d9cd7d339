/// Decides which request may start next.
///
/// A pure state machine over time: a limit of running requests in all and for
/// each host, and a delay between the starts of two requests to one host. Hosts
/// take turns, so a host with a thousand waiting requests holds up nobody else.
///
/// Each host is in at most one of two places: in `ready`, in the order they
/// became so, or in `waiting`, a heap by the time its delay ends. A host at its
/// limit is in neither, and `finish` brings it back. Every operation costs
/// O(log hosts); hosts without requests are forgotten when their delay is over.
package struct HostSchedule<Key: Hashable> {
    /// The clock's time.
    package typealias Instant = ContinuousClock.Instant

    private struct Host {
        var queue: [Key] = []
        /// Entries of `queue` before this index are gone.
        var first = 0
        var running = 0
        var nextStart: Instant?
        var isListed = false
    }

    private let maximumConcurrent: Int
    private let maximumPerHost: Int
    private let delay: Duration
    private var hosts: [String: Host] = [:]
    private var ready: [String] = []
    private var firstReady = 0
    private var waiting = EarliestFirst()
    /// Keys that wait; a key that was removed stays in its queue and is skipped.
    private var queued: Set<Key> = []
    /// Requests that run now.
    package private(set) var running = 0

    /// Takes the limits; those below one count as one.
    package init(maximumConcurrent: Int, maximumPerHost: Int, delay: Duration) {
        self.maximumConcurrent = max(1, maximumConcurrent)
        self.maximumPerHost = max(1, maximumPerHost)
        self.delay = max(.zero, delay)
    }

    /// Hosts that are remembered.
    package var hostCount: Int { hosts.count }

    /// Lets a request wait for its host's turn.
    package mutating func enqueue(_ key: Key, host: String, now: Instant) {
        hosts[host, default: Host()].queue.append(key)
        queued.insert(key)
        list(host, now)
    }

    /// Forgets a request that waits.
    ///
    /// - Returns: whether it was waiting.
    package mutating func remove(_ key: Key) -> Bool {
        queued.remove(key) != nil
    }

    /// Takes the request whose turn it is; it counts as running until `finish`.
    package mutating func next(now: Instant) -> (key: Key, host: String)? {
        wakeHosts(now)
        while running < maximumConcurrent, let host = popReady() {
            hosts[host]?.isListed = false
            let key = popQueued(host)
            if key != nil {
                hosts[host]?.running += 1
                hosts[host]?.nextStart = now + delay
                running += 1
            }
            list(host, now)
            if let key { return (key, host) }
        }
        return nil
    }

    /// Frees the place of a running request.
    package mutating func finish(host: String, now: Instant) {
        guard let state = hosts[host], state.running > 0 else { return }
        hosts[host]?.running -= 1
        running -= 1
        list(host, now)
    }

    /// When `next` may have something, if nothing finishes before; nil if never.
    package func wakeTime(now: Instant) -> Instant? {
        guard running < maximumConcurrent else { return nil }
        return firstReady < ready.count ? now : waiting.first?.time
    }

    // MARK: Moving hosts

    private mutating func wakeHosts(_ now: Instant) {
        while let first = waiting.first, first.time <= now {
            waiting.removeFirst()
            hosts[first.host]?.isListed = false
            list(first.host, now)
        }
    }

    /// Puts a host where it belongs.
    private mutating func list(_ host: String, _ now: Instant) {
        guard let state = hosts[host], !state.isListed else { return }
        let isIdle = state.first == state.queue.count
        if isIdle ? state.running > 0 : state.running >= maximumPerHost { return }
        if let nextStart = state.nextStart, nextStart > now {
            waiting.insert(nextStart, host)
        } else if isIdle {
            hosts[host] = nil
            return
        } else {
            ready.append(host)
        }
        hosts[host]?.isListed = true
    }

    private mutating func popReady() -> String? {
        guard firstReady < ready.count else { return nil }
        defer { firstReady = compact(&ready, firstReady + 1) }
        return ready[firstReady]
    }

    private mutating func popQueued(_ name: String) -> Key? {
        guard var host = hosts.removeValue(forKey: name) else { return nil }
        defer { hosts[name] = host }
        while host.first < host.queue.count {
            let key = host.queue[host.first]
            host.first = compact(&host.queue, host.first + 1)
            if queued.remove(key) != nil { return key }
        }
        return nil
    }
}

/// Drops the part of a queue that was taken, once it is the larger part; this
/// keeps taking from the front at constant cost.
private func compact<Element>(_ queue: inout [Element], _ first: Int) -> Int {
    guard first > 16, first * 2 > queue.count else { return first }
    queue.removeFirst(first)
    return 0
}
