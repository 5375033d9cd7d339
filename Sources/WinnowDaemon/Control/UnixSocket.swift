import Glibc

/// A connected or listening Unix stream socket; closed when it goes.
final class UnixSocket: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Makes a socket, close-on-exec.
    static func make(for path: String) throws(ControlError) -> UnixSocket {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else {
            throw ControlError(.io, path: path, attempt: "could not make a socket", errno: errno)
        }
        return UnixSocket(descriptor: descriptor)
    }

    /// Connects to whoever listens at a path; returns 0 or the error number.
    func connect(to path: String) throws(ControlError) -> Int32 {
        try Self.withAddress(of: path) {
            Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno
        }
    }

    /// Takes a path as its name; returns 0 or the error number.
    ///
    /// On Linux the name gets the mode that the socket has before, so it is
    /// closed to others from its first moment; a mask for new files would hold
    /// for what other threads make meanwhile as well.
    func bind(to path: String, mode: mode_t) throws(ControlError) -> Int32 {
        guard fchmod(descriptor, mode) == 0 else { return errno }
        return try Self.withAddress(of: path) {
            Glibc.bind(descriptor, $0, $1) == 0 ? 0 : errno
        }
    }

    /// Calls `body` with the socket address of a path.
    private static func withAddress(
        of path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(ControlError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        // An empty name would make Linux choose an abstract one.
        guard 1..<room ~= bytes.count, !bytes.contains(0) else {
            throw ControlError(
                .path,
                path: path,
                message: "a Unix socket's path must have 1 to \(room - 1) bytes and no NUL"
            )
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Bounds how long one read or write may take.
    func limitWaiting(seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    /// Sends all bytes; false if the other side is gone or does not read.
    func send(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.send(
                    descriptor,
                    buffer.baseAddress! + offset,
                    buffer.count - offset,
                    Int32(MSG_NOSIGNAL)
                )
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
    }

    /// Receives up to a line feed, which is left out, or to the end; nil on
    /// failure or if more than `limit` bytes come.
    func receiveLine(limit: Int) -> [UInt8]? {
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return line }
            if let end = chunk[..<count].firstIndex(of: UInt8(ascii: "\n")) {
                line += chunk[..<end]
                return line
            }
            line += chunk[..<count]
            guard line.count <= limit else { return nil }
        }
    }
}
