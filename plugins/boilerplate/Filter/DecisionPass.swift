/// The decisions on one document while they are made.
struct DecisionPass {
    let lines: [BoilerplateFilter.Line]
    let matcher: LineMatcher
    let disabled: Set<String>
    var rules: [String?]
    /// Rules that hold only beside other boilerplate.
    private var weak: [String?]
    /// The document has the text of an article.
    let hasProse: Bool
    /// The first line of prose, behind the last line if there is none.
    private let firstProse: Int
    /// The last line of long prose, -1 for none.
    private let lastProse: Int
    private let letters: Int
    /// Letters in prose.
    let proseLetters: Int
    /// The document lists others: titles with a line or two below each.
    private let isIndex: Bool

    /// A title in a list of links is at most this long, in letters.
    static let longestTitle = 170
    /// A page with so many headings may list what it is about ...
    private static let headingsOfIndex = 10
    /// ... if no more letters of prose than these come to each of them.
    private static let longestTeaser = 200

    init(lines: [BoilerplateFilter.Line], matcher: LineMatcher, disabled: Set<String>) {
        self.lines = lines
        self.matcher = matcher
        self.disabled = disabled
        rules = Array(repeating: nil, count: lines.count)
        weak = rules
        firstProse = lines.firstIndex { $0.isProse } ?? lines.count
        hasProse = firstProse < lines.count
        lastProse = lines.lastIndex { $0.isProse && $0.words.weight >= 25 } ?? -1
        letters = lines.reduce(0) { $0 + $1.words.letters }
        let prose = lines.lazy.filter(\.isProse)
        proseLetters = prose.reduce(0) { $0 + $1.words.letters }
        let headings = lines.lazy.filter(\.isHeading).count
        isIndex =
            headings >= Self.headingsOfIndex
            && proseLetters < headings * Self.longestTeaser
    }

    // MARK: Each line by itself

    mutating func decideByPhrase(_ text: (Int) -> String) {
        var index = 0
        while index < lines.count {
            let line = lines[index]
            guard BoilerplateFilter.canBeBoilerplate(line) else {
                index += 1
                continue
            }
            if let match = match(line, index, text), isInPlace(match, line, index) {
                take(match, line, &index)
                continue
            }
            let form = LineForm(
                line: line,
                isAtEdge: isAtEdge(index),
                isAtHead: index < 4,
                isAtEnd: isBehindLastProse(index) && index > 2
            )
            if let rule = form.rule ?? breadcrumb(line, index), !disabled.contains(rule) {
                rules[index] = rule
            }
            index += 1
        }
    }

    /// The match of the line as it is, or with its glued words taken apart.
    private func match(
        _ line: BoilerplateFilter.Line,
        _ index: Int,
        _ text: (Int) -> String
    ) -> LineMatch? {
        if let match = matcher.match(line.words) { return match }
        guard line.words.hasGlue, line.words.weight <= 30 else { return nil }
        var whole = text(index)
        guard !whole.isEmpty else { return nil }
        let split = whole.withUTF8 { LineWords($0, splitsGlued: true) }
        guard let match = matcher.match(split) else { return nil }
        switch match.section.match {
        case .label: return split.words[match.words - 1].marks.contains(.glue) ? match : nil
        case .line, .heading, .count: return match
        default: return nil
        }
    }

    private mutating func take(
        _ match: LineMatch,
        _ line: BoilerplateFilter.Line,
        _ index: inout Int
    ) {
        let rule = match.section.rule
        if match.section.match == .weak {
            weak[index] = rule
            index += 1
            return
        }
        rules[index] = rule
        index += 1
        if match.section.match == .heading {
            dropTitles(rule, &index)
        } else if match.section.kind == .tags
            || match.section.kind == .share && hasProse(before: index),
            line.words.numbers == 0, match.words == line.words.words.count
        {
            dropWords(rule, &index)
        }
    }

    /// Rules that hold only at the edges of a document.
    private func isInPlace(
        _ match: LineMatch,
        _ line: BoilerplateFilter.Line,
        _ index: Int
    ) -> Bool {
        switch match.section.kind {
        case .source, .editor: isAtEdge(index)
        case .byline, .date, .updated: isAtEdge(index) && !line.isHeading
        case .readMore where match.section.match == .label:
            !line.words.endsSentence || line.words.weight <= 16 || line.linkDensity > 0.4
        case .other where match.section.rule == "comments" && match.section.match == .start:
            !isQuestion(line) || isBehindLastProse(index) && !isAnswered(index)
        default: !isSentence(match, line)
        }
    }

    /// "What do you think of it?" is for the reader at the end alone: an
    /// interview asks it too.
    private func isQuestion(_ line: BoilerplateFilter.Line) -> Bool {
        line.words.endsSentence && !line.words.endsWithStop
    }

    private func isAnswered(_ index: Int) -> Bool {
        index + 1 < lines.count && lines[index + 1].words.endsSentence
            && matcher.match(lines[index + 1].words) == nil
    }

