/// Why a page could not be read or the reader not be made.
public struct ReaderError: Error, CustomStringConvertible {
    /// Kind of the failure.
    public enum Code: Sendable {
        /// A file of trained weights is damaged.
        case invalidModel
    }

    /// Kind of the failure.
    public let code: Code
    /// The line or file it is about.
    public let subject: String
    /// What was expected and found.
    public let message: String

    init(_ code: Code, subject: String, message: String) {
        self.code = code
        self.subject = subject
        self.message = message
    }

    /// `subject: message`.
    public var description: String { subject + ": " + message }
}
