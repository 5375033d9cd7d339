import Glibc

/// Ends the handling of a connection: the peer left, or nothing more shall be
/// said.
public struct ConnectionClosed: Error, Sendable {
    /// Thrown by a handler, it closes the connection.
    public init() {}
}

/// One connection of a `LoopbackServer`, used by its handler on its thread.
public final class LoopbackConnection {
    private static let maximumHeadBytes = 256 * 1024

    /// The server's address, as `LoopbackServer.baseURL`.
    public let baseURL: String
    private let descriptor: Int32
    private var received: [UInt8] = []
    private var sequence = 0
    private(set) var isOpen = true
    private var isReset = false

    init(descriptor: Int32, baseURL: String) {
        self.baseURL = baseURL
        self.descriptor = descriptor
        var one: Int32 = 1
        // Small writes shall arrive when they are made.
        setsockopt(
            descriptor,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &one,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    // MARK: For handlers

    /// Sends a complete response with its length and keeps the connection.
    public func respond(
        status: Int = 200,
        reason: String = "",
        headers: [(String, String)] = [],
        body: [UInt8] = [],
        isHead: Bool = false
    ) throws(ConnectionClosed) {
        var head = "HTTP/1.1 \(status) \(reason)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let hasNoBody = status == 204 || status == 304 || status < 200
        if !hasNoBody { head += "Content-Length: \(body.count)\r\n" }
        try write(Array((head + "\r\n").utf8) + (hasNoBody || isHead ? [] : body))
    }

    /// Sends a complete text.
    public func respond(
        status: Int = 200,
        headers: [(String, String)] = [],
        text: String
    ) throws(ConnectionClosed) {
        try respond(status: status, headers: headers, body: Array(text.utf8))
    }

    /// Sends raw bytes.
    public func write(_ text: String) throws(ConnectionClosed) {
        try write(Array(text.utf8))
    }

    /// Sends raw bytes.
    public func write(_ bytes: [UInt8]) throws(ConnectionClosed) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ConnectionClosed() }
            sent += count
        }
    }

    /// Sends one chunk of a chunked body; an empty one ends it.
    public func writeChunk(_ bytes: [UInt8]) throws(ConnectionClosed) {
        try write(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10])
    }

    /// Says nothing until the peer leaves or the server stops.
    public func hold() throws(ConnectionClosed) {
        while try !waitForInput(milliseconds: -1) {}
        throw ConnectionClosed()
    }

    /// Waits; ends early when the peer leaves or the server stops.
    public func pause(_ duration: Duration) throws(ConnectionClosed) {
        let end = ContinuousClock.now + duration
        while true {
            let rest = (end - .now).components
            let milliseconds = rest.seconds * 1000 + rest.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0 else { return }
            if try waitForInput(milliseconds: Int32(clamping: milliseconds)) {
                throw ConnectionClosed()
            }
        }
    }

    /// Closes the connection in order after the handler has returned.
    public func close() {
        isOpen = false
    }

    /// Closes the connection with a TCP reset after the handler has returned.
    public func reset() {
        isOpen = false
        isReset = true
    }

    // MARK: For the server

    /// Reads the next request; nil when the peer has closed the connection.
    func readRequest() throws(ConnectionClosed) -> LoopbackRequest? {
        while true {
            if let end = headEnd() {
                let head = Array(received[..<end])
                received.removeFirst(end)
                sequence += 1
                return LoopbackRequest(head: head, sequence: sequence)
            }
            guard received.count < LoopbackConnection.maximumHeadBytes, try receive() else {
                return nil
            }
        }
    }

    /// Closes the descriptor; the last call on a connection.
    func end() {
        if isReset {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                descriptor,
                SOL_SOCKET,
                SO_LINGER,
                &linger,
                socklen_t(MemoryLayout<Glibc.linger>.size)
            )
        } else {
            // Unread input would turn the close into a reset.
            shutdown(descriptor, Int32(SHUT_WR))
        }
        Glibc.close(descriptor)
    }

    private func headEnd() -> Int? {
        guard received.count >= 4 else { return nil }
        for index in 3..<received.count
        where received[index] == 10 && received[index - 1] == 13 && received[index - 2] == 10 {
            return index + 1
        }
        return nil
    }

    private func receive() throws(ConnectionClosed) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw ConnectionClosed() }
            received += buffer[..<count]
            return count > 0
        }
    }

    /// Waits for the peer.
    ///
    /// - Returns: whether it closed the connection; false after the time or
    ///   when it merely sent something.
    private func waitForInput(milliseconds: Int32) throws(ConnectionClosed) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = Glibc.poll(&poll, 1, milliseconds)
        guard count > 0 else { return false }
        return try !receive()
    }
}
