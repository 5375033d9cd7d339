import WinnowModel

/// Lists of subscriptions, as feed readers exchange them.
public enum OPML {
    /// One feed of a list.
    public struct Subscription: Sendable, Equatable {
        /// The feed's address.
        public var feedURL: String
        /// `title`, else `text`.
        public var title: String?
        /// The site that the feed belongs to.
        public var siteURL: String?
        /// Titles of the outlines around it, outermost first.
        public var path: [String]

        /// Creates a subscription.
        public init(
            feedURL: String,
            title: String? = nil,
            siteURL: String? = nil,
            path: [String] = []
        ) {
            self.feedURL = feedURL
            self.title = title
            self.siteURL = siteURL
            self.path = path
        }
    }

    /// Subscriptions that are read from one list.
    public static let subscriptionLimit = 100_000
    private static let depthLimit = 32

    /// Reads the subscriptions of a list, each feed once.
    ///
    /// - Throws: where the bytes are no OPML.
    public static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        subject: String = ""
    ) throws(FeedError) -> [Subscription] {
        let response = ResponseContext(contentType: nil, baseURL: nil, headers: [])
        let text = DecodedText(bytes, response)
        var result: [Subscription]?
        text.withUTF8 { result = parse($0) }
        guard let result else {
            throw FeedError(
                code: .notASubscriptionList,
                subject: subject,
                message: "no opml element was found"
            )
        }
        return result
    }

    /// Reads the subscriptions of a list from an array; see above.
    public static func read(
        _ bytes: [UInt8],
        subject: String = ""
    ) throws(FeedError) -> [Subscription] {
        var result: Result<[Subscription], FeedError> = .success([])
        bytes.withUnsafeBufferPointer { bytes in
            do throws(FeedError) {
                result = .success(try read(bytes, subject: subject))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> [Subscription]? {
        var tokenizer = XMLTokenizer(bytes)
        var references = XMLReferences()
        var subscriptions: [Subscription] = []
        var seen: Set<String> = []
        var path: [String?] = []
        var isOPML = false
        while true {
            switch tokenizer.next() {
            case .startTag:
                let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
                if equalsFolded(name, "opml") { isOPML = true }
                guard equalsFolded(name, "outline") else { continue }
                isOPML = true
                let outline = attributes(tokenizer, &references)
                if let subscription = subscription(outline, path),
                    subscriptions.count < subscriptionLimit,
                    seen.insert(subscription.feedURL).inserted
                {
                    subscriptions.append(subscription)
                }
                if !tokenizer.isSelfClosing && path.count < 10_000 {
                    path.append(
                        outline["xmlurl"] == nil ? outline["title"] ?? outline["text"] : nil
                    )
                }
            case .endTag:
                let name = tokenizer.bytes(tokenizer.start, tokenizer.end)
                if equalsFolded(name, "outline"), !path.isEmpty { path.removeLast() }
            case .text, .cdata: break
            case .doctype: references.declare(tokenizer.bytes(tokenizer.start, tokenizer.end))
            case .end: return isOPML ? subscriptions : nil
            }
        }
    }

    private static func attributes(
        _ tokenizer: borrowing XMLTokenizer,
        _ references: inout XMLReferences
    ) -> [String: String] {
        var values: [String: String] = [:]
        for index in 0..<tokenizer.attributeCount {
            let attribute = tokenizer.attribute(index)
            let name = tokenizer.bytes(attribute.nameStart, attribute.nameEnd).map(folded)
            var buffer = ByteBuffer(capacity: 64)
            references.decode(
                tokenizer.bytes(attribute.valueStart, attribute.valueEnd),
                into: &buffer
            )
            let value = trimmed(buffer.bytes)
            if !value.isEmpty {
                values[String(decoding: name, as: UTF8.self)] = String(
                    decoding: value,
                    as: UTF8.self
                )
            }
        }
        return values
    }

    private static func subscription(
        _ outline: [String: String],
        _ path: [String?]
    ) -> Subscription? {
        // Some readers write only url, with a type that says what it is.
        let isFeed = ["rss", "atom", "feed"].contains(outline["type"]?.lowercased() ?? "")
        guard let address = outline["xmlurl"] ?? (isFeed ? outline["url"] : nil) else { return nil }
        let title = outline["title"] ?? outline["text"]
        return Subscription(
            feedURL: address,
            title: title,
            siteURL: outline["htmlurl"],
            path: path.prefix(depthLimit).compactMap { $0 }
        )
    }
}

// MARK: - Writing

extension OPML {
    /// Writes a list in OPML 2.0; subscriptions stand below outlines of their
    /// path's first title.
    public static func write(_ subscriptions: [Subscription], title: String) -> [UInt8] {
        var output = ByteBuffer()
        output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n")
        output.append("  <head>\n    <title>")
        append(title, to: &output)
        output.append("</title>\n  </head>\n  <body>\n")
        var groups: [String] = []
        for subscription in subscriptions {
            let group = subscription.path.first ?? ""
            if !groups.contains(group) { groups.append(group) }
        }
        for group in groups {
            let members = subscriptions.filter { ($0.path.first ?? "") == group }
            write(members, group: group, to: &output)
        }
        output.append("  </body>\n</opml>\n")
        return Array(output.bytes)
    }

    private static func write(
        _ members: [Subscription],
        group: String,
        to output: inout ByteBuffer
    ) {
        if !group.isEmpty {
            output.append("    <outline text=\"")
            append(group, to: &output)
            output.append("\">\n")
        }
        for member in members {
            output.append(group.isEmpty ? "    " : "      ")
            output.append("<outline type=\"rss\" text=\"")
            append(member.title ?? member.feedURL, to: &output)
            output.append("\" xmlUrl=\"")
            append(member.feedURL, to: &output)
            if let site = member.siteURL {
                output.append("\" htmlUrl=\"")
                append(site, to: &output)
            }
            output.append("\"/>\n")
        }
        if !group.isEmpty { output.append("    </outline>\n") }
    }

    private static func append(_ text: String, to output: inout ByteBuffer) {
        var text = text
        text.withUTF8 { appendEscaped($0, into: &output, isAttribute: true) }
    }
}
