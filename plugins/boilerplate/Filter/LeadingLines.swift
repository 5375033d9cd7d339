import WinnowModel

/// Finds dates and bylines at the head of a text, and drops their lines.
///
/// A line is taken only if all of it is such: "BERLIN (dpa) - The minister
/// said" begins a sentence and stays with it.
struct LeadingLines {
    let lines: [BoilerplateFilter.Line]
    /// With all rules, whatever is disabled.
    let matcher: LineMatcher
    let language: String?
    private(set) var facts = LeadingFacts()

    /// Lines that are looked at, from the first.
    private static let mostLines = 10
    private static let longestLine = 34

    init(lines: [BoilerplateFilter.Line], matcher: LineMatcher, language: String?) {
        self.lines = lines
        self.matcher = matcher
        self.language = language
    }

    /// Reads the lines before the first prose, and those behind the last.
    mutating func read(
        _ rules: inout [String?],
        _ text: (Int) -> String,
        _ isEnabled: (String) -> Bool
    ) {
        var index = 0
        var prose = 0
        while index < min(lines.count, Self.mostLines) {
            let line = lines[index]
            if rules[index] == nil, line.isProse {
                // One short text may stand before: the lead.
                prose += 1
                if prose > 1 || line.words.isCut || line.words.weight > 45 || index < 1 { break }
                index += 1
                continue
            }
            readLine(index, &rules, text, isEnabled, needsLabel: line.isHeading)
            index += 1
        }
        takeLoneNames(until: index, &rules, text, isEnabled)
        let tail = max(index, lines.count - 5)
        for place in tail..<max(tail, lines.count) where !lines[place].isProse {
            readLine(place, &rules, text, isEnabled, needsLabel: true)
        }
    }

    /// A name without a label, beside a line that is a date or a byline.
    private mutating func takeLoneNames(
        until end: Int,
        _ rules: inout [String?],
        _ text: (Int) -> String,
        _ isEnabled: (String) -> Bool
    ) {
        guard facts.authors.isEmpty, isEnabled("byline"), end > 1 else { return }
        for index in 1..<end where rules[index] == nil {
            let line = lines[index]
            let before = rules[index - 1]
            let after = index + 1 < rules.count ? rules[index + 1] : nil
            guard before == "date" || before == "byline" || after == "date" || after == "byline",
                line.isText, !line.isHeading, (2...3).contains(line.words.words.count),
                line.words.capitals == line.words.words.count, line.words.digits == 0,
                !line.words.endsSentence
            else { continue }
            let name = text(index)
            guard BylineNames.isNames(name[...], isSure: false) else { continue }
            rules[index] = "byline"
            facts.authors = BylineNames.names(in: name[...])
            return
        }
    }

    private mutating func readLine(
        _ index: Int,
        _ rules: inout [String?],
        _ text: (Int) -> String,
        _ isEnabled: (String) -> Bool,
        needsLabel: Bool
    ) {
        let line = lines[index]
        // Lines with a rule may hold a date too: "Updated: 3 May".
        guard line.isText, !line.isItem, !line.words.isCut,
            line.words.weight <= Self.longestLine,
            rules[index] == nil || rules[index] == "date" || rules[index] == "byline",
            line.words.letters + line.words.digits > 2
        else { return }
        let whole = text(index)
        guard !whole.isEmpty else { return }
        var reader = LeadingLine(matcher: matcher, language: language, needsLabel: needsLabel)
        guard let rule = reader.read(whole, words: line.words), isEnabled(rule) else { return }
        rules[index] = rule
        if facts.published == nil { facts.published = reader.published }
        if facts.updated == nil { facts.updated = reader.updated }
        if facts.authors.isEmpty { facts.authors = reader.authors }
    }
}
