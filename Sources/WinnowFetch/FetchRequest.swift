/// One thing to fetch.
public struct FetchRequest: Sendable {
    /// What the caller wants to read.
    ///
    /// It decides `Accept`, and two rules: a feed without a byte is an error,
    /// and a robots.txt above the limit is cut there instead of refused.
    public enum Accept: Sendable {
        case feed, page, robots
    }

    /// Absolute, http or https. It may hold a user name and password, which are
    /// sent to its own origin only and appear in no response and no error.
    public var url: String
    /// What the caller wants to read.
    public var accept: Accept
    /// The `ETag` of the stored body, exactly as a response gave it.
    public var etag: String?
    /// The `Last-Modified` of the stored body, exactly as a response gave it.
    public var lastModified: String?
    /// Largest body, decoded; a larger one ends the transfer with `tooLarge`.
    public var maximumBodyBytes: Int
    /// What differs from the fetcher's settings.
    public var overrides: FetchOverrides

    /// Makes a request without validators; its limit is 16 MiB unless given.
    public init(
        url: String,
        accept: Accept,
        etag: String? = nil,
        lastModified: String? = nil,
        maximumBodyBytes: Int = 16 * 1024 * 1024,
        overrides: FetchOverrides = FetchOverrides()
    ) {
        self.url = url
        self.accept = accept
        self.etag = etag
        self.lastModified = lastModified
        self.maximumBodyBytes = maximumBodyBytes
        self.overrides = overrides
    }
}

/// Where one request differs from the settings of its fetcher.
public struct FetchOverrides: Sendable {
    /// Instead of `FetchSettings.userAgent`.
    public var userAgent: String?
    /// Instead of `FetchSettings.connectTimeout`.
    public var connectTimeout: Duration?
    /// Instead of `FetchSettings.totalTimeout`.
    public var totalTimeout: Duration?
    /// Further header fields, for the origin of the requested URL only: a
    /// redirect to another origin does not carry them, because they may hold a
    /// key. Names and values with control characters are refused.
    public var headers: [(name: String, value: String)] = []

    /// Overrides nothing.
    public init() {}
}
