import Glibc

/// Formats and writes log lines to standard error; the daemon's log handler and
/// the workers, which share that stream, both use it.
///
/// Under systemd a line begins with its priority as `<N>` (sd-daemon(3)) and
/// the journal adds the time; elsewhere it begins with time and level. Fields
/// follow the message as `key=value`; values are quoted where a reader could
/// not tell their end.
public struct LogLine: Sendable {
    /// Whether standard error leads to the journal.
    public let isJournal: Bool

    public init(isJournal: Bool = Self.isStandardErrorJournal()) {
        self.isJournal = isJournal
    }

    /// One line, with its line feed.
    ///
    /// - Parameter priority: severity of syslog(3), 0 to 7.
    public func format(
        priority: Int,
        level: String,
        message: String,
        fields: [(key: String, value: String)]
    ) -> String {
        var text = isJournal ? "<\(priority)>" : Self.localTime() + " \(level) "
        text += Self.oneLine(message)
        for (key, value) in fields { text += " \(Self.oneLine(key))=\(Self.quoted(value))" }
        return text + "\n"
    }

    /// Writes text to standard error in one call where the system takes it.
    ///
    /// A line that cannot be written has nowhere else to go, so errors but an
    /// interruption are ignored.
    public static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                let count = Glibc.write(
                    STDERR_FILENO,
                    bytes.baseAddress! + offset,
                    bytes.count - offset
                )
                if count < 0 {
                    if errno == EINTR { continue }
                    return
                }
                offset += count
            }
        }
    }

    /// Whether systemd connected standard error to the journal: it names the
    /// stream's device and inode in `JOURNAL_STREAM` (systemd.exec(5)).
    public static func isStandardErrorJournal() -> Bool {
        guard let stream = getenv("JOURNAL_STREAM") else { return false }
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return false }
        return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
    }

    /// The text without what could begin a line of its own or steer a
    /// terminal: it may come from outside.
    static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else {
            return text
        }
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            return isControl ? " " : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    static func quoted(_ value: String) -> String {
        let needsQuotes =
            value.isEmpty
            || value.utf8.contains { $0 <= 0x20 || $0 == 0x22 || $0 == 0x3D || $0 == 0x7F }
        guard needsQuotes else { return oneLine(value) }
        var escaped = ""
        for character in oneLine(value) {
            if character == "\\" || character == "\"" { escaped.append("\\") }
            escaped.append(character)
        }
        return "\"\(escaped)\""
    }

    private static func localTime() -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            let count = strftime(buffer.baseAddress, 32, "%Y-%m-%d %H:%M:%S", &parts)
            return String(
                decoding: UnsafeRawBufferPointer(buffer)[..<count],
                as: UTF8.self
            )
        }
    }
}
