import WinnowEncoding
import WinnowModel

/// Reads a feed of any kind from the bytes of a response.
///
/// The format is decided by the content, never by the media type, since
/// publishers serve feeds as anything. Whatever is readable is read; what was
/// wrong stands in the feed's diagnostics.
public enum FeedReader {
    /// What a caller may leave out.
    public struct Options: Sendable {
        /// Whether contents and summaries are sanitised. Without it they are
        /// hostile HTML; only measurements want that.
        public var sanitizes = true

        /// Creates options.
        public init(sanitizes: Bool = true) {
            self.sanitizes = sanitizes
        }
    }

    /// Reads a feed.
    ///
    /// - Parameters:
    ///   - bytes: the body, decoded from transfer and content codings.
    ///   - contentType: the value of `Content-Type`.
    ///   - baseURL: where the body came from, after redirects.
    ///   - headers: further fields of the response; `Content-Location`,
    ///     `Content-Language` and `Link` count.
    /// - Throws: where nothing in the bytes is a feed.
    public static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String? = nil,
        baseURL: String? = nil,
        headers: [(name: String, value: String)] = [],
        options: Options = Options()
    ) throws(FeedError) -> Feed {
        let response = ResponseContext(contentType: contentType, baseURL: baseURL, headers: headers)
        let text = DecodedText(bytes, response)
        var result: Result<Feed, FeedError> = .failure(
            FeedError(code: .empty, subject: baseURL ?? "", message: "the document is empty")
        )
        text.withUTF8 { result = parse($0, response, options) }
        var feed = try result.get()
        feed.encoding = text.label
        feed.diagnostics.insert(contentsOf: text.diagnostics, at: 0)
        response.complete(&feed)
        return feed
    }

    /// Reads a feed from an array; see above.
    public static func read(
        _ bytes: [UInt8],
        contentType: String? = nil,
        baseURL: String? = nil,
        headers: [(name: String, value: String)] = [],
        options: Options = Options()
    ) throws(FeedError) -> Feed {
        var result: Result<Feed, FeedError> = .failure(
            FeedError(code: .empty, subject: baseURL ?? "", message: "the document is empty")
        )
        bytes.withUnsafeBufferPointer { bytes in
            do throws(FeedError) {
                result = .success(
                    try read(
                        bytes,
                        contentType: contentType,
                        baseURL: baseURL,
                        headers: headers,
                        options: options
                    )
                )
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ response: ResponseContext,
        _ options: Options
    ) -> Result<Feed, FeedError> {
        let subject = response.subject
        guard let first = bytes.first(where: { !isSpace($0) }) else {
            return .failure(
                FeedError(code: .empty, subject: subject, message: "the document is empty")
            )
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return JSONFeedParser.parse(
                bytes,
                base: response.base,
                subject: subject,
                sanitizes: options.sanitizes
            )
        }
        var parser = FeedXMLParser(
            bytes,
            documentBase: response.base,
            sanitizes: options.sanitizes
        )
        guard parser.parse() else {
            return .failure(
                FeedError(
                    code: .notAFeed,
                    subject: subject,
                    message: "no element of a feed was found in \(bytes.count) bytes"
                )
            )
        }
        return .success(parser.feed)
    }
}

extension FeedReader {
    /// Sanitises texts and answers the length of what is left; for the
    /// benchmark.
    package static func sanitizedLength(_ texts: [[UInt8]]) -> Int {
        var sanitizer = HTMLSanitizer()
        var output = ByteBuffer()
        let base = WebURL.parse("https://feeds.example/feed.xml")
        var length = 0
        for text in texts {
            output.removeAll()
            text.withUnsafeBufferPointer { sanitizer.sanitize($0, base: base, into: &output) }
            length += output.count
        }
        return length
    }
}
