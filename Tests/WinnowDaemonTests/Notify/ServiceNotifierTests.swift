import Glibc
import Testing
import WinnowDaemon

@Suite struct ServiceNotifierTests {
    @Test("each state is one message", arguments: ["@", "/tmp/"])
    func messages(prefix: String) throws {
        let manager = try #require(ServiceManager(prefix: prefix))
        let notifier = ServiceNotifier(socket: manager.name)
        notifier.ready(status: "12 sources")
        #expect(manager.receive() == "READY=1\nSTATUS=12 sources")
        notifier.status("polling\nREADY=0")
        #expect(manager.receive() == "STATUS=polling READY=0")
        notifier.watchdog()
        #expect(manager.receive() == "WATCHDOG=1")
        notifier.stopping()
        #expect(manager.receive()?.hasPrefix("STOPPING=1") == true)
    }

    @Test("a reload tells the time at which it began")
    func reloading() throws {
        let manager = try #require(ServiceManager(prefix: "@"))
        let before = monotonicMicroseconds()
        ServiceNotifier(socket: manager.name).reloading()
        let lines = try #require(manager.receive()).split(separator: "\n")
        #expect(lines.first == "RELOADING=1")
        let stamp = lines.compactMap { line in
            line.hasPrefix("MONOTONIC_USEC=") ? Int64(line.dropFirst(15)) : nil
        }.first
        #expect(stamp.map { before...monotonicMicroseconds() ~= $0 } == true)
    }

    @Test("without a socket, or with one that nobody has, nothing happens")
    func nobody() {
        for name in [
            nil, "", "@nobody-listens-here", "/nonexistent/notify",
            String(repeating: "x", count: 300),
        ] {
            ServiceNotifier(socket: name).ready(status: "up")
        }
    }

    private static let intervals: [(String?, String?, Duration?)] = [
        ("30000000", nil, .seconds(15)), ("30000000", String(getpid()), .seconds(15)),
        ("30000000", "1", nil), ("0", nil, nil), ("-5", nil, nil), ("soon", nil, nil),
        (nil, nil, nil),
    ]

    @Test("the watchdog wants signs of life twice in its interval", arguments: intervals)
    func watchdog(microseconds: String?, process: String?, interval: Duration?) {
        let found = ServiceNotifier.watchdogInterval(microseconds: microseconds, process: process)
        #expect(found == interval)
    }

    private func monotonicMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

/// The receiving end of the protocol.
private final class ServiceManager {
    let name: String
    private let descriptor: Int32

    /// Listens at a new name; one that begins with "@" is abstract.
    init?(prefix: String) {
        name = "\(prefix)winnow-notify-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: bytes)
            if bytes[0] == UInt8(ascii: "@") { path[0] = 0 }
        }
        // A message that never comes shall fail the test, not stop it.
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length)
            }
        }
        if status != 0 { return nil }
    }

    deinit {
        close(descriptor)
        if name.hasPrefix("/") { unlink(name) }
    }

    func receive() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}
