import CCurl

/// Reads `zstd` (RFC 8878).
final class ZstandardDecoder: ContentDecoder {
    private let decoder: OpaquePointer
    /// Zero behind the end of a frame, else a hint on how much is missing.
    private var missing = 0
    private var hasInput = false
    private lazy var output = [UInt8](repeating: 0, count: decodedPieceBytes)

    init() throws(BodyFailure) {
        guard let decoder = ZSTD_createDStream() else {
            throw BodyFailure(code: .internal, message: "zstd gave no decoder")
        }
        self.decoder = decoder
        // RFC 9659: no more than 8 MiB of window for the content coding; the
        // library's own default would let a server claim 128 MiB of memory.
        ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, 23)
    }

    deinit {
        ZSTD_freeDStream(decoder)
    }

    func decode(_ input: UnsafeRawBufferPointer, into sink: ByteSink) throws(BodyFailure) {
        if !input.isEmpty { hasInput = true }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var isFull = false
        // A full piece of output may mean that more is waiting inside.
        while source.pos < source.size || isFull {
            isFull = try decodePiece(&source, sink)
        }
    }

    func finish(into sink: ByteSink) throws(BodyFailure) -> Bool {
        guard missing == 0 else { throw truncatedStream("zstd") }
        return hasInput
    }

    private func decodePiece(_ source: inout ZSTD_inBuffer, _ sink: ByteSink)
        throws(BodyFailure) -> Bool
    {
        var count = 0
        let result = output.withUnsafeMutableBytes { buffer in
            var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            defer { count = target.pos }
            return ZSTD_decompressStream(decoder, &target, &source)
        }
        guard ZSTD_isError(result) == 0 else {
            throw damagedStream("zstd", String(cString: ZSTD_getErrorName(result)))
        }
        missing = result
        if count > 0 {
            try output.withUnsafeBufferPointer { (all) throws(BodyFailure) in
                try sink(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[..<count])))
            }
        }
        return count == output.count
    }
}
