import Foundation

/// A program that a test started. Its output goes to files, so that it never
/// waits for its reader; it is killed when the last reference goes.
public final class ChildProcess {
    /// How a program ended.
    public enum Ending: Equatable, Sendable {
        /// It returned a status.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
    }

    /// The process's number.
    public let pid: pid_t
    private var ending: Ending?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: added to this process's own.
    ///   - output: the file for standard output; nil leaves it to `errors`.
    ///   - errors: the file for standard error. Both files are appended to.
    public init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "/dev/null",
        output: String? = nil,
        errors: String
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let append = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output ?? errors, append, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, append, 0o600)
        var attributes = try ChildProcess.plainSignals()
        defer { posix_spawnattr_destroy(&attributes) }
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var process: pid_t = 0
        let error = withStrings([program] + arguments) { arguments in
            withStrings(all.map { "\($0)=\($1)" }) { environment in
                posix_spawn(&process, program, &actions, &attributes, arguments, environment)
            }
        }
        guard error == 0 else {
            throw TestFailure("cannot start \(program): \(String(cString: strerror(error)))")
        }
        pid = process
    }

    deinit {
        if !hasEnded { end() }
    }

    /// Whether the process has ended.
    public var hasEnded: Bool {
        if ending != nil { return true }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return false }
        note(status)
        return true
    }

    /// Sends a signal.
    public func send(_ signal: Int32) {
        if !hasEnded { kill(pid, signal) }
    }

    /// Ends it with SIGKILL.
    public func end() {
        guard !hasEnded else { return }
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        note(status)
    }

    /// Waits until it ends by itself.
    public func wait(atMost limit: Duration = .seconds(60)) throws -> Ending {
        try waitUntil("process \(pid) ends", atMost: limit) { hasEnded }
        guard let ending else { throw TestFailure("process \(pid) vanished") }
        return ending
    }

    private func note(_ status: Int32) {
        let signal = status & 0x7f
        ending = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }

    /// Threads of test runners block signals, and a child would inherit that.
    private static func plainSignals() throws -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        guard posix_spawnattr_init(&attributes) == 0 else {
            throw TestFailure("cannot prepare a process")
        }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &pipe)
        let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }
}

/// Calls `body` with a NULL-terminated array of C strings.
private func withStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return body(pointers)
}
