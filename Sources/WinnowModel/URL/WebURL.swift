/// A URL as the URL Standard parses it, kept as its serialisation.
///
/// Parsing is complete for every scheme, so resolving `mailto:`, `data:` or
/// `file:` references does what a browser does. A value is immutable; equality
/// and hash are those of `href`.
///
///     let base = WebURL.parse("https://news.example/a/b")
///     base?.resolve("../c?d#e")?.href  // "https://news.example/c?d#e"
public struct WebURL: Sendable, Hashable, CustomStringConvertible {
    /// The serialised URL, always ASCII.
    public let href: String
    let layout: Layout

    /// Byte offsets of the parts in `href`; an absent part has start == end.
    struct Layout: Sendable {
        var schemeEnd = 0
        var username = 0..<0
        var password = 0..<0
        var host: Range<Int>?
        var port: UInt16?
        var path = 0..<0
        var hasOpaquePath = false
        var query: Range<Int>?
        var fragment: Range<Int>?
    }

    /// Parses text against an optional base; nil where the standard says
    /// failure.
    public static func parse(_ text: String, base: WebURL? = nil) -> WebURL? {
        var text = text
        return text.withUTF8 { parse(utf8: $0, base: base) }
    }

    /// Parses UTF-8 bytes; any bytes are accepted, and those that are not
    /// UTF-8 are percent-encoded as they stand.
    public static func parse(
        utf8 bytes: UnsafeBufferPointer<UInt8>,
        base: WebURL? = nil
    ) -> WebURL? {
        parsePlain(bytes, base: base) ?? URLParser.parse(bytes, base: base).map(WebURL.init)
    }

    /// Parses a reference against this URL.
    public func resolve(_ reference: String) -> WebURL? {
        WebURL.parse(reference, base: self)
    }

    /// Compares serialisations.
    public static func == (left: WebURL, right: WebURL) -> Bool {
        left.href == right.href
    }

    /// Hashes the serialisation.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(href)
    }

    /// The serialisation.
    public var description: String { href }
}

// MARK: - Parts

extension WebURL {
    /// The scheme in lower case, without the colon.
    public var scheme: String { text(0..<layout.schemeEnd) }
    /// Percent-encoded; empty where there is none.
    public var username: String { text(layout.username) }
    /// Percent-encoded; empty where there is none.
    public var password: String { text(layout.password) }
    /// A domain in ASCII form, an IPv4 address, an IPv6 address in brackets, or
    /// an opaque host; nil for none.
    public var host: String? { layout.host.map(text) }
    /// Nil for none and for the scheme's default.
    public var port: UInt16? { layout.port }
    /// The path, with its leading slash unless it is opaque.
    public var path: String { text(layout.path) }
    /// Whether the path is one opaque string, as that of `mailto:`.
    public var hasOpaquePath: Bool { layout.hasOpaquePath }
    /// Without the question mark; nil for none, empty for a lone `?`.
    public var query: String? { layout.query.map(text) }
    /// Without the number sign; nil for none.
    public var fragment: String? { layout.fragment.map(text) }
    /// Whether the scheme is http or https.
    public var isHTTP: Bool { scheme == "http" || scheme == "https" }

    /// The port that a connection uses: the explicit or the default one.
    public var effectivePort: UInt16? { layout.port ?? record.defaultPort }

    /// `scheme://host[:port]` for the schemes that have tuple origins; nil for
    /// opaque origins (`data:`, `file:`, ...).
    public var origin: String? {
        guard ["http", "https", "ws", "wss", "ftp"].contains(scheme), let host else { return nil }
        return scheme + "://" + host + (port.map { ":" + String($0) } ?? "")
    }

    /// What a request line holds: path and query.
    public var pathAndQuery: String {
        text(layout.path.lowerBound..<(layout.query ?? layout.path).upperBound)
    }

    /// The URL without its fragment.
    public var withoutFragment: WebURL {
        guard layout.fragment != nil else { return self }
        var record = record
        record.fragment = nil
        return WebURL(record)
    }

    /// The URL without username and password.
    public var withoutCredentials: WebURL {
        guard !layout.username.isEmpty || !layout.password.isEmpty else { return self }
        var record = record
        record.username = []
        record.password = []
        return WebURL(record)
    }

    private func text(_ range: Range<Int>) -> String {
        let utf8 = href.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        let end = utf8.index(start, offsetBy: range.count)
        return String(href[start..<end])
    }
}

// MARK: - Records

extension WebURL {
    /// Serialises a record (section 4.5).
    init(_ record: URLRecord) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            record.path.count + (record.host?.count ?? 0) + (record.query?.count ?? 0)
                + (record.fragment?.count ?? 0) + 24
        )
        bytes.append(contentsOf: record.scheme)
        var layout = Layout(schemeEnd: bytes.count)
        bytes.append(0x3A)
        if let host = record.host {
            bytes.append(contentsOf: "//".utf8)
            WebURL.appendCredentials(of: record, to: &bytes, &layout)
            layout.host = bytes.appendMeasured(host)
            if let port = record.port {
                bytes.append(0x3A)
                bytes.append(contentsOf: String(port).utf8)
                layout.port = port
            }
        } else if !record.hasOpaquePath, record.path.starts(with: "//".utf8) {
            // Without this the path's empty first segment would read as the
            // start of an authority.
            bytes.append(contentsOf: "/.".utf8)
        }
        layout.path = bytes.appendMeasured(record.path)
        layout.hasOpaquePath = record.hasOpaquePath
        if let query = record.query {
            bytes.append(0x3F)
            layout.query = bytes.appendMeasured(query)
        }
        if let fragment = record.fragment {
            bytes.append(0x23)
            layout.fragment = bytes.appendMeasured(fragment)
        }
        self.href = String(decoding: bytes, as: UTF8.self)
        self.layout = layout
    }

    private static func appendCredentials(
        of record: URLRecord,
        to bytes: inout [UInt8],
        _ layout: inout Layout
    ) {
        layout.username = bytes.appendMeasured(record.username)
        layout.password = bytes.count..<bytes.count
        if !record.password.isEmpty {
            bytes.append(0x3A)
            layout.password = bytes.appendMeasured(record.password)
        }
        if !record.username.isEmpty || !record.password.isEmpty { bytes.append(0x40) }
    }

    /// The parts as the parser needs them of a base.
    var record: URLRecord {
        let bytes = Array(href.utf8)
        var record = URLRecord()
        record.scheme = Array(bytes[0..<layout.schemeEnd])
        record.username = Array(bytes[layout.username])
        record.password = Array(bytes[layout.password])
        record.host = layout.host.map { Array(bytes[$0]) }
        record.port = layout.port
        record.path = Array(bytes[layout.path])
        record.hasOpaquePath = layout.hasOpaquePath
        record.query = layout.query.map { Array(bytes[$0]) }
        record.fragment = layout.fragment.map { Array(bytes[$0]) }
        return record
    }
}

extension [UInt8] {
    /// Appends bytes and returns where they stand.
    fileprivate mutating func appendMeasured(_ bytes: [UInt8]) -> Range<Int> {
        let start = count
        append(contentsOf: bytes)
        return start..<count
    }
}
