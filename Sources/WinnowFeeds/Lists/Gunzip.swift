import CZlib

/// Decompresses gzip files that are served as they are, such as
/// `sitemap.xml.gz`, or lie in folders.
public enum Gunzip {
    /// Whether bytes begin as gzip does.
    public static func isCompressed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
    }

    /// Content of a gzip file, as far as it is readable and at most `limit`
    /// bytes; the flag says whether that is all of it.
    public static func decompress(
        _ bytes: UnsafeBufferPointer<UInt8>,
        limit: Int
    ) -> (bytes: [UInt8], isComplete: Bool) {
        // zlib keeps a pointer to the structure, so it may not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard winnow_inflate_init(stream) == Z_OK else { return ([], false) }
        defer { inflateEnd(stream) }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while output.count < limit {
            let status = piece.withUnsafeMutableBufferPointer { buffer -> Int32 in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                return inflate(stream, Z_NO_FLUSH)
            }
            let written = piece.count - Int(stream.pointee.avail_out)
            output.append(contentsOf: piece[..<min(written, limit - output.count)])
            if status == Z_STREAM_END { return (output, true) }
            if status != Z_OK || written == 0 && stream.pointee.avail_in == 0 { break }
        }
        return (output, false)
    }
}
