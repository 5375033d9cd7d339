extension DecisionPass {
    private static let fewestHeadings = 3

    /// Drops headings that are links and stand together inside an article: a
    /// box of other titles whose own heading the reader has dropped. Headings
    /// of the article have text behind them, and do not lead away.
    mutating func dropLinkedHeadings() {
        guard !disabled.contains("related") else { return }
        var start = 0
        while start < lines.count {
            var end = start
            var letters = 0
            while end < lines.count, isLinkedHeading(end) {
                letters += lines[end].words.letters
                end += 1
            }
            // On a page that lists titles, they are its content.
            if end - start >= Self.fewestHeadings, letters * 5 <= proseLetters {
                for place in start..<end { rules[place] = "related" }
            }
            start = max(end, start + 1)
        }
    }

    private func isLinkedHeading(_ index: Int) -> Bool {
        lines[index].isHeading && lines[index].linkDensity > 0.9 && !lines[index].words.isCut
    }
}
