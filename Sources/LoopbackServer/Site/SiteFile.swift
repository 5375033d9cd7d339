import Glibc

/// One file of the site.
struct SiteFile {
    /// The media types by a file name's ending.
    private static let mediaTypes = [
        "html": "text/html", "htm": "text/html",
        "xml": "application/rss+xml", "rss": "application/rss+xml",
        "atom": "application/atom+xml", "json": "application/feed+json",
        "txt": "text/plain; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "ico": "image/x-icon", "gz": "application/gzip", "pdf": "application/pdf",
    ]

    /// A demo has no larger files.
    private static let maximumBytes = 64 * 1024 * 1024

    let bytes: [UInt8]
    let mediaType: String
    /// Whether addresses may stand in it.
    let isMarkup: Bool
    /// As `Last-Modified` writes it.
    let lastModified: String

    /// Reads a regular file; nil if it is none or cannot be read.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= SiteFile.maximumBytes,
            let bytes = readAll(descriptor, size: Int(status.st_size)),
            let date = httpDate(status.st_mtim.tv_sec)
        else { return nil }
        self.bytes = bytes
        lastModified = date
        let name = path.split(separator: "/").last ?? ""
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        isMarkup = ["html", "htm", "xml", "rss", "atom", "json", "txt"].contains(ending)
        mediaType =
            SiteFile.sniffedFeedType(ending, bytes)
            ?? SiteFile.mediaTypes[ending] ?? "application/octet-stream"
    }

    /// The path without `..` and symbolic links; nil if nothing is there.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// `feed.xml` may hold either format, and servers tell them apart.
    private static func sniffedFeedType(_ ending: String, _ bytes: [UInt8]) -> String? {
        guard ending == "xml" else { return nil }
        let head = String(decoding: bytes.prefix(1024), as: UTF8.self)
        if head.contains("<urlset") || head.contains("<sitemapindex") { return "application/xml" }
        return head.contains("<feed") ? "application/atom+xml" : nil
    }
}

private func readAll(_ descriptor: Int32, size: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
        let done = bytes[count...].withUnsafeMutableBytes {
            read(descriptor, $0.baseAddress, $0.count)
        }
        if done < 0 && errno == EINTR { continue }
        guard done >= 0 else { return nil }
        // The file was cut meanwhile.
        if done == 0 { return Array(bytes[..<count]) }
        count += done
    }
    return bytes
}

/// RFC 9110, section 5.6.7, in the names of the C locale, which a program that
/// never calls `setlocale` has.
private func httpDate(_ seconds: time_t) -> String? {
    var time = seconds
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return nil }
    var buffer = [CChar](repeating: 0, count: 64)
    let length = strftime(&buffer, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
