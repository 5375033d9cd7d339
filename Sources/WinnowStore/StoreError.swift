/// What went wrong in the store.
///
/// A caller decides by `code`; the text is for people. `message` says what was
/// attempted and what was found, `subject` on which file or row.
public struct StoreError: Error, CustomStringConvertible {
    /// What a caller can do about an error.
    public enum Code: Sendable, Equatable {
        /// Another process holds the state directory.
        case locked
        /// The database was written by a newer version; it stays as it is.
        case newerSchema
        /// A directory or file may not be read or written.
        case permission
        /// No space is left. Nothing was lost: pause, and try the same again.
        case diskFull
        /// Reading, writing or syncing failed. After a failed sync the store
        /// writes no more until it is opened anew.
        case io
        /// The database's content is damaged. Opening it anew sets it aside.
        case damaged
        /// What the call names is not there.
        case notFound
        /// The call contradicts what is stored, which is the caller's mistake.
        case invalid
        /// The store was closed.
        case closed
    }

    /// What a caller can do about the error.
    public var code: Code
    /// The file, directory or row.
    public var subject: String
    /// What was attempted, and what was found.
    public var message: String
    /// The error that led to this one.
    public var underlying: (any Error)?

    /// Creates an error.
    public init(
        _ code: Code,
        subject: String,
        message: String,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.subject = subject
        self.message = message
        self.underlying = underlying
    }

    /// Subject and message on one line.
    public var description: String { "\(subject): \(message)" }
}
