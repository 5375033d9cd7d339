import CCurl

/// Reads `br` (RFC 7932).
final class BrotliDecoder: ContentDecoder {
    private let decoder: OpaquePointer
    private var isEnded = false
    private var hasInput = false
    private lazy var output = [UInt8](repeating: 0, count: decodedPieceBytes)

    init() throws(BodyFailure) {
        guard let decoder = BrotliDecoderCreateInstance(nil, nil, nil) else {
            throw BodyFailure(code: .internal, message: "brotli gave no decoder")
        }
        self.decoder = decoder
    }

    deinit {
        BrotliDecoderDestroyInstance(decoder)
    }

    func decode(_ input: UnsafeRawBufferPointer, into sink: ByteSink) throws(BodyFailure) {
        if !input.isEmpty { hasInput = true }
        var next = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        var available = input.count
        var result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT
        // What follows the stream's end is ignored.
        while !isEnded && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT {
            result = try decodePiece(&next, &available, sink)
            isEnded = result == BROTLI_DECODER_RESULT_SUCCESS
        }
    }

    func finish(into sink: ByteSink) throws(BodyFailure) -> Bool {
        guard isEnded || !hasInput else { throw truncatedStream("brotli") }
        return isEnded
    }

    private func decodePiece(
        _ next: inout UnsafePointer<UInt8>?,
        _ available: inout Int,
        _ sink: ByteSink
    ) throws(BodyFailure) -> BrotliDecoderResult {
        var room = output.count
        let result = output.withUnsafeMutableBufferPointer { buffer in
            var target = buffer.baseAddress
            return BrotliDecoderDecompressStream(decoder, &available, &next, &room, &target, nil)
        }
        guard result != BROTLI_DECODER_RESULT_ERROR else {
            let words = BrotliDecoderErrorString(BrotliDecoderGetErrorCode(decoder))
            throw damagedStream("brotli", words.map { String(cString: $0) })
        }
        let count = output.count - room
        if count > 0 {
            try output.withUnsafeBufferPointer { (all) throws(BodyFailure) in
                try sink(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[..<count])))
            }
        }
        return result
    }
}
