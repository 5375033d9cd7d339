/// What all fetches of one `Fetcher` have in common.
public struct FetchSettings: Sendable {
    /// Sent with every request; it names the program and a contact.
    public var userAgent: String
    /// Where bodies above `spoolThresholdBytes` are kept, as unnamed files.
    public var spoolDirectory: String

    /// Time for name resolution, TCP and TLS of one connection.
    public var connectTimeout: Duration = .seconds(15)
    /// Time from the first request to the last byte, redirects included; time
    /// spent waiting for a host's turn does not count.
    public var totalTimeout: Duration = .seconds(120)
    /// A transfer that stays below this speed for `lowSpeedTime` is given up.
    public var lowSpeedBytesPerSecond = 30
    /// Counted in whole seconds, as libcurl does.
    public var lowSpeedTime: Duration = .seconds(30)

    /// Transfers that run at the same time.
    public var maximumConcurrent = 32
    /// Transfers that run at the same time with one host.
    public var maximumPerHost = 2
    /// Time between the starts of two requests to one host. A redirect that
    /// stays on its host goes on at once: it is the same request.
    public var hostDelay: Duration = .seconds(1)
    /// Redirects followed in one fetch.
    public var maximumRedirects = 5

    /// Header bytes of one response, interim responses and trailers included.
    public var maximumHeaderBytes = 256 * 1024
    /// Header lines of one response, interim responses and trailers included.
    public var maximumHeaderLines = 2000
    /// Bytes of a body that are held in memory before a file takes them.
    public var spoolThresholdBytes = 64 * 1024

    /// Whether HTTP/2 is offered over TLS.
    public var offersHTTP2 = true
    /// A proxy's URL. Without one none is used: `http_proxy` and its like in
    /// the environment are ignored, so that behaviour follows the configuration
    /// alone.
    public var proxy: String?
    /// A file of trusted certificates (PEM) instead of the system's.
    public var certificateFile: String?

    /// Takes what has no default; the rest is set on the value.
    public init(userAgent: String, spoolDirectory: String) {
        self.userAgent = userAgent
        self.spoolDirectory = spoolDirectory
    }
}
