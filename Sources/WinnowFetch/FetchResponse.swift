/// What a server answered at the end of all redirects, whatever its status is.
public struct FetchResponse: Sendable {
    /// Of the last response, 200 to 999.
    public var status: Int
    /// The URL that answered, without credentials and fragment.
    public var effectiveURL: String
    /// The redirects on the way, in order.
    public var redirects: [Redirect]
    /// Of the last response.
    public var headers: ResponseHeaders
    /// The decoded body. Of a response that is not 2xx at most the first 64 KiB
    /// are kept; 204 and 304 have none.
    public var body: FetchedBody
    /// Whether the framing proves that the body is whole: a length, a last
    /// chunk, an HTTP/2 end of stream, or a checked trailer of the compression.
    /// Where it is false the server merely closed the connection, and a body
    /// that ends in the middle of a document was cut off.
    public var isEndVerified: Bool
    /// Body bytes as they came, before decompression.
    public var wireBytes: Int
    /// `1.0`, `1.1`, `2` or `3`.
    public var httpVersion: String
    /// How long it took.
    public var timings: FetchTimings

    /// Body bytes after decompression.
    public var decodedBytes: Int { body.length }

    /// Whether the stored body is still current.
    public var isNotModified: Bool { status == 304 }

    /// Where the leading permanent redirects (301, 308) end, if there are any:
    /// the address to ask from now on. A temporary redirect ends the run,
    /// because what follows it may change at any time.
    public var permanentURL: String? {
        redirects.prefix { $0.isPermanent }.last?.target
    }
}

/// One step from a URL to the next.
public struct Redirect: Sendable, Equatable {
    /// The URL that redirected, without credentials.
    public var source: String
    /// Where it pointed, absolute, without credentials and fragment.
    public var target: String
    /// 301, 302, 303, 307 or 308.
    public var status: Int

    /// Makes a step, for tests and stored responses.
    public init(source: String, target: String, status: Int) {
        self.source = source
        self.target = target
        self.status = status
    }

    /// Whether the publisher says that the old address is not to be used again.
    public var isPermanent: Bool { status == 301 || status == 308 }
}

/// How long the parts of a fetch took, each measured from the start of the last
/// hop, but for `total` and `queued`.
public struct FetchTimings: Sendable, Equatable {
    /// Waiting for a turn: concurrency limits and delays between requests.
    public var queued: Duration = .zero
    /// Until the name was resolved.
    public var nameLookup: Duration = .zero
    /// Until TCP was connected.
    public var connect: Duration = .zero
    /// Until TLS was agreed; zero without it.
    public var tls: Duration = .zero
    /// Until the first byte of the response.
    public var firstByte: Duration = .zero
    /// From the first request to the last byte, all hops, without `queued`.
    public var total: Duration = .zero
}
