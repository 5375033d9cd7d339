/// Collects the findings of one load.
struct Checker {
    /// Most findings kept; a file of another kind could have one a line.
    static let limit = 1000

    private(set) var diagnostics: [Diagnostic] = []
    /// Whether anything found makes the configuration unusable.
    private(set) var hasErrors = false

    /// Adds a finding at `span`. With `hidesLine` the source line is not
    /// shown, since it holds a secret. A suggestion is only looked for if the
    /// finding is kept, since the search is what costs time.
    mutating func report(
        _ code: DiagnosticCode,
        at span: Span,
        _ message: String,
        suggestion: @autoclosure () -> String? = nil,
        severity: Diagnostic.Severity = .error,
        hidesLine: Bool = false
    ) {
        let hasExcerpt = diagnostics.count < Self.limit && !hidesLine
        let position = span.start.map {
            Diagnostic.Position(line: $0.line, column: $0.column)
        }
        add(
            Diagnostic(
                severity: severity,
                code: code,
                file: span.file.path,
                position: position,
                message: message,
                suggestion: diagnostics.count < Self.limit ? suggestion() : nil,
                excerpt: hasExcerpt ? Excerpt.lines(for: span) : []
            )
        )
    }

    /// Adds a finding about the file at `path` as a whole.
    mutating func report(
        _ code: DiagnosticCode,
        file path: String,
        _ message: String,
        severity: Diagnostic.Severity = .error
    ) {
        add(Diagnostic(severity: severity, code: code, file: path, message: message))
    }

    private mutating func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { hasErrors = true }
        if diagnostics.count < Self.limit {
            diagnostics.append(diagnostic)
        } else if diagnostics.count == Self.limit {
            diagnostics.append(
                Diagnostic(
                    severity: .warning,
                    code: .tooManyFaults,
                    file: diagnostic.file,
                    message: "more than \(Self.limit) findings; the rest is not shown"
                )
            )
        }
    }
}
