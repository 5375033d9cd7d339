import WinnowModel

/// A source that a command writes into a file of the sources directory.
struct SourceEntry: Equatable {
    var name: String
    var feed: String

    /// The lines of the entry, ready to stand in a `sources:` list.
    var yaml: String {
        // A JSON string is a double-quoted YAML scalar.
        var json = JSONWriter()
        json.string(feed)
        return "  - name: \(name)\n    feed: \(String(decoding: json.bytes, as: UTF8.self))\n"
    }

    /// A whole file with the entries.
    static func file(_ entries: [SourceEntry], comment: String) -> String {
        "# \(comment)\nsources:\n" + entries.map(\.yaml).joined()
    }

    /// A name made of what a source is called, or of its host: small letters,
    /// digits and hyphens, unlike all that are taken.
    static func name(for title: String?, url: String, taken: Set<String>) -> String {
        let host = WebURL.parse(url)?.host ?? "source"
        let candidates = [title ?? "", host.hasPrefix("www.") ? String(host.dropFirst(4)) : host]
        let base = candidates.map(slug).first { $0.utf8.count >= 3 } ?? "source"
        guard taken.contains(base) else { return base }
        var number = 2
        while taken.contains("\(base)-\(number)") { number += 1 }
        return "\(base)-\(number)"
    }

    private static func slug(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.lowercased().utf8 {
            let isPlain = byte &- 0x61 < 26 || byte &- 0x30 < 10
            if isPlain {
                bytes.append(byte)
            } else if let last = bytes.last, last != UInt8(ascii: "-") {
                bytes.append(UInt8(ascii: "-"))
            }
            if bytes.count == 40 { break }
        }
        while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
