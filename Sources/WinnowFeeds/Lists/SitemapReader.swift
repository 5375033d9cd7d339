import WinnowModel

/// Reads sitemaps of every kind: XML, index, text, gzip, and feeds used as
/// sitemaps.
public enum SitemapReader {
    /// Entries that are read; the protocol allows 50,000 a file.
    public static let entryLimit = 200_000
    /// Bytes that a compressed sitemap may become; the protocol allows 50 MB.
    public static let decompressedLimit = 64 << 20

    /// Reads a sitemap.
    ///
    /// - Parameters:
    ///   - bytes: the body; gzip is recognised by its content.
    ///   - contentType: the value of `Content-Type`.
    ///   - baseURL: where the body came from.
    /// - Throws: where the bytes list no addresses in any known way.
    public static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String? = nil,
        baseURL: String? = nil
    ) throws(FeedError) -> Sitemap {
        guard Gunzip.isCompressed(bytes) else {
            return try readPlain(bytes, contentType: contentType, baseURL: baseURL)
        }
        let content = Gunzip.decompress(bytes, limit: decompressedLimit)
        var result: Result<Sitemap, FeedError> = .failure(nothing(baseURL))
        content.bytes.withUnsafeBufferPointer { plain in
            do throws(FeedError) {
                // The media type is that of the compressed file.
                result = .success(try readPlain(plain, contentType: nil, baseURL: baseURL))
            } catch {
                result = .failure(error)
            }
        }
        var sitemap = try result.get()
        if !content.isComplete { sitemap.diagnostics.append("the compressed sitemap is cut off") }
        return sitemap
    }

    /// Reads a sitemap from an array; see above.
    public static func read(
        _ bytes: [UInt8],
        contentType: String? = nil,
        baseURL: String? = nil
    ) throws(FeedError) -> Sitemap {
        var result: Result<Sitemap, FeedError> = .failure(nothing(baseURL))
        bytes.withUnsafeBufferPointer { bytes in
            do throws(FeedError) {
                result = .success(try read(bytes, contentType: contentType, baseURL: baseURL))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func readPlain(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentType: String?,
        baseURL: String?
    ) throws(FeedError) -> Sitemap {
        let response = ResponseContext(contentType: contentType, baseURL: baseURL, headers: [])
        let text = DecodedText(bytes, response)
        var result: Sitemap?
        text.withUTF8 { bytes in
            var parser = SitemapXMLParser(bytes, base: response.base)
            result = parser.parse() ?? SitemapText.parse(bytes)
        }
        if let result { return result }
        if let feed = try? FeedReader.read(bytes, contentType: contentType, baseURL: baseURL) {
            return sitemap(of: feed)
        }
        throw nothing(baseURL)
    }

    private static func nothing(_ subject: String?) -> FeedError {
        FeedError(
            code: .notASitemap,
            subject: subject ?? "",
            message: "no addresses of pages were found"
        )
    }

    /// A feed as a sitemap: its entries' pages.
    private static func sitemap(of feed: Feed) -> Sitemap {
        var sitemap = Sitemap(kind: .pages)
        var seen: Set<String> = []
        for entry in feed.entries {
            guard let link = entry.link, seen.insert(link).inserted else { continue }
            var page = SitemapEntry(url: link)
            page.modified = entry.updated ?? entry.published
            page.published = entry.published
            page.title = entry.title
            page.language = entry.language
            sitemap.entries.append(page)
        }
        sitemap.diagnostics = feed.diagnostics
        return sitemap
    }
}

/// Reads sitemaps that are lists of lines.
enum SitemapText {
    /// The addresses, or nil where a line is something else.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Sitemap? {
        var sitemap = Sitemap(kind: .pages)
        var seen: Set<String> = []
        var strangers = 0
        for line in bytes.split(separator: 0x0A) {
            let text = trimmed(UnsafeBufferPointer(rebasing: line))
            if text.isEmpty { continue }
            let start = String(decoding: text.prefix(8).map(folded), as: UTF8.self)
            guard start.hasPrefix("http://") || start.hasPrefix("https://"),
                !text.contains(where: { isSpace($0) || $0 == UInt8(ascii: "<") })
            else {
                strangers += 1
                // A page of HTML is no list with a few bad lines.
                if strangers > 8 + sitemap.entries.count / 10 { return nil }
                continue
            }
            guard sitemap.entries.count < SitemapReader.entryLimit else { break }
            let url = String(decoding: text, as: UTF8.self)
            if seen.insert(url).inserted { sitemap.entries.append(SitemapEntry(url: url)) }
        }
        guard !sitemap.entries.isEmpty else { return nil }
        if strangers > 0 { sitemap.diagnostics.append("lines that are no addresses were left out") }
        return sitemap
    }
}
