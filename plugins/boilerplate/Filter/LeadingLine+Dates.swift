import WinnowModel

/// What stands beside the date of a part.
private struct DateLabels {
    /// Words that are no label.
    var rest = 0
    /// Words of the label at the beginning.
    var leading = 0
    /// Whether a label is more than a particle ("on", "am").
    var isClear = false
    /// Whether the part begins with "updated" or the like.
    var isUpdate = false
    /// The word at which "updated" begins later on.
    var updateStart: Int?
    /// The word at which any label begins later on.
    var nextStart: Int?

    init(_ words: [LineWords.Word], _ table: PhraseTable) {
        var position = 0
        while position < words.count {
            let phrase = table.longestPhrase(
                words,
                from: position,
                where: { $0.kind == .date || $0.kind == .updated }
            )
            guard let (section, count) = phrase else {
                rest += 1
                position += 1
                continue
            }
            if section.kind == .updated {
                isClear = true
                if position == 0 { isUpdate = true } else { updateStart = updateStart ?? position }
            }
            if position > 0 { nextStart = nextStart ?? position }
            if position == 0 {
                leading = count
                let isLong = count > 1 || words[0].end - words[0].start >= 7
                if isLong || words[count - 1].marks.contains(.colon) { isClear = true }
            }
            position += count
        }
    }
}

extension LeadingLine {
    /// Whether the part is a date with nothing beside labels and the like.
    mutating func readDate(_ part: Substring, _ words: LineWords) -> Bool {
        guard words.numbers > 0 || words.ideographs > 0, words.weight <= 16,
            words.digits >= 1, words.digits <= 30
        else { return false }
        let labels = DateLabels(words.words, matcher.table)
        let limit = words.ideographs > words.words.count / 2 ? 12 : 3
        guard labels.rest <= limit, !needsLabel || labels.isClear,
            let date = firstDate(part, words.words, labels)
        else { return false }
        if labels.isUpdate {
            updated = updated ?? date
        } else {
            published = published ?? date
            if let start = labels.updateStart {
                updated = updated ?? parsed(part[Self.index(words.words[start].start, part)...])
            }
        }
        return true
    }

    /// The date before the word "updated", with its label or behind it.
    private func firstDate(
        _ part: Substring,
        _ words: [LineWords.Word],
        _ labels: DateLabels
    ) -> FeedDate? {
        var text = part
        if let start = labels.updateStart { text = part[..<Self.index(words[start].start, part)] }
        if let date = parsed(text) { return date }
        if let start = labels.nextStart, part.first(where: { $0 != " " })?.isNumber ?? false {
            // "08/10/2025 06h15 updated 2 hours ago"
            if let date = parsed(part[..<Self.index(words[start].start, part)]) { return date }
        }
        guard labels.leading > 0, labels.leading <= words.count else { return nil }
        let start = Self.index(words[labels.leading - 1].end, part)
        return start < text.endIndex ? parsed(text[start...]) : nil
    }

    /// The place of a byte of a part.
    static func index(_ offset: Int32, _ part: Substring) -> Substring.Index {
        part.utf8.index(part.utf8.startIndex, offsetBy: Int(offset))
    }

    /// A date with its day, of our time. A time in a form of its own, such as
    /// "06h15", may stand behind it.
    func parsed(_ text: Substring) -> FeedDate? {
        var text = text
        for _ in 0...Self.mostWordsOfTime {
            if let date = exactly(text) { return date }
            guard let space = text.lastIndex(of: " ") else { return nil }
            let last = text[space...].dropFirst()
            guard Self.isOfTime(last) else { return nil }
            text = text[..<space]
        }
        return nil
    }

    private static let mostWordsOfTime = 3

    /// "06h15", "08.30", ">", "AM", "IST"; no price, no count, no word.
    private static func isOfTime(_ word: Substring) -> Bool {
        guard word.count <= 5 else { return false }
        if !word.contains(where: \.isNumber) {
            return word.allSatisfy { $0.isUppercase || !$0.isLetter && !$0.isSymbol || $0 == ">" }
        }
        return word.contains { ":.hH".contains($0) }
            && word.allSatisfy { $0.isNumber || ":.hH".contains($0) }
    }

    private func exactly(_ text: Substring) -> FeedDate? {
        let date = FeedDate.parse(String(text), language: language)
        guard let date, date.precision.rawValue >= FeedDate.Precision.day.rawValue else {
            return nil
        }
        let year = date.timestamp.civilDate.year
        return (1990...2100).contains(year) ? date : nil
    }
}
