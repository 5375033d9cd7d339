import Glibc

/// Collects a body: in memory up to a threshold, then in an unnamed file.
struct BodySpool: ~Copyable {
    /// What went wrong while a body was stored.
    struct Failure: Error {
        var message: String
        var errno: Int32
    }

    private let directory: String
    private let threshold: Int
    private var memory: [UInt8] = []
    private var descriptor: Int32 = -1
    private(set) var length = 0

    init(directory: String, threshold: Int) {
        self.directory = directory
        self.threshold = threshold
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        if descriptor < 0 && length + bytes.count <= threshold {
            memory.append(contentsOf: bytes)
        } else {
            try openFileIfNeeded()
            try write(bytes)
        }
        length += bytes.count
    }

    /// Drops what was collected, for a response that starts anew.
    mutating func reset() {
        memory.removeAll()
        length = 0
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    /// Hands the bytes over and is empty afterwards.
    mutating func finish() -> FetchedBody {
        defer {
            memory = []
            descriptor = -1
            length = 0
        }
        if descriptor < 0 { return FetchedBody(.memory(memory)) }
        return FetchedBody(.file(descriptor: descriptor, length: length))
    }

    private mutating func openFileIfNeeded() throws(Failure) {
        guard descriptor < 0 else { return }
        descriptor = try unnamedFile(in: directory)
        let held = memory
        memory = []
        try held.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try write(UnsafeRawBufferPointer(bytes))
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            let done = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if done < 0 && errno == EINTR { continue }
            guard done > 0 else {
                throw Failure(message: "writing to the spool in \(directory) failed", errno: errno)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[done...])
        }
    }
}

/// Opens a file without a name in `directory`.
///
/// `O_TMPFILE` never shows a name; file systems without it (NFS, some overlays)
/// get a name that lives for a moment.
private func unnamedFile(in directory: String) throws(BodySpool.Failure) -> Int32 {
    // Glibc's macro is not imported; the kernel's number is the same on all
    // architectures but alpha, parisc and sparc, and `O_DIRECTORY` is not.
    let unnamed = O_DIRECTORY | 0o20_000_000
    let descriptor = open(directory, unnamed | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { return descriptor }
    guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else {
        throw BodySpool.Failure(message: "opening a file in \(directory) failed", errno: errno)
    }
    var path = Array((directory + "/spool-XXXXXX").utf8CString)
    let named = mkstemp(&path)
    guard named >= 0 else {
        throw BodySpool.Failure(message: "opening a file in \(directory) failed", errno: errno)
    }
    unlink(path)
    _ = fcntl(named, F_SETFD, FD_CLOEXEC)
    return named
}
