/// Cuts the site's name and its sections from either end of a title.
struct TitleCutter {
    private let siteKeys: [String]

    init(siteKeys: [String]) {
        self.siteKeys = siteKeys
    }

    /// Whether a key is the site's name.
    func isSite(_ key: String) -> Bool { siteKeys.contains(key) }

    /// The title without the site's name.
    ///
    /// A part is the site's name if it is known as such, or if the rest is
    /// a heading of the page.
    ///
    /// - Parameter headings: Keys of the page's headings.
    /// - Returns: The title, and whether a part was known as the site's name.
    func withoutSite(_ title: String, headings: [String]) -> (text: String, isKnown: Bool) {
        var current = title[...]
        var isKnown = false
        for _ in 0..<3 {
            guard let (shorter, known) = cut(current, headings: headings) else { break }
            current = shorter
            isKnown = isKnown || known
        }
        return (String(current), isKnown)
    }

    private func cut(_ title: Substring, headings: [String]) -> (Substring, Bool)? {
        let places = separators(in: title)
        for place in places.reversed() {
            let left = trimmed(title[..<place.lowerBound])
            let right = trimmed(title[place.upperBound...])
            guard !left.isEmpty, !right.isEmpty else { continue }
            if headings.contains(TextCleaner.key(left)) { return (left, false) }
            if headings.contains(TextCleaner.key(right)) { return (right, false) }
            let rightNames = names(right)
            let leftNames = names(left)
            if rightNames, !leftNames || left.count > right.count { return (left, true) }
            if leftNames { return (right, true) }
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
                || (site.count >= 4 && key.hasSuffix(site) && key.count < site.count + 12)
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
        "<", "−", "：", "ㅣ", "∣", "◆",
    ]

    /// Marks with white space around them, and those that need none.
    private func separators(in title: Substring) -> [Range<Substring.Index>] {
        var result: [Range<Substring.Index>] = []
        var index = title.startIndex
        while index < title.endIndex, result.count < 40 {
            let next = title.index(after: index)
            if Self.marks.contains(title[index]) {
                let spaceBefore =
                    index > title.startIndex
                    && title[title.index(before: index)].isWhitespace
                let spaceAfter = next < title.endIndex && title[next].isWhitespace
                let standsAlone = "|｜_＿ㅣ∣：".contains(title[index])
                let isWide =
                    index > title.startIndex && next < title.endIndex
                    && !title[title.index(before: index)].isCased && !title[next].isCased
                    && (title[next].utf8.count > 2
                        || title[title.index(before: index)].utf8.count > 2)
                if (spaceBefore && spaceAfter) || standsAlone || isWide
                    || (title[index] == ":" && spaceAfter) || (title[index] == ":" && isWide)
                {
                    result.append(index..<next)
                }
            }
            index = next
        }
        return result
    }
}
