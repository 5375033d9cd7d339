import Glibc

/// The name of a listening socket in the file system: what may be replaced
/// before it is taken, and removed after it was used.
struct SocketPath: Sendable {
    /// Which file stood at the path when this was made.
    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t
    }

    private let path: String
    private let own: Identity

    /// Binds the socket to the path, for its owner alone (0600).
    ///
    /// - Throws: `inUse` if a process listens there already, or if something
    ///   stands there that is no socket: that is never removed.
    init(binding socket: UnixSocket, to path: String) throws(ControlError) {
        self.path = path
        try Self.removeStale(path)
        let number = try socket.bind(to: path, mode: 0o600)
        guard number == 0 else {
            throw ControlError(.io, path: path, attempt: "could not bind", errno: number)
        }
        guard let own = Self.status(of: path)?.identity else {
            throw ControlError(.io, path: path, message: "the socket vanished")
        }
        self.own = own
    }

    /// Removes the name, unless another socket has taken it meanwhile.
    func remove() {
        if Self.status(of: path)?.identity == own { unlink(path) }
    }

    /// Removes a socket that a dead daemon left: one that refuses connections.
    private static func removeStale(_ path: String) throws(ControlError) {
        guard let (_, isSocket) = status(of: path) else { return }
        guard isSocket else {
            throw ControlError(.inUse, path: path, message: "something that is no socket is here")
        }
        let number = try UnixSocket.make(for: path).connect(to: path)
        switch number {
        case ECONNREFUSED: unlink(path)
        case ENOENT: break
        // EAGAIN: somebody listens, whose queue is full.
        case 0, EAGAIN:
            throw ControlError(.inUse, path: path, message: "another daemon answers here")
        default:
            throw ControlError(
                .io,
                path: path,
                attempt: "could not tell whether a daemon answers here",
                errno: number
            )
        }
    }

    private static func status(of path: String) -> (identity: Identity, isSocket: Bool)? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let identity = Identity(device: status.st_dev, inode: status.st_ino)
        return (identity, status.st_mode & S_IFMT == S_IFSOCK)
    }
}
