/// Rules of form alone, for a line that no phrase matched.
struct LineForm {
    let line: BoilerplateFilter.Line
    let isAtEdge: Bool
    let isAtHead: Bool
    let isAtEnd: Bool

    /// The rule that drops the line, or nil.
    var rule: String? {
        let words = line.words
        if isTagRow(words) { return "tags" }
        if isPagination(words) { return "pagination" }
        if isCopyright(words) { return "copyright" }
        if isBreadcrumb(words) { return "breadcrumb" }
        if isInitials(words) { return "editor" }
        if isPointer(words) { return "read-more" }
        if isShortcode(words) { return "widget" }
        return nil
    }

    /// A row of hash tags.
    private func isTagRow(_ words: LineWords) -> Bool {
        words.hashtags >= 2 && words.hashtags * 3 >= words.words.count && words.sentenceEnds == 0
    }

    /// "1 2 3 4 »": nothing but small numbers.
    private func isPagination(_ words: LineWords) -> Bool {
        guard words.letters == 0, !line.isHeading, !line.isItem, isAtEdge,
            !words.beginsWithBracket
        else { return false }
        if words.numbers >= 3 {
            return words.digits <= words.numbers * 2 && words.sentenceEnds == 0
        }
        return words.numbers == 2 && isAtEdge && words.digits <= 4 && words.bars == 1
    }

    private func isCopyright(_ words: LineWords) -> Bool {
        if words.beginsWithCopyright { return words.weight <= 30 }
        return words.hasCopyright && words.weight <= 14 && words.sentenceEnds <= 1 && isAtEdge
            && !words.endsSentence
    }

    /// "World > Europe > Spain", "Home / News / Local".
    private func isBreadcrumb(_ words: LineWords) -> Bool {
        guard isAtHead, !line.isHeading, words.sentenceEnds == 0, words.weight <= 18 else {
            return false
        }
        if words.arrows == 1 { return words.weight <= 5 && words.numbers == 0 && words.bars == 0 }
        return words.arrows >= 2 && words.words.count <= words.arrows * 5 + 5
    }

    /// "(rwd/hns)", as agencies sign.
    private func isInitials(_ words: LineWords) -> Bool {
        isAtEnd && words.beginsWithBracket && words.letters <= 12 && words.bars > 0
            && words.words.count <= 4 && words.digits == 0
    }

    /// "▶ Another title", all of it a link.
    private func isPointer(_ words: LineWords) -> Bool {
        words.beginsWithArrow && line.linkDensity > 0.8 && !line.isHeading && !line.isItem
            && words.weight <= 20
    }

    /// "[button link="..." type="big"]Send it[/button]": what WordPress leaves
    /// of a plug-in that is gone. In a forum's "[url=...]" the first word has
    /// the sign.
    private func isShortcode(_ words: LineWords) -> Bool {
        words.beginsWithBracket && words.hasClosingBracketTag && words.weight <= 40
            && words.words.count > 2 && !words.words[0].marks.contains(.colon)
            && words.words[1].marks.contains(.colon)
    }
}
