/// What the phrases say of one line.
struct LineMatch {
    var section: PhraseTable.Section
    /// Words of the phrase.
    var words: Int
}

/// Compares lines with phrases. An object, since it is handed on for each line.
final class LineMatcher: Sendable {
    let table: PhraseTable
    let disabled: Set<String>

    init(table: PhraseTable, disabled: Set<String>) {
        self.table = table
        self.disabled = disabled
    }

    /// All the phrases that begin a line.
    private struct Beginnings {
        var isAny = false
        /// The match that takes the whole line, by preference.
        var whole: LineMatch?
        var label: LineMatch?
        var start: LineMatch?
    }

    /// The match that counts for a line, if there is one.
    func match(_ line: LineWords) -> LineMatch? {
        guard !line.words.isEmpty, !line.isCut else { return nil }
        if table.keepsAny, isKept(line) { return nil }
        let found = beginnings(of: line)
        if let whole = found.whole { return whole }
        if found.isAny, let covered = covered(line) { return covered }
        if let label = found.label, fits(label, line) { return label }
        if let start = found.start, fits(start, line), !isTold(line, 0..<start.words) {
            return start
        }
        return inside(line)
    }

    /// Whether a sentence says who says it, outside of the phrase at `place`:
    /// "Share it with your children, the mayor said."
    private func isTold(_ line: LineWords, _ place: Range<Int>) -> Bool {
        guard line.endsSentence else { return false }
        var isTold = false
        var next = 0
        while !isTold, let start = table.speech.beginning(in: line.words, from: next) {
            next = start + 1
            table.speech.run(line.words, from: start) { _, end in
                if end <= place.lowerBound || start >= place.upperBound { isTold = true }
            }
        }
        return isTold
    }

    private func isKept(_ line: LineWords) -> Bool {
        var isKept = false
        table.kept.run(line.words, from: 0) { _, end in
            if end == line.words.count { isKept = true }
        }
        return isKept
    }

    private func isEnabled(_ section: PhraseTable.Section) -> Bool {
        disabled.isEmpty || !disabled.contains(section.rule)
    }

    private func beginnings(of line: LineWords) -> Beginnings {
        var found = Beginnings()
        table.anchored.run(line.words, from: 0) { payload, end in
            let section = table.sections[Int(payload)]
            guard isEnabled(section) else { return }
            found.isAny = true
            let match = LineMatch(section: section, words: end)
            switch section.match {
            case .line, .heading, .weak, .count:
                guard end == line.words.count, section.match != .count || line.numbers > 0,
                    Self.rank(section) > Self.rank(found.whole?.section)
                else { return }
                found.whole = match
            case .label:
                let marks = line.words[end - 1].marks
                let isMarked =
                    !marks.isDisjoint(with: [.colon, .glue])
                    || (marks.contains(.bar) && section.kind != .related)
                if isMarked, end < line.words.count || line.numbers > 0, found.label == nil {
                    found.label = match
                }
            case .start:
                if found.start.map({ $0.words < end }) ?? true { found.start = match }
            case .part, .inside, .mention, .pair, .name, .suffix, .word, .verb: break
            }
        }
        return found
    }

    /// A heading says most: the list behind it goes too.
    private static func rank(_ section: PhraseTable.Section?) -> Int {
        guard let section else { return 0 }
        // Bylines and dates are for the edges of a document.
        if section.kind == .byline || section.kind == .date { return 2 }
        return switch section.match {
        case .heading: 5
        case .line: 4
        case .count: 3
        default: 1
        }
    }

    /// Whether the line is a row of phrases: "Share Tweet Print 12 comments".
    private func covered(_ line: LineWords) -> LineMatch? {
        let words = line.words
        guard words.count > 1, line.weight <= 18, line.sentenceEnds <= 2 else { return nil }
        var position = 0
        var pieces = 0
        var best: LineMatch?
        while position < words.count {
            let piece = table.longestPhrase(words, from: position) { section in
                guard isEnabled(section), section.kind != .byline, section.kind != .date else {
                    return false
                }
                return switch section.match {
                case .line, .heading, .weak, .part: true
                case .count: line.numbers > 0
                default: false
                }
            }
            guard let (section, longest) = piece else { return nil }
            if best.map({ $0.section.match == .part || $0.section.match == .weak }) ?? true {
                best = LineMatch(section: section, words: words.count)
            }
            position += longest
            pieces += 1
        }
        guard var best else { return nil }
        // A single word of a bar is one only beside others.
        if pieces == 1 { best.section.match = .weak } else { best.section.match = .line }
        return best
    }

    /// Whether a line that begins like boilerplate also looks like it.
    private func fits(_ match: LineMatch, _ line: LineWords) -> Bool {
        let rest = line.weight - match.words
        if match.section.match == .start {
            switch match.section.kind {
            case .source: return rest <= 16 && line.sentenceEnds <= 2
            case .editor, .credit: return rest <= 16 && line.sentenceEnds <= 1
            case .tags: return rest <= 30 && line.sentenceEnds <= 1
            case .related: return rest <= 5 && line.sentenceEnds == 0
            case .readMore: return line.weight <= 24 && line.sentenceEnds <= 3
            default: return line.weight <= 32 && line.sentenceEnds <= 4
            }
        }
        switch match.section.kind {
        case .tags: return rest <= 40 && !(line.endsSentence && rest > 3)
        case .credit:
            return rest <= 14 && line.sentenceEnds <= 1 && !(line.endsSentence && rest > 7)
        case .source, .editor: return rest <= 14 && !(line.endsSentence && rest > 6)
        case .readingTime: return rest <= 6 && line.numbers > 0
        case .byline, .date, .updated: return false
        default: return rest <= 22 && line.sentenceEnds <= 2 && !(line.endsSentence && rest > 16)
        }
    }

    /// In a longer line a phrase counts at its beginning, or at its very end:
    /// a text that comes to speak of cookies stays.
    private static func isAtEnd(_ start: Int, _ end: Int, of line: LineWords) -> Bool {
        let factor = line.ideographs * 2 > line.words.count ? 2 : 1
        return start <= 6 * factor || end + 3 * factor >= line.words.count
    }

    private func inside(_ line: LineWords) -> LineMatch? {
        guard line.weight <= 50 else { return nil }
        let last = line.firstQuote ?? Int.max
        let isButton = line.weight <= 8 && !line.endsWithStop
        var mention: (section: PhraseTable.Section, end: Int)?
        var found: LineMatch?
        var next = 0
        while let start = table.inside.beginning(in: line.words, from: next) {
            next = start + 1
            table.inside.run(line.words, from: start) { payload, end in
                let section = table.sections[Int(payload)]
                // What stands in quotation marks is somebody's speech.
                guard found == nil, isEnabled(section), start < last || start == 0,
                    line.weight <= 24 || Self.isAtEnd(start, end, of: line),
                    !isTold(line, start..<end)
                else { return }
                if section.match == .pair || section.match == .mention && !isButton {
                    guard let known = mention, known.section == section, start >= known.end else {
                        mention = mention ?? (section, end)
                        return
                    }
                }
                found = LineMatch(section: section, words: end - start)
            }
            if found != nil { break }
        }
        return found
    }
}
