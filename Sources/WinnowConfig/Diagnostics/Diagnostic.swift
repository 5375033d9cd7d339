/// One finding about a configuration file, with its place.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    /// How much a finding matters.
    public enum Severity: String, Sendable {
        /// The configuration cannot be used.
        case error
        /// The configuration is usable, though probably not as meant.
        case warning
    }

    /// A place in a file.
    public struct Position: Sendable, Equatable {
        /// Counted from 1.
        public var line: Int
        /// Counted from 1, in characters (Unicode scalars).
        public var column: Int

        /// Makes a position.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// How much it matters.
    public var severity: Severity
    /// What kind of finding it is.
    public var code: DiagnosticCode
    /// Path of the file, as it was given to the loader.
    public var file: String
    /// The place in the file; nil where the whole file is meant.
    public var position: Position?
    /// What is wrong: lower case, no full stop.
    public var message: String
    /// What was probably meant, ready to be written there; nil if unknown.
    public var suggestion: String?
    /// The source line and the line with the caret; empty without a position.
    public var excerpt: [String]

    /// Makes a finding.
    public init(
        severity: Severity = .error,
        code: DiagnosticCode,
        file: String,
        position: Position? = nil,
        message: String,
        suggestion: String? = nil,
        excerpt: [String] = []
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.position = position
        self.message = message
        self.suggestion = suggestion
        self.excerpt = excerpt
    }

    /// The first line as `file:line:column: error: message`.
    public var headline: String {
        let place = position.map { "\(file):\($0.line):\($0.column)" } ?? file
        return "\(place): \(severity.rawValue): \(message)"
    }

    /// The finding as it is printed: the headline, the source line, a caret
    /// below it, and the suggestion.
    public var description: String {
        var lines = [headline] + excerpt
        if let suggestion { lines.append("  did you mean `\(suggestion)`?") }
        return lines.joined(separator: "\n")
    }
}
