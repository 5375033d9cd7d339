import Glibc

/// The decoded body of a response: bytes in memory, or an unnamed file.
///
/// A file has no name from the start, so that whatever ends the process leaves
/// nothing behind. The descriptor belongs to this object, which closes it.
public final class FetchedBody: Sendable {
    /// A body in memory or in a file.
    public enum Contents: Sendable {
        case memory([UInt8])
        /// Open for reading and writing; valid while the body lives. Its offset
        /// is not defined: read with `pread`.
        case file(descriptor: Int32, length: Int)
    }

    /// Where the bytes are.
    public let contents: Contents

    /// Takes ownership of a file's descriptor.
    init(_ contents: Contents) {
        self.contents = contents
    }

    /// Wraps bytes that came from elsewhere.
    public convenience init(bytes: [UInt8]) {
        self.init(.memory(bytes))
    }

    deinit {
        if case .file(let descriptor, _) = contents { close(descriptor) }
    }

    /// Bytes in the body.
    public var length: Int {
        switch contents {
        case .memory(let bytes): bytes.count
        case .file(_, let length): length
        }
    }

    /// The whole body in memory; it is at most as large as its request allowed.
    public func bytes() throws(FetchError) -> [UInt8] {
        switch contents {
        case .memory(let bytes): return bytes
        case .file(let descriptor, let length): return try read(descriptor, length)
        }
    }

    private func read(_ descriptor: Int32, _ length: Int) throws(FetchError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = 0
            while count < length {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[count..<length])
                let done = pread(descriptor, rest.baseAddress, rest.count, off_t(count))
                if done < 0 && errno == EINTR { continue }
                if done <= 0 {
                    failure = done < 0 ? errno : EIO
                    return
                }
                count += done
            }
        }
        guard failure == 0 else {
            throw FetchError(
                code: .spool,
                url: "",
                message: "reading a spooled body failed",
                underlying: String(cString: strerror(failure))
            )
        }
        return bytes
    }
}
