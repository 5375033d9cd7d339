import WinnowModel

/// A checked http(s) URL: what to ask, whom, and with which credentials.
///
/// Parsed and resolved as the URL Standard says, not by libcurl: the effective
/// URL gets the form that the rest of the program compares, an international
/// host its ASCII form (libcurl's depends on the locale, which a service does
/// not have), and a relative `Location` the meaning that it has in browsers.
struct TargetURL {
    /// Without credentials and fragment.
    let url: String
    /// The key of the host's limits.
    let host: String
    /// Scheme, host and port: who may see the headers of one request.
    let origin: String
    /// Decoded; nil where the URL holds none.
    var user: String?
    /// Decoded; nil where the URL holds none.
    var password: String?

    private let parsed: WebURL

    /// Checks an absolute URL.
    init(_ url: String) throws(URLFailure) {
        guard let parsed = WebURL.parse(url) else {
            throw URLFailure(message: "the URL is malformed")
        }
        try self.init(parsed)
        user = decoded(parsed.username)
        password = decoded(parsed.password)
    }

    /// Resolves a `Location`, whose bytes stand in isomorphic form. Credentials
    /// in it are dropped: whom we tell a password is the operator's decision.
    init(location: String, from base: TargetURL) throws(URLFailure) {
        // Both would only lead back to where they come from.
        guard !location.isEmpty, !location.hasPrefix("#") else {
            throw URLFailure(message: "the target is empty")
        }
        let bytes = isomorphicBytes(location) ?? Array(location.utf8)
        let parsed = bytes.withUnsafeBufferPointer { WebURL.parse(utf8: $0, base: base.parsed) }
        guard let parsed else { throw URLFailure(message: "the target is malformed") }
        try self.init(parsed)
    }

    private init(_ url: WebURL) throws(URLFailure) {
        guard url.isHTTP, let host = url.host, let origin = url.origin else {
            throw URLFailure(message: "the scheme is neither http nor https")
        }
        parsed = url.withoutCredentials.withoutFragment
        self.url = parsed.href
        self.host = host
        self.origin = origin
    }
}

/// What is wrong with a URL.
struct URLFailure: Error {
    var message: String
}

/// Undoes percent-encoding; nil for nothing.
private func decoded(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2)
        if byte == UInt8(ascii: "%"), digits.count == 2,
            let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
