import Glibc

/// An open file, closed when the value ends.
///
/// Every call retries after a signal and turns a refusal into a `StoreError`
/// that names the file and what was attempted.
struct File: ~Copyable {
    let descriptor: Int32
    let path: String

    /// Opens a file; `flags` as for open(2), always with `O_CLOEXEC`, since
    /// workers are spawned while the store has files open.
    init(_ path: String, flags: Int32, mode: mode_t = 0o640) throws(StoreError) {
        descriptor = Glibc.open(path, flags | O_CLOEXEC, mode)
        self.path = path
        if descriptor < 0 { throw StoreError(errno: errno, path: path, attempt: "cannot open") }
    }

    deinit {
        // An error here can only repeat one that a sync has told already.
        _ = Glibc.close(descriptor)
    }

    /// Bytes in the file.
    func size() throws(StoreError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw StoreError(errno: errno, path: path, attempt: "cannot look at")
        }
        return Int64(status.st_size)
    }

    /// Writes all the bytes at `offset`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(StoreError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + done)
            if count < 0 {
                if errno == EINTR { continue }
                throw StoreError(errno: errno, path: path, attempt: "cannot write to")
            }
            done += count
        }
    }

    /// Writes all the bytes at `offset`.
    func write(_ bytes: [UInt8], at offset: Int64) throws(StoreError) {
        let span = bytes.span
        let result = span.withUnsafeBytes { buffer in
            Result { () throws(StoreError) in try write(buffer, at: offset) }
        }
        try result.get()
    }

    /// Reads up to `buffer.count` bytes at `offset`; fewer only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(StoreError)
        -> Int
    {
        try File.read(descriptor, into: buffer, at: offset, path: path)
    }

    /// Reads from a descriptor that somebody else owns.
    static func read(
        _ descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: Int64,
        path: String
    ) throws(StoreError) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + done)
            if count < 0 {
                if errno == EINTR { continue }
                throw StoreError(errno: errno, path: path, attempt: "cannot read")
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Up to `count` bytes at `offset`; fewer only at the end of the file.
    func bytes(at offset: Int64, count: Int) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try readAll(&bytes, at: offset)
        bytes.removeLast(count - read)
        return bytes
    }

    private func readAll(_ bytes: inout [UInt8], at offset: Int64) throws(StoreError) -> Int {
        let path = path
        let descriptor = descriptor
        let result = bytes.withUnsafeMutableBytes { buffer -> Result<Int, StoreError> in
            Result { () throws(StoreError) in
                try File.read(descriptor, into: buffer, at: offset, path: path)
            }
        }
        return try result.get()
    }

    /// Waits until the content, and a length that grew, are on the disk.
    func sync() throws(StoreError) {
        while fdatasync(descriptor) != 0 {
            if errno == EINTR { continue }
            throw StoreError(errno: errno, path: path, attempt: "cannot sync")
        }
    }
}

extension StoreError {
    /// Turns a refused system call into an error.
    init(errno number: Int32, path: String, attempt: String) {
        let code: Code =
            switch number {
            case ENOSPC, EDQUOT: .diskFull
            case EACCES, EPERM, EROFS: .permission
            case ENOENT, ENOTDIR: .notFound
            default: .io
            }
        self.init(
            code,
            subject: path,
            message: "\(attempt) the file: \(StoreError.text(of: number))"
        )
    }

    /// The system's words for an `errno` value.
    static func text(of number: Int32) -> String {
        // The store runs on one thread at a time, and glibc keeps the text of
        // known numbers in constants.
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
