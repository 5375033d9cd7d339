import WinnowHTML
import WinnowModel

/// Chooses the page's title among what the page offers, without the site's
/// name.
struct TitleChooser {
    /// Longer texts are no titles with a site's name.
    private static let longest = 1000

    private let reader: MetadataReader
    private let siteKeys: [String]

    init(reader: MetadataReader, site: String?) {
        self.reader = reader
        var keys: [String] = []
        if let site { keys.append(TextCleaner.key(site)) }
        if let host = reader.base?.host { keys += Self.hostKeys(host) }
        siteKeys = keys.filter { !$0.isEmpty }
    }

    private static func hostKeys(_ host: String) -> [String] {
        let labels = host.split(separator: ".").filter { $0 != "www" }
        let name = labels.count > 1 ? labels[labels.count - 2] : labels.first ?? ""
        return [TextCleaner.key(host), TextCleaner.key(labels.joined()), TextCleaner.key(name)]
    }

    /// The best title.
    func title() -> String? {
        let headings = headingTexts()
        let headline = reader.subject.flatMap { $0["headline"]?.text ?? $0["name"]?.text }
        let offers = [
            reader.head.meta("og:title"), headline, reader.head.meta("twitter:title", "dc.title"),
            reader.head.title,
        ].compactMap { $0.map(TextCleaner.plain) }.filter { !$0.isEmpty }
        let keys = headings.map { TextCleaner.key($0) }
        // A heading that the head repeats is the title beyond doubt.
        for offer in offers {
            let bare = withoutSite(offer, headings: keys)
            if let index = keys.firstIndex(of: TextCleaner.key(bare)) { return headings[index] }
        }
        for offer in offers {
            let bare = withoutSite(offer, headings: keys)
            if !isSite(bare) { return bare }
        }
        return headings.first ?? offers.first
    }

    /// Texts of the page's headings of level one, or two where there is none.
    private func headingTexts() -> [String] {
        guard let body = reader.tree.body else { return [] }
        var first: [String] = []
        var second: [String] = []
        for node in reader.tree.descendants(of: body) {
            guard let name = reader.tree.name(of: node), name == .h1 || name == .h2 else {
                continue
            }
            if name == .h1, first.count < 6 { first.append(text(of: node)) }
            if name == .h2, second.count < 3 { second.append(text(of: node)) }
            if first.count == 6 { break }
        }
        return (first + second).filter { !$0.isEmpty && $0.utf8.count < 400 }
    }

    private func text(of node: HTMLNodeID) -> String {
        TextCleaner.collapsed(reader.tree.textContent(of: node))
    }

    private func isSite(_ text: String) -> Bool {
        siteKeys.contains(TextCleaner.key(text))
    }

    /// Cuts the site's name from either end of a title.
    ///
    /// A part is the site's name if it is known as such, or if the rest is
    /// a heading of the page.
    private func withoutSite(_ title: String, headings: [String]) -> String {
        // Every place of a mark is looked at with all of the title.
        guard title.utf8.count <= Self.longest else { return title }
        var current = title[...]
        for _ in 0..<3 {
            guard let shorter = cut(current, headings: headings) else { break }
            current = shorter
        }
        return String(current)
    }

    private func cut(_ title: Substring, headings: [String]) -> Substring? {
        for place in separators(in: title) {
            let left = trimmed(title[..<place.lowerBound])
            let right = trimmed(title[place.upperBound...])
            guard !left.isEmpty, !right.isEmpty else { continue }
            if headings.contains(TextCleaner.key(left)) { return left }
            if headings.contains(TextCleaner.key(right)) { return right }
            if names(right) { return left }
            if names(left) { return right }
        }
        return nil
    }

    /// Whether a part of a title names the site.
    private func names(_ part: Substring) -> Bool {
        let key = TextCleaner.key(part)
        guard !key.isEmpty else { return true }
        return siteKeys.contains { site in
            key == site || (site.count >= 4 && key.hasPrefix(site) && key.count < site.count + 12)
                || (key.count >= 4 && site.hasPrefix(key))
        }
    }

    private func trimmed(_ text: Substring) -> Substring {
        var result = text
        while let first = result.first, first.isWhitespace { result.removeFirst() }
        while let last = result.last, last.isWhitespace { result.removeLast() }
        return result
    }

    private static let marks: Set<Character> = [
        "|", "-", "–", "—", "·", "•", "»", "«", ":", "_", "/", "~", "＿", "｜", "―", "‹", "›", ">",
        "<", "−",
    ]

    /// Marks with white space around them; the last ones first.
    private func separators(in title: Substring) -> [Range<Substring.Index>] {
        var result: [Range<Substring.Index>] = []
        var index = title.startIndex
        while index < title.endIndex {
            let next = title.index(after: index)
            // No mark begins with a letter, a digit or a space.
            let byte = title.utf8[index]
            if byte == 0x20 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) {
                index = next
                continue
            }
            if Self.marks.contains(title[index]) {
                let spaceBefore =
                    index > title.startIndex
                    && title[title.index(before: index)].isWhitespace
                let spaceAfter = next < title.endIndex && title[next].isWhitespace
                let standsAlone = "|｜_＿".contains(title[index])
                if (spaceBefore && spaceAfter) || standsAlone
                    || (title[index] == ":" && spaceAfter)
                {
                    result.append(index..<next)
                }
            }
            index = next
        }
        return result.reversed()
    }
}
