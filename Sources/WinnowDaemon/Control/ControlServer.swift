import Glibc
import Synchronization

/// Answers the operator's command on a Unix socket.
///
/// A connection carries one request, a line of words, and one answer, a line
/// of JSON. The socket is for its owner alone (0600); the peer's user is
/// checked as well, since permissions of sockets are easily widened by hand.
final class ControlServer: Sendable {
    /// Makes the answer to a request.
    typealias Handler = @Sendable (_ words: [String]) async -> [UInt8]

    private static let longestRequest = 4096
    private static let patience = 5

    let path: String
    private let listener: UnixSocket

    /// Listens at the path. A socket that a dead daemon left is replaced.
    init(path: String) throws(ControlError) {
        self.path = path
        if Self.isAnswered(path) {
            throw ControlError(.inUse, path: path, message: "another daemon answers here")
        }
        unlink(path)
        listener = try UnixSocket.make(for: path)
        // The mask keeps the socket closed to others from its first moment.
        let mask = umask(0o177)
        let descriptor = listener.descriptor
        let bound = try UnixSocket.withAddress(of: path) { bind(descriptor, $0, $1) }
        let number = errno
        umask(mask)
        guard bound == 0 else {
            throw ControlError(.io, path: path, attempt: "could not bind", errno: number)
        }
        guard listen(descriptor, 16) == 0 else {
            throw ControlError(.io, path: path, attempt: "could not listen", errno: errno)
        }
    }

    /// Answers requests until the task is cancelled; then removes the socket.
    func run(_ handler: @escaping Handler) async {
        let (connections, continuation) = AsyncStream.makeStream(
            of: UnixSocket.self,
            bufferingPolicy: .bufferingNewest(64)
        )
        let listener = listener
        let thread = AcceptingThread(listener: listener, continuation: continuation)
        thread.start()
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
        unlink(path)
    }

    private static func answer(_ connection: UnixSocket, _ handler: Handler) async {
        connection.limitWaiting(seconds: patience)
        guard isPeerTrusted(connection), let line = connection.receiveLine(limit: longestRequest)
        else { return }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        let answer = await handler(words)
        _ = connection.send(answer + [UInt8(ascii: "\n")])
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

    private static func isAnswered(_ path: String) -> Bool {
        guard let socket = try? UnixSocket.make(for: path) else { return false }  // Told by bind.
        let connected = try? UnixSocket.withAddress(of: path) {
            connect(socket.descriptor, $0, $1)
        }
        return connected == 0
    }
}

/// Blocks in accept, which has no asynchronous form without a run loop.
private struct AcceptingThread: Sendable {
    let listener: UnixSocket
    let continuation: AsyncStream<UnixSocket>.Continuation

    func start() {
        let box = Unmanaged.passRetained(Box(self))
        var thread = pthread_t()
        let error = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().thread.run()
                return nil
            },
            box.toOpaque()
        )
        guard error == 0 else {
            box.release()
            return continuation.finish()
        }
        pthread_detach(thread)
    }

    private final class Box: Sendable {
        let thread: AcceptingThread
        init(_ thread: AcceptingThread) { self.thread = thread }
    }

    private func run() {
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
                return continuation.finish()
            }
        }
    }
}
