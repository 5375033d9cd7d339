import CrashTesting
import Foundation
import WinnowStore

/// The process that kills: it starts writers, ends them at random times and at
/// each step, tails their output meanwhile, and checks it all in the end.
final class Killer {
    private let directory: String
    private let log: String
    private var random: SplitMix
    private var census = RecordCensus()
    private lazy var tailer = SegmentTailer(root: directory + "/documents") { [unowned self] line in
        census.add(line, isWhole: Killer.isWhole)
    }
    private var generation = 0
    private(set) var kills = 0
    private(set) var reached: [FaultPoint: Int] = [:]

    init(directory: String, seed: UInt64) {
        self.directory = directory
        log = directory + ".log"
        random = SplitMix(state: seed)
    }

    /// Kills a writer at a random time.
    func killAtRandom() throws {
        let writer = try start(count: 1_000_000, fault: nil)
        let milliseconds = Int(random.next() % 300)
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < end, !writer.hasEnded { try watch() }
        writer.end()
        kills += 1
        try readLog()
    }

    /// Lets a writer end at a step. Some steps come only after another crash.
    func kill(at point: FaultPoint) throws {
        // An opening passes its own step once for each segment, often one.
        let isRecovery = point == .recoveryWritten
        if isRecovery { try kill(at: .recordsCommitted) }
        let pass = isRecovery ? 1 : 1 + random.next() % 3
        let writer = try start(count: 40, fault: "\(point.rawValue):\(pass)")
        while !writer.hasEnded { try watch() }
        if writer.wasKilled { reached[point, default: 0] += 1 }
        kills += 1
        try readLog()
    }

    /// Lets a last writer finish, and returns what is wrong.
    func check() throws -> [String] {
        let writer = try start(count: 1, fault: nil)
        while !writer.hasEnded { try watch() }
        guard writer.succeeded else { return ["the last writer failed"] }
        try tailer.poll()
        let items = Script.allItems(upTo: generation)
        let expected = items.filter { !$0.isPoison }.map { item in
            RecordCensus.Key(
                id: documentID(feed: item.identity, entry: item.key),
                revision: item.version
            )
        }
        var problems = census.problems(expecting: Set(expected))
        problems += try tailer.changedFiles().map { "bytes changed: \($0)" }
        problems += tailer.tornFiles.map { "torn: \($0)" }
        problems += fetchedAgain(items)
        let poisoned = items.filter(\.isPoison).count
        let kept = try FileManager.default.contentsOfDirectory(atPath: directory + "/quarantine")
        if kept.count != poisoned {
            problems.append("quarantine has \(kept.count) files, \(poisoned) are due")
        }
        return problems
    }

    /// Records that the tailing reader saw.
    var recordCount: Int { census.counts.count }

    /// A page may be asked for again only while its body was not committed.
    private func fetchedAgain(_ items: Set<Script.Item>) -> [String] {
        var fetched: [Substring: Int] = [:]
        for line in logLines where line.hasPrefix("fetched ") { fetched[line, default: 0] += 1 }
        return items.filter { $0.version == 1 && $0.feed == "pages" }.compactMap { item in
            let versions =
                items.contains(
                    Script.Item(feed: item.feed, number: item.number, version: 2)
                ) ? 2 : 1
            let count = fetched[Substring("fetched \(item.url)")] ?? 0
            return count > versions ? "fetched \(count) times: \(item.url)" : nil
        }
    }

    /// A record's own members must agree with each other.
    private static func isWhole(_ object: [String: Any]) -> Bool {
        guard let feed = object["source"] as? String, let number = object["number"] as? Int,
            let version = object["version"] as? Int
        else { return false }
        let item = Script.Item(feed: feed, number: number, version: version)
        return object["text"] as? String == item.text
            && object["id"] as? String == documentID(feed: item.identity, entry: item.key)
            && object["revision"] as? Int == version
    }

    private func start(count: Int, fault: String?) throws -> Child {
        try Child([
            CommandLine.arguments[0], "write", directory, log, "\(generation)", "\(count)",
            fault ?? "",
        ])
    }

    /// Reads what is new, and gives the writer time to write more.
    private func watch() throws {
        try tailer.poll()
        usleep(500)
    }

    private var logLines: [Substring] {
        (FileManager.default.contents(atPath: log) ?? Data()).split(separator: UInt8(ascii: "\n"))
            .map { Substring(decoding: $0, as: UTF8.self) }
    }

    private func readLog() throws {
        for line in logLines where line.hasPrefix("generation ") {
            generation = max(generation, Int(line.dropFirst(11)) ?? 0)
        }
        if let damage = logLines.first(where: { $0.hasPrefix("damage ") }) {
            throw Failure(text: "a writer found \(damage)")
        }
    }
}

/// What ends the test early.
struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
}

/// A writer's process.
final class Child {
    private var process: pid_t = 0
    private var status: Int32?

    init(_ arguments: [String]) throws {
        var pointers = arguments.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        pointers.append(nil)
        let error = posix_spawn(&process, "/proc/self/exe", nil, nil, pointers, environ)
        guard error == 0 else { throw Failure(text: "cannot start a writer: error \(error)") }
    }

    /// Whether the process has ended; it is reaped then.
    var hasEnded: Bool {
        if status != nil { return true }
        var value: Int32 = 0
        guard waitpid(process, &value, WNOHANG) == process else { return false }
        status = value
        return true
    }

    /// Ends the process with SIGKILL and waits for it.
    func end() {
        if hasEnded { return }
        kill(process, SIGKILL)
        var value: Int32 = 0
        waitpid(process, &value, 0)
        status = value
    }

    var wasKilled: Bool { status.map { $0 & 0x7f == SIGKILL } ?? false }
    var succeeded: Bool { status == 0 }
}

/// A small generator, so that a run can be repeated by its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
