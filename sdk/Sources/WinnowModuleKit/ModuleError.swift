/// Why a module could not be made, or could not process a document.
public struct ModuleError: Error, Equatable, CustomStringConvertible {
    /// Kind of a failure. A struct, so that kinds can be added without
    /// breaking the modules that switch on them.
    public struct Code: Sendable, Hashable {
        private let name: String
        private init(_ name: String) { self.name = name }

        /// The options are not JSON, or not of the declared shape.
        public static let invalidOptions = Code("invalidOptions")
        /// A file below the data directory is missing or damaged.
        public static let invalidData = Code("invalidData")
        /// The document cannot be read.
        public static let unreadableDocument = Code("unreadableDocument")
        /// The host refused an edit: a limit of the document was reached.
        public static let limitReached = Code("limitReached")
        /// The self test found a fault.
        public static let selfTestFailed = Code("selfTestFailed")
    }

    /// Kind of the failure.
    public var code: Code
    /// What it is about: an option, a file, a URL.
    public var subject: String
    /// What was attempted and found; lower case, no full stop.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, subject: String, message: String) {
        self.code = code
        self.subject = subject
        self.message = message
    }

    /// `subject: message`.
    public var description: String {
        subject.isEmpty ? message : subject + ": " + message
    }
}
