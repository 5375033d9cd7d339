import WinnowModel

/// Reads one line as byline and date.
struct LeadingLine {
    let table: PhraseTable
    let language: String?
    /// Names and dates without a label do not count.
    let needsLabel: Bool
    private(set) var published: FeedDate?
    private(set) var updated: FeedDate?
    private(set) var authors: [String] = []

    init(table: PhraseTable, language: String?, needsLabel: Bool) {
        self.table = table
        self.language = language
        self.needsLabel = needsLabel
    }

    /// What a phrase at the beginning of a text is.
    private enum Lead { case name, suffix, date, updated, whole }

    /// The rule that drops the line: `byline`, `date` or nil.
    mutating func read(_ line: String) -> String? {
        // The whole line first: marks stand inside of dates too.
        if let rule = readPart(line[...]) { return rule }
        if let rule = readRow(line) { return rule }
        let parts = line.split(whereSeparator: { "|•·●▪–—｜".contains($0) })
        guard parts.count > 1, parts.count <= 6 else { return nil }
        var rule: String?
        var labels = 0
        for part in parts {
            if part.allSatisfy({ !$0.isLetter && !$0.isNumber }) { continue }
            if let found = readPart(part) {
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

    private mutating func readPart(_ part: Substring) -> String? {
        if readDate(part) { return "date" }
        if readByline(part) || readDateAndNames(part) { return "byline" }
        return nil
    }

    private func words(_ text: Substring) -> LineWords {
        var text = String(text)
        return text.withUTF8 { LineWords($0) }
    }

    /// Whether a part is a phrase of any other rule: "5 min read".
    private func isWhole(_ part: Substring) -> Bool {
        let words = words(part)
        if words.words.isEmpty { return true }
        return LineMatcher(table: table, disabled: []).match(words) != nil
    }

    /// A row of labels with what they say: "3 March, author: Jane Doe,
    /// views: 1 248". The words that no phrase knows must be few.
    private mutating func readRow(_ line: String) -> String? {
        let words = words(line[...])
        guard words.numbers > 0, words.weight <= 30, !words.endsSentence else { return nil }
        var labels = 0
        var unknown = 0
        var ideographs = 0
        var position = 0
        while position < words.words.count {
            var longest = 0
            var section: PhraseTable.Section?
            table.anchored.run(words.words, from: position) { payload, end in
                let candidate = table.sections[Int(payload)]
                guard end - position >= longest, candidate.match != .weak,
                    candidate.match != .part, candidate.match != .start
                else { return }
                longest = end - position
                section = candidate
            }
            guard let section else {
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
        takeRow(line, words)
        return published != nil || updated != nil ? "date" : "byline"
    }

    private static func isRowLabel(_ section: PhraseTable.Section) -> Bool {
        switch section.kind {
        case .date, .updated, .byline, .readingTime, .editor, .source: true
        default: section.match == .count || section.rule == "views"
        }
    }

    /// The first date of a row.
    private mutating func takeRow(_ line: String, _ words: LineWords) {
        for part in line.split(whereSeparator: { "|•·●▪–—｜　(（".contains($0) }) {
            if let date = parsed(part) {
                published = published ?? date
                return
            }
        }
    }

    // MARK: Dates

    /// Whether the part is a date with nothing beside labels and the like.
    private mutating func readDate(_ part: Substring) -> Bool {
        let words = words(part)
        guard words.numbers > 0 || words.ideographs > 0, words.weight <= 16,
            words.digits >= 1, words.digits <= 30
        else { return false }
        var rest = 0
        var restLetters = 0
        var isUpdate = false
        var hasLabel = false
        var labelEnd = 0
        var updateStart: Int?
        var position = 0
        while position < words.words.count {
            var longest = 0
            var lead: PhraseTable.Section?
            table.anchored.run(words.words, from: position) { payload, end in
                let section = table.sections[Int(payload)]
                guard section.kind == .date || section.kind == .updated,
                    end - position >= longest
                else { return }
                if end - position == longest, lead?.kind == .updated { return }
                longest = end - position
                lead = section
            }
            if let lead {
                if lead.kind == .updated {
                    if position == 0 {
                        isUpdate = true
                    } else {
                        updateStart = updateStart ?? position
                    }
                    hasLabel = true
                }
                if position == 0 {
                    labelEnd = longest
                    // A label is more than a particle.
                    if words.words[longest - 1].marks.contains(.colon) || longest > 1 {
                        hasLabel = true
                    }
                    let first = words.words[0]
                    if first.end - first.start >= 7 { hasLabel = true }
                }
                position += longest
            } else {
                rest += 1
                let word = words.words[position]
                restLetters += Int(word.end - word.start)
                position += 1
            }
        }
        let limit = words.ideographs > words.words.count / 2 ? 12 : 3
        guard rest <= limit, !needsLabel || hasLabel else { return false }
        guard let date = firstDate(part, words, labelEnd, updateStart) else { return false }
        if isUpdate { updated = updated ?? date } else { published = published ?? date }
        if let updateStart, !isUpdate {
            let utf8 = part.utf8
            let start = utf8.index(
                utf8.startIndex,
                offsetBy: Int(words.words[updateStart].start)
            )
            updated = updated ?? parsed(part[start...])
        }
        return true
    }

    private func firstDate(
        _ part: Substring,
        _ words: LineWords,
        _ labelEnd: Int,
        _ updateStart: Int?
    ) -> FeedDate? {
        var text = part
        let utf8 = part.utf8
        if let updateStart {
            let end = utf8.index(utf8.startIndex, offsetBy: Int(words.words[updateStart].start))
            text = part[..<end]
        }
        if let date = parsed(text) { return date }
        if labelEnd > 0, labelEnd <= words.words.count {
            let offset = Int(words.words[labelEnd - 1].end)
            let start = utf8.index(utf8.startIndex, offsetBy: offset)
            if start < text.endIndex, let date = parsed(text[start...]) { return date }
        }
        return nil
    }

    private func parsed(_ text: Substring) -> FeedDate? {
        let date = FeedDate.parse(String(text), language: language)
        guard let date, date.precision.rawValue >= FeedDate.Precision.day.rawValue else {
            return nil
        }
        let year = date.timestamp.civilDate.year
        return (1990...2100).contains(year) ? date : nil
    }

    // MARK: Bylines

    private mutating func readByline(_ part: Substring) -> Bool {
        let words = words(part)
        guard words.words.count >= 2, words.weight <= 20 else { return false }
        var end = 0
        var suffixed = false
        table.anchored.run(words.words, from: 0) { payload, stop in
            let section = table.sections[Int(payload)]
            if section.match == .name, stop < words.words.count { end = max(end, stop) }
        }
        if end == 0 { suffixed = endsWithSuffix(words) }
        guard end > 0 || suffixed else { return false }
        let hasColon = end > 0 && words.words[end - 1].marks.contains(.colon)
        let utf8 = part.utf8
        let offset = end > 0 ? Int(words.words[end - 1].end) : 0
        let start = utf8.index(utf8.startIndex, offsetBy: offset)
        let rest = part[start...].drop { !$0.isLetter }
        guard !needsLabel || hasColon else { return false }
        return takeNames(rest, isSure: hasColon || suffixed)
    }

    /// "22 October 2024 by Maya Kusuma".
    private mutating func readDateAndNames(_ part: Substring) -> Bool {
        let words = words(part)
        guard words.numbers > 0, words.weight <= 16, words.words.count > 2 else { return false }
        for start in 1..<words.words.count - 1 {
            var end = 0
            table.anchored.run(words.words, from: start) { payload, stop in
                if table.sections[Int(payload)].match == .name { end = max(end, stop) }
            }
            guard end > 0, end < words.words.count else { continue }
            let utf8 = part.utf8
            let cut = utf8.index(utf8.startIndex, offsetBy: Int(words.words[start].start))
            let rest = utf8.index(utf8.startIndex, offsetBy: Int(words.words[end - 1].end))
            var reader = LeadingLine(table: table, language: language, needsLabel: false)
            let names = part[rest...].drop { !$0.isLetter }
            guard reader.readDate(part[..<cut]), takeNames(names, isSure: false) else { continue }
            published = published ?? reader.published
            return true
        }
        return false
    }

    private func endsWithSuffix(_ words: LineWords) -> Bool {
        for start in max(1, words.words.count - 4)..<words.words.count {
            var isSuffix = false
            table.anchored.run(words.words, from: start) { payload, end in
                if end == words.words.count, table.sections[Int(payload)].match == .suffix {
                    isSuffix = true
                }
            }
            if isSuffix { return words.weight <= 8 && words.sentenceEnds == 0 }
        }
        return false
    }

    /// Names up to a number, a comma with a date behind it, or the end.
    private mutating func takeNames(_ text: Substring, isSure: Bool) -> Bool {
        var rest = text
        var dateText: Substring?
        if let digit = text.firstIndex(where: { $0.isNumber }) {
            // "Jane Doe, 3 May 2026", "Jane Doe, Monday 3 May 2026"
            let cut = text[..<digit].lastIndex(where: { ",，(（、".contains($0) }) ?? digit
            rest = text[..<cut]
            dateText = text[cut...].drop { !$0.isLetter && !$0.isNumber }
        }
        guard BylineNames.isNames(rest, isSure: isSure) else { return false }
        if let dateText {
            var reader = LeadingLine(table: table, language: language, needsLabel: false)
            guard reader.readDate(dateText) || isWhole(dateText) else { return false }
            published = published ?? reader.published
            updated = updated ?? reader.updated
        }
        authors = BylineNames.names(in: rest)
        return true
    }
}
