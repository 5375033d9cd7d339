/// Why a body could not be received; `Hop` makes a `FetchError` of it, which
/// adds the URL.
struct BodyFailure: Error {
    var code: FetchError.Code
    var message: String
    var underlying: String?
}

/// Takes decoded bytes; throwing ends the transfer.
typealias ByteSink = (UnsafeRawBufferPointer) throws(BodyFailure) -> Void

/// One content coding of a response (RFC 9110, section 8.4), read as a stream.
protocol ContentDecoder: AnyObject {
    /// Decodes what can be decoded so far. Output comes in pieces of at most
    /// `decodedPieceBytes`, so that a limit in the sink stops a bomb early.
    func decode(_ input: UnsafeRawBufferPointer, into sink: ByteSink) throws(BodyFailure)

    /// Ends the stream.
    ///
    /// - Returns: whether the coding itself proved the end.
    /// - Throws: `truncated` if the stream ended in its middle.
    func finish(into sink: ByteSink) throws(BodyFailure) -> Bool
}

/// Size of the pieces that decoders put out.
let decodedPieceBytes = 64 * 1024

/// The error of a stream that ends before its end mark.
func truncatedStream(_ coding: String) -> BodyFailure {
    BodyFailure(code: .truncated, message: "the \(coding) stream of the body ends in its middle")
}

/// The error of a stream that breaks the rules of its coding.
func damagedStream(_ coding: String, _ underlying: String?) -> BodyFailure {
    BodyFailure(
        code: .contentEncoding,
        message: "the \(coding) stream of the body is damaged",
        underlying: underlying
    )
}
