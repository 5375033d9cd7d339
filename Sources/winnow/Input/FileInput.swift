import Glibc
import WinnowFeeds
import WinnowWorker

/// Reads files for commands.
enum FileInput {
    /// The largest input, unpacked. The workers' frames bound it as well.
    static let limit = 64 << 20

    /// The bytes of a file, or of standard input for `-`; gzip is unpacked.
    static func read(_ path: String) throws(InputError) -> [UInt8] {
        try unpack(try readRaw(path), path)
    }

    /// As above, for a job. What has to be unpacked is unpacked into the slot,
    /// if it fits.
    static func read(_ path: String, into slot: BodySlot?) throws(InputError) -> JobBody {
        let bytes = try readRaw(path)
        let unpacked = bytes.withUnsafeBufferPointer { buffer in
            Gunzip.isCompressed(buffer)
                ? Gunzip.decompress(buffer) { slot?.reserve($0) } : nil
        }
        if let unpacked { return .inSlot(unpacked) }
        return .bytes(try unpack(bytes, path))
    }

    /// Whether reading it may wait for somebody to write: standard input, pipes
    /// and devices.
    static func mayBlock(_ path: String) -> Bool {
        var status = stat()
        return path == "-" || stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private static func unpack(_ bytes: [UInt8], _ path: String) throws(InputError) -> [UInt8] {
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
        // A byte more than there should be, to see the end at once.
        var room = min(Int(status.st_size) + 1, 1 << 22)
        while true {
            var count = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                (count, initialized) = fill(buffer, descriptor)
            }
            guard count >= 0 else { throw failure("could not read", path) }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            guard bytes.count <= limit else {
                throw InputError(path: path, message: "is larger than \(limit >> 20) MiB")
            }
            if chunk.count < room { return bytes }
            room = 1 << 20
        }
    }

    /// Reads until the buffer is full or the input ends; -1 on an error.
    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>,
        _ descriptor: Int32
    ) -> (result: Int, count: Int) {
        var filled = 0
        while let start = buffer.baseAddress, filled < buffer.count {
            let count = Glibc.read(descriptor, start + filled, buffer.count - filled)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return (-1, filled) }
            if count == 0 { break }
            filled += count
        }
        return (0, filled)
    }

    private static func failure(_ attempt: String, _ path: String) -> InputError {
        InputError(path: path, message: "\(attempt): \(String(cString: strerror(errno)))")
    }
}
