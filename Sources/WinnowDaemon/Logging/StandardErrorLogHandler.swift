import Logging
import WinnowWorker

/// Hands swift-log's events to `LogLine`: one line and one `write` an event,
/// fields sorted by key.
public struct StandardErrorLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level

    private let line: LogLine

    /// Makes a handler for events of `level` and above.
    public init(level: Logger.Level, line: LogLine = LogLine()) {
        logLevel = level
        self.line = line
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        let fields = all.sorted { $0.key < $1.key }.map { (key: $0.key, value: "\($0.value)") }
        LogLine.write(
            line.format(
                priority: event.level.syslogPriority,
                level: event.level.rawValue,
                message: event.message.description,
                fields: fields
            )
        )
    }
}

extension Logger.Level {
    /// Severity of syslog(3), which the journal understands.
    fileprivate var syslogPriority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
