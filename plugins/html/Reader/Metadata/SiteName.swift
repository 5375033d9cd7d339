/// The forms in which a site's name occurs.
enum SiteName {
    /// Keys, as `TextCleaner.key` makes them, of a site's stated name and of
    /// its host.
    static func keys(site: String?, host: String?) -> [String] {
        var keys: [String] = []
        if let site {
            keys.append(TextCleaner.key(site))
            // "The Example", "Example – News of the region".
            if let part = site.split(whereSeparator: { "|–—-:·•".contains($0) }).first {
                keys.append(TextCleaner.key(part))
            }
        }
        if let host {
            let labels = host.split(separator: ".").filter { $0 != "www" }
            let name = labels.count > 1 ? labels[labels.count - 2] : labels.first ?? ""
            keys += [
                TextCleaner.key(host), TextCleaner.key(labels.joined()), TextCleaner.key(name),
            ]
        }
        keys += keys.filter { $0.hasPrefix("the") }.map { String($0.dropFirst(3)) }
        keys += keys.filter { !$0.hasPrefix("the") && !$0.isEmpty }.map { "the" + $0 }
        return keys.filter { $0.count > 1 }
    }
}
