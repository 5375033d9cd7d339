import CWinnowModule

/// The host as one instance of a module sees it.
///
/// It outlives the instance and may be kept; it must be called only while the
/// host is calling the module, on the same thread.
public struct ModuleHost {
    /// Severity of a log line.
    public enum LogLevel: Int32, Sendable {
        case trace = 0
        case debug = 1
        case info = 2
        case warning = 3
        case error = 4
    }

    /// The table itself, for functions that this type does not wrap.
    public let table: UnsafePointer<winnow_host>

    init(table: UnsafePointer<winnow_host>) {
        self.table = table
    }

    /// Name and version of the host.
    public var version: String {
        HostText(table.pointee.name).string + " " + HostText(table.pointee.version).string
    }

    /// Writes a log line. The message is constant; all that varies is in
    /// `fields`.
    public func log(
        _ level: LogLevel,
        _ message: StaticString,
        _ fields: KeyValuePairs<String, String> = [:]
    ) {
        var packer = StringPacker()
        let indices = fields.map { (packer.add($0.key), packer.add($0.value)) }
        packer.withStrings { strings in
            let entries = indices.map { winnow_field(key: strings[$0.0], value: strings[$0.1]) }
            table.pointee.log(
                table,
                level.rawValue,
                winnow_string(literal: message),
                entries,
                entries.count
            )
        }
    }

    /// Adds to a counter of the module.
    public func count(_ name: StaticString, by value: Double = 1) {
        table.pointee.metric(table, winnow_string(literal: name), value)
    }

    /// Whether the time for the running document is up. Some 30 ns: ask every
    /// few thousand steps of a long loop.
    public var isDeadlineExceeded: Bool {
        table.pointee.deadline_exceeded(table) != 0
    }

    func setError(_ message: String) {
        message.withWinnowString { table.pointee.set_error(table, $0) }
    }
}

extension winnow_string {
    init(literal: StaticString) {
        self.init(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }
}
