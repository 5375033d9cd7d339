import Foundation

/// The configuration files of a daemon under test: everything short and
/// without politeness, since the only server is the test's own.
public struct TestConfiguration {
    /// One source in the sources file.
    public struct Source {
        var lines: [String]

        /// - Parameters:
        ///   - kind: the key that makes the source, such as `feed`.
        ///   - more: further lines of the source.
        public init(
            _ name: String,
            _ kind: String,
            _ location: String,
            every: String = "1s",
            _ more: String...
        ) {
            lines = ["name: \(name)", "\(kind): \(location)", "every: \(every)"] + more
        }
    }

    /// What the daemon says it is.
    public var userAgent = "winnow-test/1 (+http://127.0.0.1/)"
    /// What is followed.
    public var sources: [Source]
    /// The modules of the default route.
    public var route = ["html", "text", "boilerplate", "language"]
    /// Directories with further modules.
    public var moduleDirectories: [String] = []
    /// The flow mapping `workers`.
    public var workers = "{count: 2}"
    /// Further pairs of the flow mapping `fetch`.
    public var fetch = "timeout: 10s"
    /// The flow mapping `output`.
    public var output = "{}"

    /// A configuration that follows some sources.
    public init(_ sources: Source...) {
        self.sources = sources
    }

    /// The main file.
    var mainFile: String {
        """
        user_agent: "\(userAgent)"
        routes:
          default: [\(route.joined(separator: ", "))]
        module_directories: [\(moduleDirectories.joined(separator: ", "))]
        schedule: {jitter: 0%, backoff_max: 1s}
        fetch: {delay: 0s, \(fetch)}
        workers: \(workers)
        output: \(output)
        log: {level: debug}
        state_directory: state

        """
    }

    /// The sources file.
    public var sourcesFile: String {
        guard !sources.isEmpty else { return "sources: []\n" }
        return "sources:\n"
            + sources.map { "  - " + $0.lines.joined(separator: "\n    ") + "\n" }.joined()
    }
}
