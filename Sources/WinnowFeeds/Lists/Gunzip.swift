import CDeflate
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
        if let whole = decompressAtOnce(bytes, limit: limit) { return (whole, true) }
        return decompressInPieces(bytes, limit: limit)
    }

    /// Decompresses a sound file of one member, which nearly all are, into
    /// memory of the caller's.
    ///
    /// - Parameter room: Asked for memory of the size that the file states; nil
    ///   if there is none.
    /// - Returns: The bytes it has; nil without memory, and for a file that is
    ///   anything else. It may be damaged, or longer than it states.
    public static func decompress(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into room: (Int) -> UnsafeMutableRawBufferPointer?
    ) -> Int? {
        guard let room = room(expectedSize(bytes)) else { return nil }
        return decompressAtOnce(bytes, into: room)
    }

    private static func decompressAtOnce(
        _ bytes: UnsafeBufferPointer<UInt8>,
        limit: Int
    ) -> [UInt8]? {
        var isWhole = false
        let output = [UInt8](
            unsafeUninitializedCapacity: min(expectedSize(bytes), limit)
        ) { buffer, count in
            let written = decompressAtOnce(bytes, into: UnsafeMutableRawBufferPointer(buffer))
            isWhole = written != nil
            count = written ?? 0
        }
        return isWhole ? output : nil
    }

    private static func decompressAtOnce(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into room: UnsafeMutableRawBufferPointer
    ) -> Int? {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var read = 0
        var written = 0
        let result = libdeflate_gzip_decompress_ex(
            decompressor,
            bytes.baseAddress,
            bytes.count,
            room.baseAddress,
            room.count,
            &read,
            &written
        )
        let rest = UnsafeBufferPointer(rebasing: bytes.dropFirst(read))
        return result == LIBDEFLATE_SUCCESS && !isCompressed(rest) ? written : nil
    }

    /// What can be read of a file that is damaged, cut off, longer than the
    /// limit, of another size than it states, or of several members.
    private static func decompressInPieces(
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
        var status = Z_OK
        var output = [UInt8](
            unsafeUninitializedCapacity: min(expectedSize(bytes), limit)
        ) { buffer, count in
            (status, count) = inflate(stream, into: buffer)
        }
        var piece: [UInt8] = []
        while output.count < limit, status == Z_OK || beginsNextMember(stream, status) {
            let written: Int
            if piece.isEmpty { piece = [UInt8](repeating: 0, count: 65_536) }
            (status, written) = piece.withUnsafeMutableBufferPointer { inflate(stream, into: $0) }
            let room = limit - output.count
            output.append(contentsOf: piece[..<min(written, room)])
            if written > room { return (output, false) }
            if status == Z_OK, written == 0, stream.pointee.avail_in == 0 { break }
        }
        return (output, status == Z_STREAM_END && !isAtMember(stream))
    }

    /// Whether a further member follows the one that has ended; the stream is
    /// made ready for it. gzip(1) appends to a file in this way.
    private static func beginsNextMember(
        _ stream: UnsafeMutablePointer<z_stream>,
        _ status: Int32
    ) -> Bool {
        status == Z_STREAM_END && isAtMember(stream) && inflateReset(stream) == Z_OK
    }

    private static func isAtMember(_ stream: UnsafeMutablePointer<z_stream>) -> Bool {
        let rest = Int(stream.pointee.avail_in)
        return isCompressed(UnsafeBufferPointer(start: stream.pointee.next_in, count: rest))
    }

    /// Inflates what fits into a buffer; returns zlib's status and the bytes
    /// written.
    private static func inflate(
        _ stream: UnsafeMutablePointer<z_stream>,
        into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> (status: Int32, written: Int) {
        let size = UInt32(clamping: buffer.count)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = size
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        return (status, Int(size - stream.pointee.avail_out))
    }

    /// The size that the last four bytes state, but no more than such a file
    /// can unpack to, nor less than makes a piece.
    private static func expectedSize(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let stated = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return max(4096, min(stated, bytes.count * mostExpansion))
    }

    /// Deflate's shortest code for its longest match is 1032 bytes in two bits.
    private static let mostExpansion = 1032
}
