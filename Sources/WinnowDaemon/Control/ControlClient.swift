import Glibc

/// The command's side of the control socket.
public struct ControlClient: Sendable {
    /// Answers grow with the number of sources: some 300 bytes each.
    private static let longestAnswer = 64 << 20

    private let path: String

    /// Makes a client for the daemon that listens at `path`.
    public init(path: String) {
        self.path = path
    }

    /// Sends one request and waits for its answer, a line of JSON.
    ///
    /// - Parameter patience: seconds to wait for the answer; a reload starts
    ///   workers and takes a moment.
    public func request(_ words: [String], patience: Int = 60) throws(ControlError) -> [UInt8] {
        let socket = try UnixSocket.make(for: path)
        socket.limitWaiting(seconds: patience)
        let number = try socket.connect(to: path)
        guard number == 0 else {
            let isDenied = number == EACCES || number == EPERM
            throw ControlError(
                isDenied ? .permission : .noDaemon,
                path: path,
                attempt: isDenied ? "may not talk to the daemon" : "no daemon answers",
                errno: number
            )
        }
        guard socket.send(Array((words.joined(separator: " ") + "\n").utf8)),
            let answer = socket.receiveLine(limit: Self.longestAnswer), !answer.isEmpty
        else {
            throw ControlError(.io, path: path, message: "the daemon gave no answer")
        }
        return answer
    }
}
