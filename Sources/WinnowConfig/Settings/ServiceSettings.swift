/// What is written and where: section `output` of the main file.
public struct OutputSettings: Sendable, Equatable {
    /// The form of the output files.
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line.
        case jsonl
    }

    /// The form of the output files.
    public var format: Format = .jsonl
    /// Path of a segment, relative to the state directory, with `{source}`,
    /// `{date}` and `{hour}` to be filled in.
    public var path = "documents/{source}/{date}.jsonl"
    /// Whether records carry their list of blocks.
    public var blocks = false
    /// Whether records carry what the modules dropped.
    public var removed = false
    /// Size at which a segment is closed and the next one begun.
    public var segmentSize: ByteCount = .mebibytes(256)

    /// Makes the default settings.
    public init() {}
}

/// The processes that parse: section `workers` of the main file.
public struct WorkerSettings: Sendable, Equatable {
    /// Number of workers; nil for one for each processor.
    public var count: Int?
    /// Address space of one worker.
    public var memory: ByteCount = .gibibytes(1)
    /// Processor time for one document.
    public var cpuTime: Duration = .seconds(20)
    /// Time for one document by the clock.
    public var deadline: Duration = .seconds(30)

    /// Makes the default settings.
    public init() {}
}

/// When sources are polled: section `schedule` of the main file.
public struct ScheduleSettings: Sendable, Equatable {
    /// Time between two polls of a source that does not set its own.
    public var every: Duration = .seconds(30 * 60)
    /// Largest random shift of a poll, in percent of its interval.
    public var jitterPercent = 10
    /// Longest pause between two polls of a source that fails.
    public var backoffMax: Duration = .seconds(24 * 3600)

    /// Makes the default settings.
    public init() {}
}

/// How `winnow` reaches the daemon: section `control` of the main file.
public struct ControlSettings: Sendable, Equatable {
    /// Path of the Unix socket, relative to the state directory.
    public var socket = "control.sock"

    /// Makes the default settings.
    public init() {}
}

/// What is logged: section `log` of the main file.
public struct LogSettings: Sendable, Equatable {
    /// The lowest level that is logged, named as swift-log names them.
    public enum Level: String, Sendable, CaseIterable {
        /// Inner steps.
        case trace
        /// One line for each document.
        case debug
        /// One line for each poll.
        case info
        /// Start, ready, reload and stop.
        case notice
        /// Degraded, retried, or worth a look.
        case warning
        /// Work was lost.
        case error
        /// The process ends.
        case critical
    }

    /// The lowest level that is logged.
    public var level: Level = .info

    /// Makes the default settings.
    public init() {}
}
