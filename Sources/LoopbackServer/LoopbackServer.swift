import Glibc
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 for tests and the demo.
///
/// It serves each connection on a thread of its own, so that a handler may
/// block, and lets a handler write any bytes, because the servers that matter
/// in tests are the broken ones. It is not for the open network: no TLS, few
/// limits.
public final class LoopbackServer: Sendable {
    /// Answers one request; called on the connection's thread. Throwing closes
    /// the connection.
    public typealias Handler =
        @Sendable (LoopbackRequest, LoopbackConnection) throws -> Void

    private struct State {
        var isStopping = false
        var descriptors: Set<Int32> = []
        var threads: Set<pthread_t> = []
        /// Threads that have done their work and wait to be joined.
        var finished: [pthread_t] = []
        var log: [LoopbackRequest] = []
        var connectionCount = 0
    }

    /// The port it listens on.
    public let port: UInt16
    private let listener: Int32
    private let handler: Handler
    private let state = Mutex(State())

    /// Listens and serves at once.
    ///
    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - handler: answers the requests.
    public init(port: UInt16 = 0, handler: @escaping Handler) throws(LoopbackError) {
        (listener, self.port) = try listen(on: port)
        self.handler = handler
        let server = self
        state.withLock { state in
            if let thread = startThread({ server.acceptAll() }) { state.threads.insert(thread) }
        }
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    public var baseURL: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, in the order they came.
    public var requests: [LoopbackRequest] { state.withLock { $0.log } }

    /// Connections accepted so far.
    public var connectionCount: Int { state.withLock { $0.connectionCount } }

    /// Closes all connections and returns when no handler runs any more.
    ///
    /// Handlers that wait with `LoopbackConnection.hold()` or `pause(_:)` are
    /// woken.
    public func stop() {
        let threads = state.withLock { state in
            guard !state.isStopping else { return Set<pthread_t>() }
            state.isStopping = true
            state.finished = []
            for descriptor in state.descriptors { shutdown(descriptor, Int32(SHUT_RDWR)) }
            defer { state.threads = [] }
            return state.threads
        }
        guard !threads.isEmpty else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        for thread in threads { pthread_join(thread, nil) }
        // The accepting thread may have started connections meanwhile.
        let late = state.withLock { state in
            defer { state.threads = [] }
            return state.threads
        }
        for thread in late { pthread_join(thread, nil) }
        close(listener)
    }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 {
                // A connection that was reset in the queue is no reason to end.
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            // A test may start programs, which shall not hold connections open.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            joinFinished()
            serveOnThread(descriptor)
        }
    }

    /// Frees the threads of past connections; the demo serves for days.
    private func joinFinished() {
        let finished = state.withLock { state in
            defer { state.finished = [] }
            state.threads.subtract(state.finished)
            return state.finished
        }
        for thread in finished { pthread_join(thread, nil) }
    }

    private func serveOnThread(_ descriptor: Int32) {
        let server = self
        state.withLock { state in
            guard !state.isStopping,
                let thread = startThread({ server.serve(descriptor) })
            else {
                close(descriptor)
                return
            }
            state.connectionCount += 1
            state.descriptors.insert(descriptor)
            state.threads.insert(thread)
        }
    }

    private func serve(_ descriptor: Int32) {
        let connection = LoopbackConnection(descriptor: descriptor, baseURL: baseURL)
        do {
            while connection.isOpen, let request = try connection.readRequest() {
                state.withLock { $0.log.append(request) }
                try handler(request, connection)
            }
        } catch {
            // The peer left, or the handler wanted the connection closed.
        }
        // Under the lock, so that `stop` never touches a number that the system
        // has given to somebody else.
        state.withLock { state in
            state.descriptors.remove(descriptor)
            connection.end()
            if !state.isStopping { state.finished.append(pthread_self()) }
        }
    }
}

/// Why a server could not start.
public struct LoopbackError: Error, Sendable, CustomStringConvertible {
    /// What was attempted.
    public var message: String
    /// The system's error number.
    public var errno: Int32

    /// One line with the attempt and the system's words.
    public var description: String { "\(message): \(String(cString: strerror(errno)))" }
}

private func listen(on port: UInt16) throws(LoopbackError) -> (Int32, UInt16) {
    let descriptor = socket(
        AF_INET,
        Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
        0
    )
    guard descriptor >= 0 else {
        throw LoopbackError(message: "opening a socket failed", errno: errno)
    }
    var one: Int32 = 1
    setsockopt(
        descriptor,
        SOL_SOCKET,
        SO_REUSEADDR,
        &one,
        socklen_t(MemoryLayout<Int32>.size)
    )
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> Int32 in
            guard bind(descriptor, pointer, length) == 0, Glibc.listen(descriptor, 1024) == 0 else {
                return -1
            }
            return getsockname(descriptor, pointer, &length)
        }
    }
    guard status == 0 else {
        let error = LoopbackError(message: "listening on 127.0.0.1:\(port) failed", errno: errno)
        close(descriptor)
        throw error
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
}
