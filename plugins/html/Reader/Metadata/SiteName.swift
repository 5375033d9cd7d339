/// The forms in which a site's name occurs.
enum SiteName {
    /// Keys of a site's stated name and of its host.
    static func keys(site: String?, host: String?) -> [TextKey] {
        var keys: [TextKey] = []
        if let site {
            keys.append(TextKey(site))
            // "The Example", "Example – News of the region".
            let part = site.unicodeScalars.split(whereSeparator: isMark).first
            if let part { keys.append(TextKey(String(part))) }
        }
        if let host {
            let labels = host.split(separator: ".").filter { $0 != "www" }
            let name = labels.count > 1 ? labels[labels.count - 2] : labels.first ?? ""
            keys += [TextKey(host), TextKey(labels.joined()), TextKey(String(name))]
        }
        let article = TextKey("the")
        keys += keys.filter { $0.hasPrefix(article) }.map { $0.dropping(first: 3) }
        keys += keys.filter { !$0.hasPrefix(article) && !$0.isEmpty }.map {
            $0.adding(prefix: "the")
        }
        return keys.filter { $0.count > 1 }
    }

    /// Whether a mark stands between a site's name and what it is.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "|", "–", "—", "-", ":", "·", "•": true
        default: false
        }
    }
}
