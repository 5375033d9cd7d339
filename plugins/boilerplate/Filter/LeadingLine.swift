import WinnowModel

/// Reads one line as byline and date.
struct LeadingLine {
    let matcher: LineMatcher
    let language: String?
    /// Names and dates without a label do not count.
    let needsLabel: Bool
    var published: FeedDate?
    var updated: FeedDate?
    var authors: [String] = []

    init(matcher: LineMatcher, language: String?, needsLabel: Bool) {
        self.matcher = matcher
        self.language = language
        self.needsLabel = needsLabel
    }

    private var table: PhraseTable { matcher.table }

    /// The rule that drops the line: `byline`, `date` or nil.
    mutating func read(_ line: String, words: LineWords) -> String? {
        // The whole line first: marks stand inside of dates too.
        if let rule = readPart(line[...], words) { return rule }
        if let rule = readRow(line, words) { return rule }
        guard Self.hasSeparator(line) else { return nil }
        let parts = line.split(whereSeparator: { "|•·●▪–—｜".contains($0) })
        guard parts.count > 1, parts.count <= 6 else { return nil }
        var rule: String?
        var labels = 0
        for part in parts {
            if part.allSatisfy({ !$0.isLetter && !$0.isNumber }) { continue }
            if let found = readPart(part, self.words(part)) {
                if rule != "byline" { rule = found }
            } else if isWhole(part) {
                labels += 1
            } else {
                // A place or a section beside a date or a byline.
                guard part.split(separator: " ").count <= 3, part.count <= 24 else { return nil }
            }
        }
        return rule ?? (labels > 0 && !needsLabel ? "byline" : nil)
    }

    /// Whether a line may have parts: to look for a separator among characters
    /// takes longer than all else, and few lines have one.
    private static func hasSeparator(_ line: String) -> Bool {
        // What a character is equal to may be written in another way.
        line.unicodeScalars.contains {
            switch $0 {
            case "|", "•", "·", "\u{387}", "●", "▪", "–", "—", "｜": true
            default: false
            }
        }
    }

    private mutating func readPart(_ part: Substring, _ words: LineWords) -> String? {
        if readDate(part, words) { return "date" }
        if readByline(part, words) || readDateAndNames(part, words) { return "byline" }
        return nil
    }

    func words(_ text: Substring) -> LineWords {
        var text = String(text)
        return text.withUTF8 { LineWords($0) }
    }

    /// Whether a part is a phrase of any other rule: "5 min read".
    func isWhole(_ part: Substring) -> Bool {
        let words = words(part)
        if words.words.isEmpty { return true }
        return matcher.match(words) != nil
    }

    /// A row of labels with what they say: "3 March, author: Jane Doe,
    /// views: 1 248". The words that no phrase knows must be few.
    private mutating func readRow(_ line: String, _ words: LineWords) -> String? {
        guard words.numbers > 0, words.weight <= 30, !words.endsSentence else { return nil }
        var labels = 0
        var unknown = 0
        var ideographs = 0
        var position = 0
        while position < words.words.count {
            guard
                let (section, longest) = table.longestPhrase(
                    words.words,
                    from: position,
                    where: { ![.weak, .part, .start].contains($0.match) }
                )
            else {
                let word = words.words[position]
                if word.end - word.start <= 4, words.ideographs > 0 {
                    ideographs += 1
                } else {
                    unknown += 1
                }
                position += 1
                continue
            }
            let length = words.words[position + longest - 1].end - words.words[position].start
            let marks = words.words[position + longest - 1].marks
            let isLabel = section.match != .name || marks.contains(.colon)
            if Self.isRowLabel(section), isLabel, length >= 6 {
                labels += 1
            }
            position += longest
        }
        guard labels >= 2, unknown + ideographs / 3 <= 5 else { return nil }
        published = published ?? firstDate(ofRow: line)
        return published != nil || updated != nil ? "date" : "byline"
    }

    private static func isRowLabel(_ section: PhraseTable.Section) -> Bool {
        switch section.kind {
        case .date, .updated, .byline, .readingTime, .editor, .source: true
        default: section.match == .count || section.rule == "views"
        }
    }

    private func firstDate(ofRow line: String) -> FeedDate? {
        for part in line.split(whereSeparator: { "|•·●▪–—｜　(（".contains($0) }) {
            if let date = parsed(part) { return date }
        }
        return nil
    }
}
