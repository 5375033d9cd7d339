import Glibc

/// A failure at the control socket.
public struct ControlError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Code: Sendable {
        /// The path is longer than a socket's may be.
        case path
        /// Another daemon answers at the path, or something that is no socket
        /// stands there.
        case inUse
        /// Nobody answers at the path.
        case noDaemon
        /// The caller may not use the socket.
        case permission
        /// Reading or writing failed.
        case io
    }

    /// What kind of failure it is.
    public let code: Code
    /// The socket's path.
    public let path: String
    /// What was attempted and what was found.
    public let message: String

    /// One line with the path and the message.
    public var description: String { "\(path): \(message)" }

    init(_ code: Code, path: String, message: String) {
        self.code = code
        self.path = path
        self.message = message
    }

    init(_ code: Code, path: String, attempt: String, errno number: Int32) {
        self.init(code, path: path, message: "\(attempt): \(String(cString: strerror(number)))")
    }
}
