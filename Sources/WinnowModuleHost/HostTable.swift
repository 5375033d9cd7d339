// The host table that an instance gets, and the state behind it.

import CWinnowModule

#if canImport(Glibc)
    import Glibc
#endif

/// What the host knows of one instance; behind `host_data` of its table.
final class InstanceContext {
    let module: String
    let services: HostServices
    let table: UnsafeMutablePointer<winnow_host>
    private let version: winnow_string
    /// What `set_error` said in the running call.
    var errorMessage = ""
    /// Monotonic milliseconds; nil without a deadline.
    var deadline: Int64?

    init(module: String, services: HostServices) {
        self.module = module
        self.services = services
        version = winnow_string.allocate(services.version)
        table = .allocate(capacity: 1)
        table.initialize(to: makeTable())
    }

    deinit {
        table.deallocate()
        version.deallocate()
    }

    private func makeTable() -> winnow_host {
        winnow_host(
            struct_size: MemoryLayout<winnow_host>.size,
            abi_major: WINNOW_ABI_MAJOR,
            abi_minor: WINNOW_ABI_MINOR,
            // Unretained: the instance owns the context and outlives its module.
            host_data: Unmanaged.passUnretained(self).toOpaque(),
            name: winnow_string(literal: "winnow"),
            version: version,
            document: documentFunctions,
            log: logLine,
            metric: addToMetric,
            set_error: setError,
            deadline_exceeded: isDeadlineExceeded,
            get_extension: { _, _ in nil }
        )
    }

    /// Takes the message of the call that has just ended.
    func takeError() -> String {
        defer { errorMessage = "" }
        return errorMessage
    }
}

private func context(_ host: UnsafePointer<winnow_host>?) -> InstanceContext? {
    guard let data = host?.pointee.host_data else { return nil }
    return Unmanaged<InstanceContext>.fromOpaque(data).takeUnretainedValue()
}

private func logLine(
    _ host: UnsafePointer<winnow_host>?,
    _ level: Int32,
    _ message: winnow_string,
    _ fields: UnsafePointer<winnow_field>?,
    _ count: Int
) {
    guard let context = context(host) else { return }
    let level = HostServices.LogLevel(rawValue: level) ?? .error
    guard level >= context.services.logLevel else { return }
    let fields = UnsafeBufferPointer(start: fields, count: fields == nil ? 0 : min(count, 64))
    context.services.log(
        HostServices.LogLine(
            module: context.module,
            level: level,
            message: message.string,
            fields: fields.map { ($0.key.string, $0.value.string) }
        )
    )
}

private func addToMetric(
    _ host: UnsafePointer<winnow_host>?,
    _ name: winnow_string,
    _ value: Double
) {
    guard let context = context(host) else { return }
    context.services.metric(context.module, name.string, value)
}

private func setError(_ host: UnsafePointer<winnow_host>?, _ message: winnow_string) {
    // Modules may quote a document in a message; a line of it is enough.
    let cut = winnow_string(data: message.data, length: min(message.length, 4096))
    context(host)?.errorMessage = cut.string
}

private func isDeadlineExceeded(_ host: UnsafePointer<winnow_host>?) -> Int32 {
    guard let deadline = context(host)?.deadline else { return 0 }
    return monotonicMilliseconds() >= deadline ? 1 : 0
}

/// Milliseconds of the monotonic clock, to some 4 ms: the coarse clock costs a
/// quarter of the exact one and is no system call.
func monotonicMilliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
