/// How pages and feeds are fetched: section `fetch` of the main file.
///
/// The initial values are the defaults; the reference is made from them.
public struct FetchSettings: Sendable, Equatable {
    /// Time to resolve the host, connect and finish the TLS handshake.
    public var connectTimeout: Duration = .seconds(10)
    /// Time for a whole request with its redirects.
    public var timeout: Duration = .seconds(60)
    /// Rate in bytes a second below which a transfer counts as stalled.
    public var lowSpeedLimit: ByteCount = .init(bytes: 100)
    /// How long a transfer may stay stalled before it is given up.
    public var lowSpeedTime: Duration = .seconds(20)
    /// Largest body, counted after decompression.
    public var maxBody: ByteCount = .mebibytes(16)
    /// Redirects followed for one request.
    public var maxRedirects = 5
    /// Requests under way at one time, to all hosts together.
    public var concurrency = 32
    /// Requests under way at one time to one host.
    public var perHost = 2
    /// Pause between the starts of two requests to one host.
    public var delay: Duration = .seconds(1)
    /// Proxy for all requests; nil for none.
    public var proxy: String?

    /// Makes the default settings.
    public init() {}
}
