import CCurl

/// A checked http(s) URL: what to ask, whom, and with which credentials.
struct TargetURL {
    /// Without credentials and fragment.
    var url: String
    /// In lower case; the key of the host's limits.
    var host: String
    /// Scheme, host and port: who may see the headers of one request.
    var origin: String
    /// Decoded; nil where the URL holds none.
    var user: String?
    var password: String?

    /// Checks an absolute URL.
    init(_ url: String) throws(URLFailure) {
        let parts = try URLParts()
        try parts.set(CURLUPART_URL, Array(url.utf8))
        try self.init(parts)
    }

    /// Resolves a `Location`, whose bytes stand in isomorphic form. Credentials
    /// in it are dropped: whom we tell a password is the operator's decision.
    init(location: String, from base: TargetURL) throws(URLFailure) {
        // libcurl resolves an empty reference and a lone fragment wrongly, and
        // both would only lead back to where they come from.
        let reference = location.prefix { $0 != "#" }
        guard !reference.isEmpty else {
            throw URLFailure(message: "the target is empty")
        }
        let parts = try URLParts()
        try parts.set(CURLUPART_URL, Array(base.url.utf8))
        try parts.set(CURLUPART_URL, isomorphicBytes(reference) ?? Array(reference.utf8))
        try self.init(parts)
        user = nil
        password = nil
    }

    private init(_ parts: borrowing URLParts) throws(URLFailure) {
        let scheme = parts.get(CURLUPART_SCHEME) ?? ""
        guard scheme == "http" || scheme == "https" else {
            throw URLFailure(message: "the scheme is neither http nor https")
        }
        guard let host = parts.get(CURLUPART_HOST)?.lowercased(), !host.isEmpty else {
            throw URLFailure(message: "the host is missing")
        }
        user = parts.get(CURLUPART_USER, decoded: true)
        password = parts.get(CURLUPART_PASSWORD, decoded: true)
        try parts.clear(CURLUPART_USER)
        try parts.clear(CURLUPART_PASSWORD)
        try parts.clear(CURLUPART_FRAGMENT)
        guard let url = parts.get(CURLUPART_URL) else {
            throw URLFailure(message: "the URL is malformed")
        }
        self.url = url
        self.host = host
        origin = "\(scheme)://\(host):\(parts.get(CURLUPART_PORT, defaultPort: true) ?? "")"
    }
}

/// What is wrong with a URL.
struct URLFailure: Error {
    var message: String
    var underlying: String?
}

/// Owns a curl URL handle.
private struct URLParts: ~Copyable {
    private let handle: OpaquePointer

    init() throws(URLFailure) {
        guard let handle = curl_url() else {
            throw URLFailure(message: "libcurl gave no URL handle")
        }
        self.handle = handle
    }

    deinit {
        curl_url_cleanup(handle)
    }

    /// Sets a part; spaces and bytes beyond ASCII are percent-encoded, as
    /// browsers do.
    func set(_ part: CURLUPart, _ bytes: [UInt8]) throws(URLFailure) {
        // A NUL would end the C string early, and controls are in no URL.
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            throw URLFailure(message: "the URL holds a control character")
        }
        let status = (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                curl_url_set(handle, part, text.baseAddress, UInt32(CURLU_URLENCODE))
            }
        }
        guard status == CURLUE_OK else {
            throw URLFailure(
                message: "the URL is malformed",
                underlying: String(cString: curl_url_strerror(status))
            )
        }
    }

    func clear(_ part: CURLUPart) throws(URLFailure) {
        guard curl_url_set(handle, part, nil, 0) == CURLUE_OK else {
            throw URLFailure(message: "libcurl could not change the URL")
        }
    }

    func get(_ part: CURLUPart, decoded: Bool = false, defaultPort: Bool = false) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let flags = (decoded ? CURLU_URLDECODE : 0) | (defaultPort ? CURLU_DEFAULT_PORT : 0)
        guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else {
            return nil
        }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
