extension DecisionPass {
    /// Drops lists of links alone among clutter behind the text: what else a
    /// site has is often listed without a heading, or below one that nobody
    /// knows. A list with text of the article before or behind it stays.
    mutating func dropLinkLists() {
        guard hasProse else { return }
        var start = 1
        while start < lines.count {
            guard isLinkItem(start) else {
                start += 1
                continue
            }
            var end = start + 1
            while end < lines.count, isLinkItem(end) { end += 1 }
            if end - start >= 2, rules[start - 1] != nil, end == lines.count || rules[end] != nil,
                isBehindLastProse(start)
            {
                for place in start..<end { rules[place] = "related" }
            }
            start = end
        }
    }

    /// Takes the article's own title, or the heading of what follows, from the
    /// end of a list of titles: "Latest news" may be the section of a page, and
    /// a heading is shorter than what is listed.
    ///
    /// - Parameters:
    ///   - start: the first title.
    ///   - end: the prose behind the last one.
    func keepOwnTitle(_ start: Int, _ end: inout Int) {
        guard end > start, lines[end - 1].linkDensity < 0.6 else { return }
        if end - start == 1 {
            if !hasProse(before: start) { end = start }
        } else if end - start > 2, lines[end - 1].words.weight <= 3,
            lines[start..<end - 1].allSatisfy({ $0.words.weight >= 4 })
        {
            end -= 1
        }
    }

    private func isLinkItem(_ index: Int) -> Bool {
        let line = lines[index]
        return rules[index] == nil && line.isItem && line.isText && line.linkDensity > 0.9
            && line.words.letters > 0 && !line.words.isCut
            && line.words.letters <= Self.longestTitle && line.words.sentenceEnds <= 2
    }
}
