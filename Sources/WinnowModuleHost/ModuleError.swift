/// Why a module could not be loaded or made.
public struct ModuleError: Error, Equatable, CustomStringConvertible {
    /// Kind of the failure.
    public enum Code: Sendable, Equatable {
        /// The directory cannot be read.
        case unreadableDirectory
        /// The file is no shared object, or a symbol that it needs is missing.
        case notLoadable
        /// The entry function is missing.
        case missingEntry
        /// A field of the descriptor is not as the ABI wants it.
        case invalidDescriptor
        /// Another module has the same name.
        case duplicateName
        /// `create` returned no instance.
        case creationFailed
        /// The self test found a fault.
        case selfTestFailed
    }

    /// Kind of the failure.
    public var code: Code
    /// The file, or the module's name once it is known.
    public var subject: String
    /// What was found.
    public var message: String
    /// For `invalidDescriptor`: the field.
    public var field: String?
    /// For `invalidDescriptor`: the value that the ABI wants.
    public var expected: String?
    /// For `invalidDescriptor`: the value that the module has.
    public var found: String?

    init(_ code: Code, subject: String, message: String) {
        self.code = code
        self.subject = subject
        self.message = message
    }

    init(subject: String, field: String, expected: String, found: String) {
        self.init(
            .invalidDescriptor,
            subject: subject,
            message: "\(field) is \(found), expected \(expected)"
        )
        self.field = field
        self.expected = expected
        self.found = found
    }

    /// `subject: message`.
    public var description: String { subject + ": " + message }
}
