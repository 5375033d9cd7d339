import Testing
import WinnowFetch
import WinnowModel

@Suite struct ResponseHeadersTests {
    private func headers(_ fields: (String, String)...) -> ResponseHeaders {
        ResponseHeaders(fields: fields.map { .init(name: $0.0, value: $0.1) })
    }

    private static let contentTypes: [(String, String?, String?)] = [
        ("text/html", "text/html", nil),
        ("Text/HTML; Charset=UTF-8", "text/html", "UTF-8"),
        ("text/html;charset=\"utf-8\"", "text/html", "utf-8"),
        ("text/html; charset='utf-8'", "text/html", "utf-8"),
        ("text/html; a=b; charset = windows-1256 ; c", "text/html", "windows-1256"),
        ("text/html; a=\";charset=x\"; charset=y", "text/html", "y"),
        ("text/html; charset=", "text/html", nil),
        ("text/html; charset=a; charset=b", "text/html", "a"),
        ("application/rss+xml;", "application/rss+xml", nil),
        (";;;charset=%%", nil, nil), ("", nil, nil), ("html", nil, nil), ("a/b/c", nil, nil),
        ("text /html", nil, nil),
    ]

    @Test("Content-Type is split", arguments: contentTypes)
    func contentType(value: String, type: String?, charset: String?) {
        let headers = headers(("content-type", value))
        #expect(headers.mediaType == type)
        #expect(headers.transportEncoding == charset)
    }

    private static let freshness: [([(String, String)], Int?)] = [
        ([("cache-control", "max-age=60")], 60),
        ([("cache-control", "public, Max-Age=\"90\", must-revalidate")], 90),
        ([("cache-control", "max-age=99999999999999999999")], 10 * 365 * 86_400),
        ([("cache-control", "max-age=-5")], nil),
        ([("cache-control", "max-age=60, no-cache")], nil),
        ([("cache-control", "no-store")], nil),
        (
            [
                ("expires", "Sun, 06 Nov 1994 08:50:37 GMT"),
                ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ], 60
        ),
        ([("expires", "Sun, 06 Nov 1994 08:50:37 GMT")], 0),
        ([("expires", "0")], nil),
        ([("cache-control", "max-age=5"), ("expires", "Sun, 06 Nov 2094 08:50:37 GMT")], 5),
        ([], nil),
    ]

    @Test("freshness follows Cache-Control, then Expires", arguments: freshness)
    func fresh(fields: [(String, String)], seconds: Int?) {
        let headers = ResponseHeaders(fields: fields.map { .init(name: $0.0, value: $0.1) })
        let found = headers.freshness(now: Timestamp(seconds: 1_800_000_000))
        #expect(found == seconds.map { Duration.seconds($0) })
    }

    private static let now = Timestamp(seconds: 784_111_777)

    private static let retryAfter: [(String, Int?)] = [
        ("30", 30), ("0", nil), ("-5", nil), ("soon", nil), ("", nil),
        ("1000000000000", 10 * 365 * 86_400),
        ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
        ("Sunday, 06-Nov-94 08:50:37 GMT", 60),
        ("Sun Nov  6 08:50:37 1994", 60),
        ("Sun, 06 Nov 1994 08:49:36 GMT", nil),
        ("Mon, 01 Jan 2001 00:00:00 +0200", nil),
        ("Sun, 06 Foo 1994 08:50:37 GMT", nil),
        ("Sun, 06 Nov 1994 25:50:37 GMT", nil),
    ]

    @Test("Retry-After is seconds or a date in the future", arguments: retryAfter)
    func retry(value: String, seconds: Int?) {
        let found = headers(("retry-after", value)).retryAfter(now: Self.now)
        #expect(found == seconds.map { Duration.seconds($0) })
    }
}
