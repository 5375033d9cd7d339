/// A failure of the machinery around workers, not of a document in them.
public struct WorkerError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Code: Sendable {
        /// The worker's program could not be started.
        case spawn
        /// The worker died, or closed its channel.
        case died
        /// The worker did not answer before the deadline and was killed.
        case timedOut
        /// The worker sent something that is no frame.
        case malformedFrame
        /// The worker could not load the modules its configuration names.
        case configuration
        /// The pool is shutting down.
        case stopped
    }

    public let code: Code
    /// The worker's program, module or process, where one is known.
    public let subject: String
    public let message: String
    /// The `errno` value behind it, or 0.
    public let underlying: Int32

    public init(code: Code, subject: String, message: String, underlying: Int32 = 0) {
        self.code = code
        self.subject = subject
        self.message = message
        self.underlying = underlying
    }

    public var description: String {
        subject.isEmpty ? message : "\(subject): \(message)"
    }

    static func malformedFrame(_ message: String) -> WorkerError {
        WorkerError(code: .malformedFrame, subject: "", message: message)
    }
}
