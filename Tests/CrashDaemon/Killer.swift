import CrashTesting
import DaemonTesting
import Foundation

/// Runs the real daemon on a site that never stops publishing, kills it again
/// and again, and tails its output all along.
final class Killer {
    /// The steps of the commit order. Setting a database aside needs a damaged
    /// one; the store's own tests do that.
    static let points = [
        "body-inserted", "body-committed", "feed-inserted", "feed-committed", "records-inserted",
        "records-committed", "segment-created", "append-halfway", "appended", "synced", "marking",
        "marked", "quarantine-written", "quarantined", "recovery-written",
    ]

    private let ledger = Ledger()
    private let site: NewsSite
    private let daemon: TestDaemon
    private var configuration: TestConfiguration
    private var feeds = ["pages", "inline"]
    private var random: SplitMix
    private var harvest = Harvest()
    private lazy var tailer = SegmentTailer(root: daemon.output) { [unowned self] line in
        if let item = harvest.add(line) { ledger.noteSeen(item) }
    }
    private var lives = 0
    private(set) var kills = 0
    private(set) var reached: [String: Int] = [:]

    init(tree: InstallTree, modules: ScratchDirectory, seed: UInt64) throws {
        random = SplitMix(state: seed)
        site = try NewsSite(ledger)
        configuration = TestConfiguration()
        configuration.moduleDirectories = [modules.path]
        configuration.route = ["html", "text", "trouble", "boilerplate", "language"]
        configuration.fetch = "per_host: 4"
        daemon = try TestDaemon(tree: tree, configuration)
    }

    /// Where the daemon's files are.
    var directory: ScratchDirectory { daemon.directory }
    /// Records that the tailing reader saw.
    var recordCount: Int { harvest.census.counts.count }
    /// Requests for pages, and how many of them asked for one again.
    var requestCounts: (all: Int, again: Int) { ledger.requestCounts }

    // MARK: Killing

    /// Kills a daemon at a random time, the start included.
    func killAtRandom() throws {
        let process = try launch()
        let end = ContinuousClock.now + .milliseconds(Int(random.next() % 1500))
        while ContinuousClock.now < end { try watch(process) }
        process.end()
        kills += 1
    }

    /// Lets a daemon end at a step. Some steps come only after another crash,
    /// or with a new source.
    func kill(at point: String) throws {
        var pass = 1 + random.next() % 3
        switch point {
        case "recovery-written":
            // An opening passes its own step once for each segment, often one.
            pass = 1
            try kill(at: "records-committed")
        case "segment-created":
            // A source's first record opens its segment.
            pass = 1
            feeds.append("more\(feeds.count)")
        default: break
        }
        let process = try launch(fault: "\(point):\(pass)")
        let wasKilled = try waitForEnd(of: process)
        guard wasKilled else { throw TestFailure("the daemon did not die at \(point)") }
        reached[point, default: 0] += 1
        kills += 1
    }

    private func waitForEnd(of process: ChildProcess) throws -> Bool {
        try waitUntil("the daemon dies at its step", detail: { daemon.log }) {
            try tailer.poll()
            return process.hasEnded
        }
        return try process.wait() == .signalled(SIGKILL)
    }

    private func launch(fault: String? = nil) throws -> ChildProcess {
        lives += 1
        // By it the site knows the daemons apart, whose last requests may still
        // be on their way when the next one starts.
        configuration.userAgent = "crash-test/\(lives) (+http://127.0.0.1/)"
        configuration.sources = feeds.map { feed in
            let fullPage = feed == "pages" ? "true" : "false"
            return .init(feed, "feed", site.url(ofFeed: feed), "full_page: \(fullPage)")
        }
        try daemon.configure(configuration)
        return try daemon.launch(environment: fault.map { ["WINNOW_FAULT": $0] } ?? [:])
    }

    /// Reads what is new, and gives the daemon time to write more.
    private func watch(_ process: ChildProcess) throws {
        try tailer.poll()
        guard !process.hasEnded else { throw TestFailure("the daemon ended:\n\(daemon.log)") }
        usleep(500)
    }

    // MARK: The end

    /// Lets a last daemon finish its work, and returns what is wrong.
    func check() throws -> [String] {
        ledger.close()
        let process = try launch()
        try waitUntil("everything is stored", atMost: .seconds(300), detail: { missing }) {
            try watch(process)
            return isComplete
        }
        try waitUntil("the daemon has no work left", detail: { daemon.log }) {
            try tailer.poll()
            // Its socket is there only when it is ready.
            guard let status = try? daemon.status() else { return false }
            return status.totals.waitingBodies == 0 && status.totals.waitingPages == 0
        }
        let quarantined = try daemon.status().totals.quarantined
        let ending = try daemon.stop()
        try tailer.poll()
        var problems = ending == .exited(0) ? [] : ["the last daemon ended with \(ending)"]
        problems += harvest.problems(expecting: expected) + ledger.problems
        problems += try tailer.changedFiles().map { "bytes changed: \($0)" }
        problems += tailer.tornFiles.map { "torn: \($0)" }
        if quarantined != poisoned.count {
            problems.append("\(quarantined) documents in quarantine, \(poisoned.count) are due")
        }
        site.stop()
        return problems
    }

    private var poisoned: Set<Ledger.Item> { ledger.published.filter(\.isPoison) }
    private var expected: Set<Ledger.Item> { ledger.published.filter { !$0.isPoison } }

    private var isComplete: Bool { expected.isSubset(of: ledger.seen) }

    private var missing: String {
        let missing = expected.subtracting(ledger.seen).sorted().map(\.description)
        return "missing: \(missing.prefix(20)), \(missing.count) in all\n\(daemon.log.suffix(4000))"
    }
}
