/// What the host does with what modules say. Calls come on the thread that
/// runs the module, inside its call.
public struct HostServices {
    /// Severity of a module's log line.
    public enum LogLevel: Int32, Sendable, Comparable {
        case trace = 0
        case debug = 1
        case info = 2
        case warning = 3
        case error = 4

        /// Orders by severity.
        public static func < (left: LogLevel, right: LogLevel) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// A line that a module logs.
    public struct LogLine: Sendable, Equatable {
        /// Name of the module.
        public var module: String
        /// Severity.
        public var level: LogLevel
        /// Constant text.
        public var message: String
        /// What varies, in order.
        public var fields: [(key: String, value: String)]

        /// Compares all parts.
        public static func == (left: LogLine, right: LogLine) -> Bool {
            left.module == right.module && left.level == right.level
                && left.message == right.message
                && left.fields.elementsEqual(right.fields, by: ==)
        }
    }

    /// Lines below it are not built.
    public var logLevel: LogLevel
    /// Takes a log line.
    public var log: (LogLine) -> Void
    /// Takes an addition to a counter: module, counter, value.
    public var metric: (String, String, Double) -> Void
    /// Version of the host, as modules see it.
    public var version: String

    /// Makes services; without arguments all is thrown away.
    public init(
        version: String = "",
        logLevel: LogLevel = .info,
        log: @escaping (LogLine) -> Void = { _ in },
        metric: @escaping (String, String, Double) -> Void = { _, _, _ in }
    ) {
        self.version = version
        self.logLevel = logLevel
        self.log = log
        self.metric = metric
    }
}
