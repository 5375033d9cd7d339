extension LeadingLine {
    mutating func readByline(_ part: Substring, _ words: LineWords) -> Bool {
        guard words.words.count >= 2, words.weight <= 20 else { return false }
        var end = 0
        var suffixed = false
        matcher.table.anchored.run(words.words, from: 0) { payload, stop in
            let section = matcher.table.sections[Int(payload)]
            if section.match == .name, stop < words.words.count { end = max(end, stop) }
        }
        if end == 0 { suffixed = endsWithSuffix(words) }
        guard end > 0 || suffixed else { return false }
        let hasColon = end > 0 && words.words[end - 1].marks.contains(.colon)
        let start = Self.index(end > 0 ? words.words[end - 1].end : 0, part)
        let rest = part[start...].drop { !$0.isLetter }
        guard !needsLabel || hasColon else { return false }
        return takeNames(rest, isSure: hasColon || suffixed)
    }

    /// "22 October 2024 by Maya Kusuma".
    mutating func readDateAndNames(_ part: Substring, _ words: LineWords) -> Bool {
        guard words.numbers > 0, words.weight <= 16, words.words.count > 2 else { return false }
        for start in 1..<words.words.count - 1 {
            var end = 0
            matcher.table.anchored.run(words.words, from: start) { payload, stop in
                if matcher.table.sections[Int(payload)].match == .name { end = max(end, stop) }
            }
            guard end > 0, end < words.words.count else { continue }
            let cut = Self.index(words.words[start].start, part)
            let rest = Self.index(words.words[end - 1].end, part)
            var reader = LeadingLine(matcher: matcher, language: language, needsLabel: false)
            let names = part[rest...].drop { !$0.isLetter }
            guard reader.readDate(part[..<cut], self.words(part[..<cut])),
                takeNames(names, isSure: false)
            else { continue }
            published = published ?? reader.published
            return true
        }
        return false
    }

    private func endsWithSuffix(_ words: LineWords) -> Bool {
        for start in max(1, words.words.count - 4)..<words.words.count {
            var isSuffix = false
            matcher.table.anchored.run(words.words, from: start) { payload, end in
                if end == words.words.count, matcher.table.sections[Int(payload)].match == .suffix {
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
            var reader = LeadingLine(matcher: matcher, language: language, needsLabel: false)
            guard reader.readDate(dateText, words(dateText)) || isWhole(dateText) else {
                return false
            }
            published = published ?? reader.published
            updated = updated ?? reader.updated
        }
        authors = BylineNames.names(in: rest)
        return true
    }
}
