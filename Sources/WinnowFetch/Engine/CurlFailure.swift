import CCurl
import Glibc

/// The system's words for an error number.
func errorText(_ number: Int32) -> String {
    String(cString: strerror(number))
}

extension BodyFailure {
    /// What a transfer's result means.
    init(_ result: CURLcode, words: String) {
        let (code, message) = meaning(of: result)
        self.init(code: code, message: message, underlying: words)
    }
}

private func meaning(of result: CURLcode) -> (FetchError.Code, String) {
    switch result {
    case CURLE_URL_MALFORMAT:
        (.invalidURL, "the URL is malformed")
    // Not the scheme, which was checked before: libcurl reports an answer in
    // HTTP/0.9, or in no HTTP at all, like this.
    case CURLE_UNSUPPORTED_PROTOCOL:
        (.protocolError, "the answer is not HTTP")
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
        (.dns, "the host's name was not resolved")
    case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY:
        (.connect, "no connection could be made")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED,
        CURLE_SSL_ENGINE_INITFAILED:
        (.tls, "no trusted TLS connection could be made")
    case CURLE_OPERATION_TIMEDOUT:
        (.timeout, "the response took too long")
    case CURLE_FILESIZE_EXCEEDED, CURLE_OUT_OF_MEMORY:
        (.tooLarge, "the response is too large")
    case CURLE_PARTIAL_FILE:
        (.truncated, "the connection ended before the body did")
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND:
        (.connectionLost, "the connection broke before the response was whole")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_HTTP2, CURLE_HTTP2_STREAM,
        CURLE_HTTP3, CURLE_CHUNK_FAILED:
        (.protocolError, "the response breaks the protocol")
    case CURLE_BAD_CONTENT_ENCODING:
        (.contentEncoding, "the transfer coding is unknown or damaged")
    default:
        (.internal, "libcurl failed with status \(result.rawValue)")
    }
}
