import CZlib

/// Unpacks gzip files given on the command line.
enum Gunzip {
    /// Whether the bytes begin as a gzip member does (RFC 1952).
    static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x1F, 0x8B, 0x08])
    }

    /// The unpacked bytes of all members.
    ///
    /// - Parameter limit: most bytes that come out; more is an error, since a
    ///   kilobyte can unpack to a gigabyte.
    /// - Throws: `InputError` for damaged or truncated data.
    static func unpack(_ bytes: [UInt8], limit: Int, path: String) throws(InputError) -> [UInt8] {
        var stream = z_stream()
        guard winnow_inflate_init(&stream) == Z_OK else {
            throw InputError(path: path, message: "could not set up zlib")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var input = bytes
        var chunk = [UInt8](repeating: 0, count: 1 << 17)
        var status = Z_OK
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            repeat {
                status = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                output.append(contentsOf: chunk[..<(chunk.count - Int(stream.avail_out))])
                // Another member may follow; what is no member is padding.
                if status == Z_STREAM_END, stream.avail_in > 0, inflateReset(&stream) == Z_OK,
                    stream.next_in.pointee == 0x1F
                {
                    status = Z_OK
                }
            } while status == Z_OK && output.count <= limit
        }
        guard output.count <= limit else {
            throw InputError(path: path, message: "unpacks to more than \(limit) bytes")
        }
        guard status == Z_STREAM_END else {
            throw InputError(path: path, message: "gzip data is damaged or truncated")
        }
        return output
    }
}
