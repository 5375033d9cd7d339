import CCurl

/// Sets up curl easy handles: everything that libcurl is told stands here.
struct HopOptions {
    let settings: FetchSettings
    let overrides: FetchOverrides
    /// What is left of the fetch's total time.
    let timeout: Duration
    /// Whether this hop goes to the origin that was asked first.
    let isOwnOrigin: Bool

    // MARK: Header fields

    /// The request's own header fields; the caller frees the list.
    func fields(_ target: TargetURL, _ request: FetchRequest)
        throws(FetchError) -> UnsafeMutablePointer<curl_slist>?
    {
        var fields: [(name: String, value: String)] = [
            ("Accept", accept(request.accept)),
            ("Accept-Encoding", ContentCodings.accepted),
        ]
        if let etag = request.etag { fields.append(("If-None-Match", etag)) }
        if let date = request.lastModified { fields.append(("If-Modified-Since", date)) }
        if isOwnOrigin { fields += overrides.headers }

        var list: UnsafeMutablePointer<curl_slist>?
        do {
            for field in fields { try append(field.name, field.value, to: &list) }
        } catch {
            curl_slist_free_all(list)
            throw FetchError(code: .invalidHeader, url: target.url, message: error.message)
        }
        return list
    }

    private func accept(_ kind: FetchRequest.Accept) -> String {
        switch kind {
        case .feed:
            """
            application/atom+xml, application/rss+xml, application/feed+json, \
            application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1
            """
        case .page: "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5"
        case .robots: "text/plain, */*;q=0.1"
        }
    }

    private func append(
        _ name: String,
        _ value: String,
        to list: inout UnsafeMutablePointer<curl_slist>?
    ) throws(BodyFailure) {
        guard let bytes = isomorphicBytes(name + ": " + value),
            bytes.allSatisfy({ ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7f }),
            isToken(name)
        else {
            throw BodyFailure(
                code: .invalidHeader,
                message: "the header field \(name) holds unusable bytes"
            )
        }
        // libcurl would drop a field without a value unless it ends with ";".
        let line = value.isEmpty ? Array((name + ";").utf8) : bytes
        let next = (line + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                curl_slist_append(list, text.baseAddress)
            }
        }
        guard let next else {
            throw BodyFailure(code: .internal, message: "libcurl could not hold a header field")
        }
        list = next
    }

    // MARK: Options

    /// Sets all options but the callbacks.
    func apply(
        to easy: UnsafeMutableRawPointer,
        _ target: TargetURL,
        fields: UnsafeMutablePointer<curl_slist>?
    ) throws(FetchError) {
        var options = OptionSetter(easy: easy)
        setRequest(&options, target, fields)
        setLimits(&options)
        setSafety(&options)
        if let failed = options.failure {
            throw FetchError(
                code: .internal,
                url: target.url,
                message: "libcurl refused an option",
                underlying: String(cString: curl_easy_strerror(failed))
            )
        }
    }

    private func setRequest(
        _ options: inout OptionSetter,
        _ target: TargetURL,
        _ fields: UnsafeMutablePointer<curl_slist>?
    ) {
        options.set(CURLOPT_URL, target.url)
        options.set(CURLOPT_HTTPHEADER, fields)
        options.set(CURLOPT_USERAGENT, overrides.userAgent ?? settings.userAgent)
        let version = settings.offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        options.set(CURLOPT_HTTP_VERSION, Int(version))
        // We decode bodies ourselves; see shim.h.
        options.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        if let user = target.user, isOwnOrigin {
            options.set(CURLOPT_HTTPAUTH, winnow_curl_auth_basic)
            options.set(CURLOPT_USERNAME, user)
            options.set(CURLOPT_PASSWORD, target.password ?? "")
        }
    }

    private func setLimits(_ options: inout OptionSetter) {
        let connect = overrides.connectTimeout ?? settings.connectTimeout
        // Zero would mean "no limit" to libcurl.
        options.set(CURLOPT_TIMEOUT_MS, max(1, milliseconds(timeout)))
        options.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, milliseconds(min(connect, timeout))))
        options.set(CURLOPT_LOW_SPEED_LIMIT, settings.lowSpeedBytesPerSecond)
        options.set(CURLOPT_LOW_SPEED_TIME, max(1, milliseconds(settings.lowSpeedTime) / 1000))
    }

    private func setSafety(_ options: inout OptionSetter) {
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.set(CURLOPT_HTTP09_ALLOWED, 0)
        options.set(CURLOPT_SSL_VERIFYPEER, 1)
        options.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = settings.certificateFile { options.set(CURLOPT_CAINFO, file) }
        options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        // An empty name also switches off what the environment says.
        options.set(CURLOPT_PROXY, settings.proxy ?? "")
        options.set(CURLOPT_NOPROXY, "")
        options.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        options.set(CURLOPT_NOSIGNAL, 1)
        options.set(CURLOPT_NOPROGRESS, 1)
        // Without this, ending a transfer would wait for its name resolution.
        options.set(CURLOPT_QUICK_EXIT, 1)
    }

    private func milliseconds(_ duration: Duration) -> Int {
        let parts = duration.components
        let seconds = Int(clamping: min(parts.seconds, 1_000_000))
        return seconds * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
    }
}

/// Sets options and remembers the first that was refused.
private struct OptionSetter {
    let easy: UnsafeMutableRawPointer
    private(set) var failure: CURLcode?

    init(easy: UnsafeMutableRawPointer) {
        self.easy = easy
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(winnow_curl_set_long(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: String) {
        note(winnow_curl_set_string(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) {
        note(winnow_curl_set_list(easy, option, value))
    }

    private mutating func note(_ status: CURLcode) {
        if status != CURLE_OK, failure == nil { failure = status }
    }
}

/// RFC 9110, section 5.1: the name of a field is a token.
private func isToken(_ name: String) -> Bool {
    !name.isEmpty
        && name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: Array("!#$%&'*+-.^_`|~".utf8).contains(byte)
            }
        }
}
