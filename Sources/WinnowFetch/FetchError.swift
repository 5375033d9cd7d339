/// Why a fetch gave no response.
///
/// A response with an error status is a response, not an error. Neither the URL
/// nor a text holds credentials.
public struct FetchError: Error, Sendable, Equatable {
    /// The kind of failure.
    public enum Code: String, Sendable, CaseIterable {
        /// The URL is malformed or not http(s).
        case invalidURL = "invalid_url"
        /// A header field of the request holds bytes that none may hold.
        case invalidHeader = "invalid_header"
        case dns
        /// No TCP connection, or the proxy gave none.
        case connect
        case tls
        /// A limit of time or lowest speed was reached.
        case timeout
        /// The connection broke before the response was whole.
        case connectionLost = "connection_lost"
        /// The connection closed in order, but the response was not whole.
        case truncated
        /// The body or the header is larger than allowed.
        case tooLarge = "too_large"
        /// Too many redirects, a loop, or a target that is not allowed.
        case redirect
        /// What the server sent is not HTTP, or breaks it.
        case protocolError = "protocol_error"
        /// The compressed body is damaged or in an unknown coding.
        case contentEncoding = "content_encoding"
        /// A feed was asked for and a success status brought no byte.
        case emptyBody = "empty_body"
        /// The spool could not take the body.
        case spool
        case cancelled
        /// The fetcher was shut down.
        case shutdown
        /// libcurl failed in a way that is not the server's fault.
        case `internal`
    }

    /// What kind of failure it is.
    public var code: Code
    /// The URL of the hop that failed, without credentials.
    public var url: String
    /// What was attempted and what was found.
    public var message: String
    /// libcurl's or the system's own words.
    public var underlying: String?

    /// Makes an error; credentials are taken out of `url`.
    public init(code: Code, url: String, message: String, underlying: String? = nil) {
        self.code = code
        self.url = withoutCredentials(url)
        self.message = message
        self.underlying = underlying
    }
}

extension FetchError: CustomStringConvertible {
    /// One line with the URL, the message and the cause.
    public var description: String {
        let cause = underlying.map { " (\($0))" } ?? ""
        return "\(url): \(message)\(cause)"
    }
}
