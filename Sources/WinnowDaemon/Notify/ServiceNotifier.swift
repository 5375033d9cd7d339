import Glibc

/// Tells systemd how the service is doing (sd_notify(3)), without libsystemd:
/// the protocol is one datagram of `NAME=value` lines.
///
/// Does nothing where `NOTIFY_SOCKET` is not set.
package struct ServiceNotifier: Sendable {
    private let address: [UInt8]

    /// Takes the socket from the environment.
    package init() {
        self.init(socket: Self.environment("NOTIFY_SOCKET"))
    }

    /// Sends to a socket's path, or to an abstract name after "@"; nil sends
    /// nothing.
    package init(socket: String?) {
        address = Array((socket ?? "").utf8)
    }

    /// The service is up, or back from a reload.
    package func ready(status: String) { send("READY=1\nSTATUS=\(line(status))") }

    /// What `systemctl status` shows.
    package func status(_ text: String) { send("STATUS=\(line(text))") }

    /// A reload begins. `ready` ends it.
    package func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)\nSTATUS=Reloading")
    }

    /// The service drains and ends.
    package func stopping() { send("STOPPING=1\nSTATUS=Stopping") }

    /// A sign of life.
    package func watchdog() { send("WATCHDOG=1") }

    /// How often systemd wants signs of life, halved so that one may be late;
    /// nil if it wants none from this process.
    package static func watchdogInterval() -> Duration? {
        watchdogInterval(
            microseconds: environment("WATCHDOG_USEC"),
            process: environment("WATCHDOG_PID")
        )
    }

    /// As above, from the values of `WATCHDOG_USEC` and `WATCHDOG_PID`.
    package static func watchdogInterval(microseconds: String?, process: String?) -> Duration? {
        if let process, process != String(getpid()) { return nil }
        guard let microseconds = microseconds.flatMap(Int64.init), microseconds > 1 else {
            return nil
        }
        return .microseconds(microseconds / 2)
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// A line feed would begin another variable.
    private func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// A status that cannot be delivered is not worth an error: the service
    /// does its work all the same, and systemd notices a missing watchdog.
    private func send(_ message: String) {
        var destination = sockaddr_un()
        destination.sun_family = sa_family_t(AF_UNIX)
        guard !address.isEmpty, address.count < MemoryLayout.size(ofValue: destination.sun_path)
        else { return }
        withUnsafeMutableBytes(of: &destination.sun_path) { path in
            path.copyBytes(from: address)
            // "@" stands for the NUL that begins an abstract name.
            if address[0] == UInt8(ascii: "@") { path[0] = 0 }
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        let descriptor = socket(
            AF_UNIX,
            Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        withUnsafePointer(to: &destination) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
