import Glibc
import WinnowWorker

/// Answers the operator's command on a Unix socket.
///
/// A connection carries one request, a line of words, and one answer, a line
/// of JSON. The socket is for its owner alone (0600); the peer's user is
/// checked as well, since permissions of sockets are easily widened by hand.
///
/// Reading and writing block, so each runs on a thread of its own: a client
/// that says nothing, or does not read, holds up nobody.
package final class ControlServer: Sendable {
    /// Makes the answer to a request.
    package typealias Handler = @Sendable (_ words: [String]) async -> [UInt8]

    private static let longestRequest = 4096
    /// Seconds that a client may take to send, and between its reads.
    private static let patience = 5

    /// Where it listens.
    package let path: String
    private let listener: UnixSocket
    private let name: SocketPath

    /// Listens at the path. A socket that a dead daemon left is replaced.
    package init(path: String) throws(ControlError) {
        self.path = path
        listener = try UnixSocket.make(for: path)
        name = try SocketPath(binding: listener, to: path)
        guard listen(listener.descriptor, 16) == 0 else {
            let number = errno
            name.remove()
            throw ControlError(.io, path: path, attempt: "could not listen", errno: number)
        }
    }

    /// Answers requests until the task is cancelled; then removes the socket.
    package func run(_ handler: @escaping Handler) async {
        let (connections, continuation) = AsyncStream.makeStream(
            of: UnixSocket.self,
            bufferingPolicy: .bufferingNewest(64)
        )
        let listener = listener
        let isAccepting = startThread {
            Self.acceptAll(listener, continuation)
            continuation.finish()
        }
        if !isAccepting { continuation.finish() }
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for await connection in connections {
                    group.addTask { await Self.answer(connection, handler) }
                }
            }
        } onCancel: {
            // Wakes the thread from accept; it then ends the stream.
            shutdown(listener.descriptor, Int32(SHUT_RDWR))
            continuation.finish()
        }
        name.remove()
    }

    private static func answer(_ connection: UnixSocket, _ handler: Handler) async {
        guard isPeerTrusted(connection) else { return }
        connection.limitWaiting(seconds: patience)
        let line = await onOwnThread { connection.receiveLine(limit: longestRequest) }
        guard let line, !line.isEmpty else { return }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        let answer = await handler(words)
        _ = await onOwnThread { connection.send(answer + [UInt8(ascii: "\n")]) }
    }

    /// Root and the daemon's own user.
    private static func isPeerTrusted(_ connection: UnixSocket) -> Bool {
        // The layout of struct ucred (unix(7)): pid, uid, gid.
        var credentials: (pid: pid_t, uid: uid_t, gid: gid_t) = (0, 0, 0)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        let status = getsockopt(
            connection.descriptor,
            SOL_SOCKET,
            SO_PEERCRED,
            &credentials,
            &size
        )
        return status == 0 && (credentials.uid == 0 || credentials.uid == geteuid())
    }

    /// Blocks in accept, which has no asynchronous form without a run loop.
    private static func acceptAll(
        _ listener: UnixSocket,
        _ continuation: AsyncStream<UnixSocket>.Continuation
    ) {
        while true {
            let descriptor = accept(listener.descriptor, nil, nil)
            if descriptor >= 0 {
                // Swift does not import accept4. Workers close everything they
                // inherit, so the moment in between leaks nothing.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                continuation.yield(UnixSocket(descriptor: descriptor))
            } else if errno == EMFILE || errno == ENFILE {
                usleep(100_000)
            } else if errno != EINTR && errno != ECONNABORTED {
                return
            }
        }
    }
}
