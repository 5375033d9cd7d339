import CCurl
import Glibc

/// One request and its response: a curl easy handle with all that its callbacks
/// need.
///
/// Lives on the fetcher's thread only. The callbacks hold an unretained pointer
/// to it, so it must outlive its place in the multi handle: `Engine` removes
/// the handle before it drops the hop.
final class Hop {
    /// What one hop led to.
    enum Outcome {
        case response(FetchResponse)
        case redirect(Redirect, to: TargetURL)
        case failure(FetchError)
    }

    let target: TargetURL
    let easy: UnsafeMutableRawPointer
    private let request: FetchRequest
    private var fields: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var header: HeaderCollector
    private var body: BodyReceiver
    /// What a callback found, which ended the transfer.
    private var failure: BodyFailure?

    init(
        target: TargetURL,
        request: FetchRequest,
        settings: FetchSettings,
        options: HopOptions
    ) throws(FetchError) {
        guard let easy = curl_easy_init() else {
            throw FetchError(
                code: .internal,
                url: target.url,
                message: "libcurl gave no handle"
            )
        }
        self.target = target
        self.easy = easy
        self.request = request
        header = HeaderCollector(
            maximumBytes: settings.maximumHeaderBytes,
            maximumLines: settings.maximumHeaderLines
        )
        body = BodyReceiver(
            limit: request.maximumBodyBytes,
            cutsAtLimit: request.accept == .robots,
            spool: BodySpool(
                directory: settings.spoolDirectory,
                threshold: settings.spoolThresholdBytes
            )
        )
        errorText.initialize(to: 0)
        fields = try options.fields(target, request)
        try options.apply(to: easy, target, fields: fields)
        installCallbacks()
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        errorText.deallocate()
    }

    private func installCallbacks() {
        let this = Unmanaged.passUnretained(self).toOpaque()
        winnow_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        winnow_curl_set_pointer(easy, CURLOPT_HEADERDATA, this)
        winnow_curl_set_pointer(easy, CURLOPT_WRITEDATA, this)
        winnow_curl_set_write_function(easy, CURLOPT_HEADERFUNCTION) { bytes, _, count, this in
            Hop.pass(bytes, count, this) { hop, line in hop.takeHeader(line) }
        }
        winnow_curl_set_write_function(easy, CURLOPT_WRITEFUNCTION) { bytes, _, count, this in
            Hop.pass(bytes, count, this) { hop, piece in hop.takeBody(piece) }
        }
        winnow_curl_set_open_socket_function(easy, openSocket)
    }

    /// Gives a callback's bytes to the hop; another number than `count` tells
    /// libcurl to end the transfer.
    private static func pass(
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ this: UnsafeMutableRawPointer?,
        _ take: (Hop, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let this else { return 0 }
        let hop = Unmanaged<Hop>.fromOpaque(this).takeUnretainedValue()
        let goesOn = take(hop, UnsafeRawBufferPointer(start: bytes, count: count))
        // An empty write must not be answered with "0 taken, go on".
        return goesOn ? count : Int(CURL_WRITEFUNC_ERROR)
    }

    private func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        do {
            if try header.take(line) { try body.begin(header, isRedirect: isRedirect) }
            return true
        } catch {
            failure = error
            return false
        }
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        do {
            return try body.receive(bytes)
        } catch {
            failure = error
            return false
        }
    }

    // MARK: The end

    /// What the transfer led to, given how libcurl ended it.
    func outcome(_ result: CURLcode) -> Outcome {
        do {
            // The target is known when the header is; whatever happens to the
            // body of a redirect does not matter.
            if isRedirect { return try redirect() }
            try checkEnd(result)
            try checkStatus()
            return .response(try response())
        } catch {
            return .failure(
                FetchError(
                    code: error.code,
                    url: target.url,
                    message: error.message,
                    underlying: error.underlying
                )
            )
        }
    }

    private var isRedirect: Bool {
        header.isComplete && [301, 302, 303, 307, 308].contains(header.status)
    }

    private func redirect() throws(BodyFailure) -> Outcome {
        let locations = Set(header.headers.values(of: "location"))
        guard let location = locations.first, locations.count == 1 else {
            let found = locations.isEmpty ? "names no target" : "names different targets"
            throw BodyFailure(
                code: .redirect,
                message: "the redirect (\(header.status)) \(found)"
            )
        }
        do {
            let next = try TargetURL(location: location, from: target)
            let step = Redirect(source: target.url, target: next.url, status: header.status)
            return .redirect(step, to: next)
        } catch {
            let shown = withoutCredentials(String(location.prefix(200)))
            throw BodyFailure(
                code: .redirect,
                message: "the redirect to \(shown) is not followed",
                underlying: error.message
            )
        }
    }

    /// Whether the response is whole enough to be one.
    private func checkEnd(_ result: CURLcode) throws(BodyFailure) {
        if let failure { throw failure }
        if result != CURLE_OK && !body.hasEnough {
            // Of an error the status and the header are what counts.
            if header.isComplete && !(200...299 ~= header.status) { return }
            throw BodyFailure(result, words: words(of: result))
        }
        guard header.isComplete else {
            throw BodyFailure(
                code: .truncated,
                message: "the connection ended inside the header"
            )
        }
    }

    private func checkStatus() throws(BodyFailure) {
        let isConditional = request.etag != nil || request.lastModified != nil
        if header.status == 304 && !isConditional {
            throw BodyFailure(
                code: .protocolError,
                message: "the server answered 304 to an unconditional request"
            )
        }
        if header.status == 206 {
            throw BodyFailure(
                code: .protocolError,
                message: "the server sent a part (206) unasked"
            )
        }
    }

    private func response() throws(BodyFailure) -> FetchResponse {
        let (content, isVerifiedByCoding) = try body.finish()
        if request.accept == .feed, 200...299 ~= header.status, content.length == 0 {
            throw BodyFailure(
                code: .emptyBody,
                message: "the response (\(header.status)) has no body"
            )
        }
        let isFramed = header.contentLength != nil || header.isChunked || !isHTTP1
        let hasNoBody = header.status == 204 || header.status == 304
        return FetchResponse(
            status: header.status,
            effectiveURL: target.url,
            redirects: [],
            headers: header.headers,
            body: content,
            isEndVerified: !body.hasEnough && (isVerifiedByCoding || isFramed || hasNoBody),
            wireBytes: body.wireBytes,
            httpVersion: header.version,
            timings: timings()
        )
    }

    private var isHTTP1: Bool { header.version.hasPrefix("1") }

    private func timings() -> FetchTimings {
        func time(_ info: CURLINFO) -> Duration {
            var microseconds: curl_off_t = 0
            winnow_curl_get_offset(easy, info, &microseconds)
            return .microseconds(microseconds)
        }
        var timings = FetchTimings()
        timings.nameLookup = time(CURLINFO_NAMELOOKUP_TIME_T)
        timings.connect = time(CURLINFO_CONNECT_TIME_T)
        timings.tls = time(CURLINFO_APPCONNECT_TIME_T)
        timings.firstByte = time(CURLINFO_STARTTRANSFER_TIME_T)
        return timings
    }

    private func words(of result: CURLcode) -> String {
        let detail = String(cString: errorText)
        return detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
    }
}

/// Opens a connection's socket; libcurl's own would be inherited by every
/// program that is started, and the workers shall have no network.
private func openSocket(
    _: UnsafeMutableRawPointer?,
    _: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let address else { return CURL_SOCKET_BAD }
    let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, type, address.pointee.protocol)
}
