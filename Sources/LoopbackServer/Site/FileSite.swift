/// Serves the files below one folder, read anew for each request, so that an
/// edit shows at the next poll.
package struct FileSite: Sendable {
    /// Absolute and without symbolic links.
    private let root: String
    private let placeholder: String?

    /// Serves a folder; nil if there is none.
    ///
    /// - Parameter placeholder: text to be replaced by the server's own address
    ///   in the text files it serves; nil leaves them as they are.
    package init?(root: String, placeholder: String? = nil) {
        guard let root = SiteFile.resolved(root) else { return nil }
        self.root = root
        self.placeholder = placeholder
    }

    /// Answers one request.
    package func answer(
        _ request: LoopbackRequest,
        _ connection: LoopbackConnection
    ) throws {
        guard request.method == "GET" || request.method == "HEAD" else {
            return try connection.respond(
                status: 405,
                reason: "Method Not Allowed",
                headers: [("Allow", "GET, HEAD")]
            )
        }
        let isHead = request.method == "HEAD"
        guard let path = filePath(for: request.path), let file = SiteFile(path: path) else {
            return try connection.respond(
                status: 404,
                reason: "Not Found",
                headers: [("Content-Type", "text/plain")],
                body: Array("no such page\n".utf8),
                isHead: isHead
            )
        }
        try send(file, request, connection, isHead: isHead)
    }

    private func send(
        _ file: SiteFile,
        _ request: LoopbackRequest,
        _ connection: LoopbackConnection,
        isHead: Bool
    ) throws {
        let body = substituted(file, connection.baseURL)
        let etag = entityTag(body)
        let validators = [
            ("ETag", etag), ("Last-Modified", file.lastModified), ("Cache-Control", "no-cache"),
        ]
        if isCurrent(request, etag, file.lastModified) {
            return try connection.respond(
                status: 304,
                reason: "Not Modified",
                headers: validators
            )
        }
        try connection.respond(
            status: 200,
            reason: "OK",
            headers: [("Content-Type", file.mediaType)] + validators,
            body: body,
            isHead: isHead
        )
    }

    /// The file that a request's path names; nil outside the root.
    private func filePath(for target: String) -> String? {
        guard let decoded = percentDecoded(target), decoded.hasPrefix("/") else { return nil }
        var path = root + decoded
        if decoded.hasSuffix("/") { path += "index.html" }
        // Resolved, so that neither ".." nor a symbolic link leads outside.
        guard let resolved = SiteFile.resolved(path), resolved.hasPrefix(root + "/") else {
            return nil
        }
        return resolved
    }

    private func substituted(_ file: SiteFile, _ baseURL: String) -> [UInt8] {
        guard let placeholder, file.isMarkup else { return file.bytes }
        return replacing(Array(placeholder.utf8), in: file.bytes, with: Array(baseURL.utf8))
    }

    /// RFC 9110, section 13.2.2: `If-None-Match` goes before
    /// `If-Modified-Since`.
    private func isCurrent(_ request: LoopbackRequest, _ etag: String, _ date: String) -> Bool {
        if let tags = request["if-none-match"] {
            return tags == "*"
                || tags.split(separator: ",").contains { tag in
                    var tag = tag.drop { $0 == " " }
                    if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
                    return tag == etag
                }
        }
        return request["if-modified-since"] == date
    }
}

/// A strong validator from the content: FNV-1a, which is enough to see an edit.
private func entityTag(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    return "\"\(String(hash, radix: 16))\""
}

/// Undoes percent-encoding; nil for what cannot be a file's name.
private func percentDecoded(_ target: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(target.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%") {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
}

private func replacing(_ old: [UInt8], in bytes: [UInt8], with new: [UInt8]) -> [UInt8] {
    guard !old.isEmpty else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        if bytes[index] == old[0], bytes[index...].starts(with: old) {
            result += new
            index += old.count
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return result
}