    /// "I forgot my password." is said by somebody.
    private func isSentence(_ match: LineMatch, _ line: BoilerplateFilter.Line) -> Bool {
        line.words.endsWithStop && match.section.isCommand && line.linkDensity < 0.5
            && (match.section.match == .line || match.section.match == .weak)
    }

    private func isAtEdge(_ index: Int) -> Bool {
        index < 6 || index >= lines.count - 8 || isBehindLastProse(index)
    }

    func isBehindLastProse(_ index: Int) -> Bool { index > lastProse }

    /// Behind "Share" or "Listen" at the head, a short line is the title.
    func hasProse(before index: Int) -> Bool { firstProse < index }

    /// "Home / News / Local": steps behind a word of the navigation.
    private func breadcrumb(_ line: BoilerplateFilter.Line, _ index: Int) -> String? {
        let words = line.words
        guard index < 5, words.arrows + words.bars > 0, words.weight <= 14, !line.isHeading,
            words.sentenceEnds == 0,
            let first = words.words.first(where: { $0.marks.contains(.bar) })
        else { return nil }
        var isHome = false
        matcher.table.anchored.run(words.words, from: 0) { payload, end in
            let section = matcher.table.sections[Int(payload)]
            if section.kind == .navigation, words.words[end - 1].start == first.start {
                isHome = true
            }
        }
        return isHome ? "breadcrumb" : nil
    }

    // MARK: Lists

    /// Drops the titles behind a heading such as "Related articles".
    private mutating func dropTitles(_ rule: String, _ index: inout Int) {
        let start = index
        let isGroup = start < lines.count && lines[start].followsDirectly
        var dropped = 0
        while index < lines.count, index - start < 40, isTitle(index) {
            // A list that stands close together ends at the blank line.
            if isGroup, !lines[index].followsDirectly { break }
            if isMatched(index) { break }
            // Without links, a long list is the article's own.
            if index - start >= 12, lines[index].linkDensity < 0.6 { break }
            dropped += lines[index].words.letters
            index += 1
        }
        if index < lines.count, lines[index].isProse { keepOwnTitle(start, &index) }
        // A page that is such a list is not boilerplate as a whole.
        guard hasProse, !isIndex, dropped * 2 <= letters else {
            index = start
            return
        }
        for place in start..<index { rules[place] = rule }
    }

    /// Whether a line has a rule of its own.
    private func isMatched(_ index: Int) -> Bool {
        guard let match = matcher.match(lines[index].words) else { return false }
        return match.section.match != .weak && match.section.match != .part
    }

    private func isTitle(_ index: Int) -> Bool {
        let line = lines[index]
        let words = line.words
        guard line.isText, !words.isCut, words.letters <= Self.longestTitle else { return false }
        if words.letters == 0 { return true }
        if line.linkDensity > 0.6 { return words.sentenceEnds <= 2 }
        if line.isHeading {
            // The heading of what follows, unless it is a title among titles.
            let next = index + 1
            return next < lines.count && !lines[next].isProse && lines[next].isHeading
        }
        if words.endsWithStop, !line.isItem { return false }
        return words.sentenceEnds <= 1 && words.letters <= 120 && !line.isProse
    }

    /// Drops the single words behind "Tags" or "Follow us".
    private mutating func dropWords(_ rule: String, _ index: inout Int) {
        let start = index
        while index < lines.count, index - start < 10 {
            let line = lines[index]
            // What has a rule says itself what goes with it.
            if isMatched(index) { break }
            guard line.isText, !line.isHeading, !line.words.isCut, !line.words.endsSentence,
                line.words.letters > 0, line.words.weight > 0,
                line.words.weight <= (line.linkDensity > 0.6 || line.isItem ? 6 : 3)
            else { break }
            index += 1
        }
        guard hasProse else {
            index = start
            return
        }
        for place in start..<index where rules[place] == nil { rules[place] = rule }
    }

    // MARK: Neighbours

    /// Weak lines go beside lines that went, where they repeat, and as links.
    mutating func decideByNeighbours() {
        guard hasProse || rules.contains(where: { $0 != nil }) else { return }
        var seen: [UInt32: Int] = [:]
        for index in lines.indices where weak[index] != nil {
            seen[lines[index].words.words.first?.hash ?? 0, default: 0] += 1
        }
        for index in lines.indices { decideWeak(index, seen) }
        for index in lines.indices.reversed() { decideWeak(index, seen) }
    }

    private mutating func decideWeak(_ index: Int, _ seen: [UInt32: Int]) {
        guard let rule = weak[index], rules[index] == nil else { return }
        let line = lines[index]
        let isBeside =
            index > 0 && (rules[index - 1] != nil || weak[index - 1] != nil)
            || index + 1 < lines.count && (rules[index + 1] != nil || weak[index + 1] != nil)
        let isAtEnd = index < 2 || index >= lines.count - 2
        let repeats = (seen[line.words.words.first?.hash ?? 0] ?? 0) > 2
        if line.isHeading
            ? isBeside && line.linkDensity > 0.5
            : isBeside || isAtEnd || repeats
                || line.linkDensity > 0.5
        {
            rules[index] = rule
        }
    }
}
