import CSandbox
import Glibc
import WinnowModel

/// Where the worker's program is, and what it is started with.
public struct WorkerProgram: Sendable {
    /// Absolute path of `winnow-worker`.
    public var path: String
    /// `NAME=value` entries; the daemon's own environment is not inherited.
    public var environment: [String]

    /// Describes a program with the environment that workers need.
    ///
    /// Swift's own crash reports are switched off: printing one takes longer
    /// than twenty replacements of the worker.
    public init(path: String, environment: [String] = []) {
        self.path = path
        self.environment = ["LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"] + environment
    }
}

/// A worker from spawn to exit: its process, channel and board.
///
/// Used by one thread, the one that made it. The process ends with the object.
final class WorkerProcess {
    private static let socketBuffer: Int32 = 1 << 20

    private let pid: pid_t
    private let channel: FrameChannel
    /// What the worker notes: the running module's place in the route plus one,
    /// or 0.
    private let board: UnsafePointer<UInt32>
    private var isReaped = false
    /// Jobs it has answered.
    private(set) var jobs = 0

    /// Spawns the program, which may read the bodies in `bodies`.
    init(_ program: WorkerProgram, bodies: BodyRoom?) throws(WorkerError) {
        var pair: [Int32] = [-1, -1]
        try Self.check(winnow_channel_pair(Self.socketBuffer, &pair), "open a channel to", program)
        let channel = FrameChannel(descriptor: pair[0])
        defer { close(pair[1]) }
        var boardFile: Int32 = -1
        var page: UnsafeMutablePointer<UInt32>?
        try Self.check(winnow_board_create(&boardFile, &page), "share memory with", program)
        // The mapping stays without it.
        defer { close(boardFile) }
        guard let page else {
            throw WorkerError(code: .spawn, subject: program.path, message: "no shared memory")
        }
        var pid: pid_t = 0
        let error = withCStrings([program.path]) { arguments in
            withCStrings(program.environment) { environment in
                winnow_spawn(
                    program.path,
                    arguments,
                    environment,
                    pair[1],
                    boardFile,
                    bodies?.descriptor ?? -1,
                    &pid
                )
            }
        }
        if error != 0 { winnow_board_close(page) }
        try Self.check(error, "start", program)
        self.pid = pid
        self.channel = channel
        self.board = UnsafePointer(page)
    }

    deinit {
        if !isReaped {
            kill(pid, SIGKILL)
            _ = reap()
        }
        winnow_board_close(UnsafeMutablePointer(mutating: board))
    }

    /// Sends the configuration and waits until the worker has loaded it.
    func configure(
        _ configuration: WorkerConfiguration,
        within limit: Duration
    ) throws(WorkerError) -> WorkerReport {
        var writer = WireWriter()
        writer.configuration(configuration)
        let deadline = Deadline.after(limit)
        try channel.send(.configure, head: writer.bytes, deadline: deadline)
        guard let (kind, payload) = try channel.receive(deadline: deadline), kind == .ready else {
            throw WorkerError(
                code: .died,
                subject: "winnow-worker",
                message: "no report on its configuration"
            )
        }
        var reader = WireReader(payload)
        return try reader.report()
    }

    /// Sends one job; throws if the worker is of no more use, perhaps because
    /// of a job before.
    func send(_ frame: JobFrame, within limit: Duration) throws(WorkerError) {
        let result = frame.inlineBody.withUnsafeBytes { body in
            Result { () throws(WorkerError) in
                try channel.send(
                    frame.kind,
                    head: frame.head,
                    body: body,
                    deadline: Deadline.after(limit)
                )
            }
        }
        try result.get()
    }

    /// Waits for the answer to the first job that has none; throws if the
    /// worker is of no more use.
    ///
    /// - Returns: The answer, and whether the worker ends behind it.
    func receive(
        within limit: Duration
    ) throws(WorkerError) -> (reply: Result<JobReply, JobFailure>, isLast: Bool) {
        guard let (kind, payload) = try channel.receive(deadline: .after(limit)) else {
            throw WorkerError(code: .died, subject: "winnow-worker", message: "channel closed")
        }
        var reader = WireReader(payload)
        let reply: Result<JobReply, JobFailure>
        switch kind {
        case .processed: reply = .success(.document(try reader.processed()))
        case .parsedFeed: reply = .success(.feed(try reader.feed()))
        case .failed, .failedForGood: reply = .failure(try reader.failure())
        default: throw .malformedFrame("an answer of the kind \(kind)")
        }
        jobs += 1
        channel.shrink()
        return (reply, kind == .failedForGood)
    }

    /// The place in the route of the module that was running, as noted last.
    var runningModule: Int? {
        let noted = Int(board.pointee)
        return noted == 0 ? nil : noted - 1
    }

    /// Ends the process by signal and says how it ended.
    func end() -> String {
        // A worker that crashed by itself is a zombie by now or will be at
        // once: its own cause of death is worth more than our signal.
        if let ending = reapIfEnded() { return ending }
        kill(pid, SIGKILL)
        return reap()
    }

    /// Closes the channel, upon which an idle worker ends by itself.
    func finish() {
        shutdown(channel.descriptor, Int32(SHUT_RDWR))
        for _ in 0..<200 {
            if reapIfEnded() != nil { return }
            usleep(1000)
        }
        _ = end()
    }

    /// After a crash the process is a zombie within microseconds of its
    /// channel closing; a short wait tells its signal from ours.
    private func reapIfEnded() -> String? {
        for attempt in 0..<20 {
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                isReaped = true
                return Self.describe(status)
            }
            if attempt > 0 { usleep(250) }
        }
        return nil
    }

    private func reap() -> String {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        isReaped = true
        return Self.describe(status)
    }

    /// The wait status in words; see wait(2) for its layout.
    private static func describe(_ status: Int32) -> String {
        let signal = status & 0x7F
        if signal == 0 { return "worker exited with status \((status >> 8) & 0xFF)" }
        if signal == SIGXCPU { return "worker exceeded its processor time (SIGXCPU)" }
        let names: [Int32: String] = [
            SIGSEGV: "SIGSEGV", SIGILL: "SIGILL", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS",
            SIGFPE: "SIGFPE", SIGTRAP: "SIGTRAP", SIGKILL: "SIGKILL", SIGSYS: "SIGSYS",
        ]
        return "worker killed by \(names[signal] ?? "signal \(signal)")"
    }

    private static func check(
        _ error: Int32,
        _ verb: String,
        _ program: WorkerProgram
    ) throws(WorkerError) {
        guard error != 0 else { return }
        throw WorkerError(
            code: .spawn,
            subject: program.path,
            message: "could not \(verb) the worker: \(String(cString: strerror(error)))",
            underlying: error
        )
    }
}

/// Passes texts as a NULL-terminated vector of C strings.
private func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
