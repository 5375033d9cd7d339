/// The forms in which a site's name occurs.
enum SiteName {
    /// Keys of a site's stated name and of its host.
    static func keys(site: String?, host: String?) -> [TextKey] {
        var keys: [TextKey] = []
        if let site { site.withBytes { add(site: $0, to: &keys) } }
        if let host { host.withBytes { add(host: $0, to: &keys) } }
        let article = TextKey("the")
        let bare = keys.filter { $0.hasPrefix(article) }.map { $0.dropping(first: 3) }
        keys += bare
        keys += keys.filter { !$0.hasPrefix(article) && !$0.isEmpty }.map {
            $0.adding(prefix: "the")
        }
        return keys.filter { $0.count > 1 }
    }

    private static func add(site: ByteText, to keys: inout [TextKey]) {
        keys.append(TextKey(site))
        // "The Example", "Example – News of the region".
        var start = 0
        while start < site.count, let length = markLength(site, start) { start += length }
        var end = start
        while end < site.count, markLength(site, end) == nil { end += 1 }
        if end > start { keys.append(TextKey(site.part(start..<end))) }
    }

    private static func add(host: ByteText, to keys: inout [TextKey]) {
        let labels = host.split(separator: UInt8(ascii: ".")).map(ByteText.init(rebasing:))
            .filter { !$0.isEqual("www") }
        let name = labels.count > 1 ? labels[labels.count - 2] : labels.first
        keys.append(TextKey(host))
        keys.append(Array(labels.joined()).withUnsafeBufferPointer { TextKey($0) })
        if let name { keys.append(TextKey(name)) }
    }

    /// The bytes of a mark here that stands between a site's name and what it
    /// is; nil for other characters.
    private static func markLength(_ text: ByteText, _ index: Int) -> Int? {
        switch text[index] {
        case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"): 1
        case 0xC2: text.has("·", at: index) ? 2 : nil
        case 0xE2:
            text.has("–", at: index) || text.has("—", at: index) || text.has("•", at: index)
                ? 3 : nil
        default: nil
        }
    }
}
