import WinnowModel

/// Reads JSON Feed 1.0 and 1.1.
///
/// The version is not insisted on: a JSON object with `items` is a feed.
struct JSONFeedParser {
    private let base: WebURL?
    private let sanitizes: Bool
    private var sanitizer: SanitizedText

    /// Reads the feed that `bytes` hold.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        base: WebURL?,
        subject: String,
        sanitizes: Bool
    ) -> Result<Feed, FeedError> {
        var reader = JSONReader(bytes)
        let root = reader.read()
        guard let items = root["items"] ?? root["entries"], case .array = items else {
            return failure(root, reader.fault, subject)
        }
        // A broken text that held no entry is a broken text, not an empty feed.
        if reader.fault != nil && items.elements.isEmpty && root["version"] == nil {
            return failure(root, reader.fault, subject)
        }
        let parser = JSONFeedParser(
            base: base,
            sanitizes: sanitizes,
            sanitizer: SanitizedText()
        )
        var feed = parser.feed(root, items: items.elements)
        if let fault = reader.fault { feed.diagnostics.append(fault) }
        return .success(feed)
    }

    private static func failure(
        _ root: JSONValue,
        _ fault: String?,
        _ subject: String
    ) -> Result<Feed, FeedError> {
        if let fault {
            return .failure(FeedError(code: .invalidJSON, subject: subject, message: fault))
        }
        return .failure(
            FeedError(code: .notAFeed, subject: subject, message: "a JSON text without items")
        )
    }

    private func feed(_ root: JSONValue, items: [JSONValue]) -> Feed {
        var feed = Feed()
        feed.format = format(root["version"]?.text)
        feed.title = plain(root["title"]?.text)
        feed.link = link(root["home_page_url"])
        feed.selfLink = link(root["feed_url"])
        feed.id = root["id"]?.text ?? root["feed_url"]?.text
        feed.subtitle = root["description"]?.text.flatMap { html($0) }
        feed.language = root["language"]?.text
        feed.authors = persons(root)
        feed.updated = date(root["date_modified"])
        feed.published = date(root["date_published"])
        feed.rights = root["rights"]?.text ?? root["copyright"]?.text
        for hub in (root["hubs"]?.elements ?? []).prefix(16) {
            if let url = link(hub["url"]) { feed.hubs.append(url) }
        }
        for item in items.prefix(FeedXMLParser.entryLimit) {
            guard case .object = item else { continue }
            feed.entries.append(entry(item, in: feed))
        }
        return feed
    }

    private func format(_ version: String?) -> String {
        guard let version, version.utf8.contains(0x2F) else { return "json" }
        return version.hasSuffix("1.1") ? "json11" : "json10"
    }

    private func entry(_ item: JSONValue, in feed: Feed) -> Entry {
        var entry = Entry()
        entry.id = item["id"]?.text
        entry.link = link(item["url"]) ?? link(item["external_url"])
        entry.title = plain(item["title"]?.text)
        entry.authors = persons(item)
        if entry.authors.isEmpty { entry.authors = feed.authors }
        entry.published = date(item["date_published"])
        entry.updated = date(item["date_modified"])
        entry.summary = item["summary"]?.text.flatMap { html($0) }
        entry.content =
            item["content_html"]?.text.flatMap { html($0) }
            ?? item["content_text"]?.text.map { escaped($0) }
        entry.categories = (item["tags"]?.elements ?? []).prefix(FeedXMLParser.listLimit)
            .compactMap(\.text)
        entry.enclosures = (item["attachments"]?.elements ?? []).prefix(FeedXMLParser.listLimit)
            .compactMap(enclosure)
        entry.language = item["language"]?.text ?? feed.language
        entry.baseURL = base?.href
        if entry.link == nil, let id = entry.id, id.hasPrefix("http://") || id.hasPrefix("https://")
        {
            entry.link = id
        }
        return entry
    }

    private func enclosure(_ value: JSONValue) -> Enclosure? {
        guard let url = link(value["url"]) else { return nil }
        let size = value["size_in_bytes"]?.text.flatMap(positiveNumber).map(Int64.init)
        return Enclosure(url: url, type: value["mime_type"]?.text, length: size)
    }

    /// Version 1.1 has `authors`; 1.0 had `author`, and some write both.
    private func persons(_ value: JSONValue) -> [Person] {
        var persons: [Person] = []
        let all = (value["authors"]?.elements ?? []) + (value["author"].map { [$0] } ?? [])
        for author in all.prefix(FeedXMLParser.listLimit) {
            var person = Person(name: author["name"]?.text, uri: link(author["url"]))
            if case .string(let name) = author { person.name = name }
            person.email = author["email"]?.text
            let isEmpty = person.name == nil && person.uri == nil && person.email == nil
            if !isEmpty && !persons.contains(person) { persons.append(person) }
        }
        return persons
    }

    private func link(_ value: JSONValue?) -> String? {
        guard let text = value?.text else { return nil }
        return LinkResolution.resolve(text, base: base)
    }

    private func date(_ value: JSONValue?) -> FeedDate? {
        value?.text.flatMap { FeedDate.parse($0) }
    }

    /// Titles are plain text by the specification; some publishers send the
    /// HTML of their RSS feed.
    private func plain(_ text: String?) -> String? {
        guard var text else { return nil }
        return text.withUTF8 { bytes in
            var buffer = ByteBuffer(capacity: bytes.count + 1)
            if HTMLVocabulary.looksLikeHTML(bytes) {
                PlainText.append(bytes, into: &buffer)
            } else {
                PlainText.appendCollapsed(bytes, into: &buffer)
            }
            return String(decoding: buffer.bytes, as: UTF8.self)
        }
    }

    private func html(_ text: String) -> String? {
        sanitizes ? sanitizer.make(text, base: base) : text
    }

    private func escaped(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var buffer = ByteBuffer(capacity: bytes.count + 16)
            appendEscaped(bytes, into: &buffer)
            return String(decoding: buffer.bytes, as: UTF8.self)
        }
    }
}

/// Sanitises strings.
struct SanitizedText {
    /// Clean HTML of `html`; nil where nothing is left.
    func make(_ html: String, base: WebURL?) -> String? {
        var html = html
        return html.withUTF8 { bytes in
            var sanitizer = HTMLSanitizer()
            var buffer = ByteBuffer(capacity: bytes.count + 64)
            sanitizer.sanitize(bytes, base: base, into: &buffer)
            let clean = trimmed(buffer.bytes)
            return clean.isEmpty ? nil : String(decoding: clean, as: UTF8.self)
        }
    }
}
