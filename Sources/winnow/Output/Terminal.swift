import ArgumentParser
import Glibc

/// When a command writes colours.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

/// Writes to the command's standard streams.
enum Terminal {
    /// Whether a stream is a terminal that takes colours, or gets them anyway.
    ///
    /// The flag decides before the environment; there `NO_COLOR` decides
    /// before `FORCE_COLOR` and `CLICOLOR_FORCE` (no-color.org).
    static func hasColour(_ descriptor: Int32, _ choice: ColourChoice = .auto) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if isSet("NO_COLOR") { return false }
        if isSet("FORCE_COLOR") || isSet("CLICOLOR_FORCE") { return true }
        return isatty(descriptor) == 1
            && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    private static func isSet(_ name: String) -> Bool {
        guard let value = getenv(name) else { return false }
        let text = String(cString: value)
        return !text.isEmpty && text != "0"
    }

    /// Writes all bytes to standard output.
    ///
    /// A reader that went away (`| head`) ends the program silently, as it
    /// does other filters; a full disk ends it with a message.
    static func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(
                    STDOUT_FILENO,
                    buffer.baseAddress! + offset,
                    buffer.count - offset
                )
                if count >= 0 {
                    offset += count
                } else if errno != EINTR {
                    if errno == EPIPE { exit(0) }
                    complain("standard output: \(String(cString: strerror(errno)))")
                    exit(1)
                }
            }
        }
    }

    static func print(_ text: String) {
        write(Array((text + "\n").utf8))
    }

    /// Writes one line to standard error, after the command's name.
    static func complain(_ message: String) {
        writeError("winnow: \(message)\n")
    }

    /// Writes to standard error, where a failure has nowhere to be told.
    static func writeError(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
