import Glibc

/// Writes to the command's standard streams.
enum Terminal {
    /// Whether a stream is a terminal that takes colours.
    static func hasColour(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && getenv("NO_COLOR") == nil
            && getenv("TERM").map { String(cString: $0) } != "dumb"
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
