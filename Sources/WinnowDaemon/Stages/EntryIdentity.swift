import Crypto
import WinnowModel
import WinnowStore

/// What makes an entry the same one as before, and what makes it changed.
enum EntryIdentity {
    /// The entry's key within its feed: the id it states; else the canonical
    /// form of its link; else a digest of what it says. Many feeds have no
    /// ids, and links change their tracking parameters from poll to poll.
    static func key(of entry: Entry) -> String {
        if let id = entry.id, !id.isEmpty { return id }
        if let url = canonicalURL(of: entry) { return url }
        return "digest:" + hex(contentDigest(of: entry))
    }

    /// The link without what only tracks its reader.
    static func canonicalURL(of entry: Entry) -> String? {
        guard let link = entry.link, let url = WebURL.parse(link) else { return nil }
        return url.canonicalForIdentity.href
    }

    /// A digest of what the feed states of the entry. Counters and other
    /// things that change without the publisher changing the entry are left
    /// out.
    static func contentDigest(of entry: Entry) -> [UInt8] {
        var hash = SHA256()
        for text in [
            entry.title, canonicalURL(of: entry), entry.content,
            entry.summary, entry.published?.rfc3339, entry.updated?.rfc3339,
        ] {
            hash.update(data: Array((text ?? "").utf8))
            hash.update(data: [0])
        }
        return Array(hash.finalize())
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
