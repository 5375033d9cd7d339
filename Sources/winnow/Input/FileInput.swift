import Glibc
import WinnowFeeds

/// Reads files for commands.
enum FileInput {
    /// The largest input, unpacked. The workers' frames bound it as well.
    static let limit = 64 << 20

    /// The bytes of a file, or of standard input for `-`; gzip is unpacked.
    static func read(_ path: String) throws(InputError) -> [UInt8] {
        let bytes = try readRaw(path)
        let unpacked = bytes.withUnsafeBufferPointer { buffer in
            Gunzip.isCompressed(buffer) ? Gunzip.decompress(buffer, limit: limit) : nil
        }
        guard let unpacked else { return bytes }
        guard unpacked.isComplete else {
            let isFull = unpacked.bytes.count >= limit
            throw InputError(
                path: path,
                message: isFull
                    ? "unpacks to more than \(limit >> 20) MiB"
                    : "gzip data is damaged or truncated"
            )
        }
        return unpacked.bytes
    }

    private static func readRaw(_ path: String) throws(InputError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("could not open", path) }
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("could not read", path) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw InputError(path: path, message: "is a directory")
        }
        var bytes: [UInt8] = []
        var expected = Int(status.st_size) + 1
        while true {
            var count = 0
            let chunk = [UInt8](
                unsafeUninitializedCapacity: min(max(expected, 1 << 16), 1 << 22)
            ) { buffer, initialized in
                count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                initialized = max(0, count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("could not read", path)
            }
            if count == 0 { return bytes }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            expected = 0
            guard bytes.count <= limit else {
                throw InputError(path: path, message: "is larger than \(limit >> 20) MiB")
            }
        }
    }

    private static func failure(_ attempt: String, _ path: String) -> InputError {
        InputError(path: path, message: "\(attempt): \(String(cString: strerror(errno)))")
    }
}
