/// Phrases of boilerplate, by rule, with how each is compared.
///
/// A data file has sections, `[rule match]`, and one phrase a line in the
/// notation of `PhrasePattern`; `#` begins a comment.
public struct PhraseTable: Sendable {
    /// How a phrase is compared with a line.
    public enum Match: String, Sendable, CaseIterable {
        /// The line is made of such phrases, numbers aside.
        case line
        /// As `line`, and a list of links or titles behind it goes too.
        case heading
        /// As `line`, with a number in the line.
        case count
        /// As `line`, but only beside other boilerplate, in links or repeated.
        case weak
        /// As `line`, together with other phrases alone.
        case part
        /// The line begins with the phrase and is short.
        case start
        /// The line begins with the phrase and a colon or the like.
        case label
        /// The phrase stands anywhere in a line that is no long text.
        case inside
        /// As `inside` in a short line that is no sentence; elsewhere two of
        /// the rule's phrases are needed, since an article may be about one.
        case mention
        /// As `inside`, but two of the rule's phrases are needed everywhere:
        /// one alone is in headings and sentences.
        case pair
        /// Names of authors follow.
        case name
        /// Names of authors stand before.
        case suffix
        /// Belongs to the line of a date.
        case word
        /// Tells that somebody speaks: a sentence that has it beside a phrase
        /// is the article's.
        case verb
    }

    /// A section of the data.
    struct Section: Sendable, Equatable {
        var rule: String
        var match: Match
        /// What is special about the rule.
        var kind: Rule

        /// Words of a button, which is no sentence.
        var isCommand: Bool { rule == "login" || kind == .navigation }
    }

    /// Rules that are treated in a way of their own.
    enum Rule: Sendable {
        case share, related, readMore, tags, credit, source, editor, byline, date, updated
        case navigation, readingTime, other

        init(_ name: String) {
            switch name {
            case "share", "follow": self = .share
            case "related": self = .related
            case "read-more": self = .readMore
            case "tags": self = .tags
            case "credit": self = .credit
            case "source": self = .source
            case "editor": self = .editor
            case "byline": self = .byline
            case "date": self = .date
            case "updated": self = .updated
            case "navigation": self = .navigation
            case "reading-time": self = .readingTime
            default: self = .other
            }
        }
    }

    private(set) var sections: [Section] = []
    /// Phrases at the beginning of a line.
    private(set) var anchored = PhraseNetwork(size: 1 << 14)
    /// Phrases anywhere.
    private(set) var inside = PhraseNetwork(size: 1 << 11)
    /// Verbs of speech.
    private(set) var speech = PhraseNetwork()
    /// Lines that are never dropped.
    private(set) var kept = PhraseNetwork()
    private(set) var keepsAny = false

    /// An empty table.
    public init() {}

    /// Adds the phrases of a data file in UTF-8.
    ///
    /// - Returns: The number of the first line that is no section and stands
    ///   in none, names an unknown match, or has brackets that do not match;
    ///   nil if all was read.
    public mutating func add(file: [UInt8]) -> Int? {
        file.withUnsafeBufferPointer { add(file: $0) }
    }

    /// Adds the phrases of a data file; see above.
    public mutating func add(file: String) -> Int? { add(file: Array(file.utf8)) }

    private mutating func add(file: UnsafeBufferPointer<UInt8>) -> Int? {
        var section: Int32?
        var number = 0
        var words = LineWords()
        for line in file.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let text = line.drop { $0 == 0x20 }
            guard let first = text.first, first != UInt8(ascii: "#") else { continue }
            if first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
                let names = text[..<end].dropFirst().split(separator: 0x20).map {
                    String(decoding: $0, as: UTF8.self)
                }
                guard names.count == 2, let match = Match(rawValue: names[1]) else {
                    return number
                }
                section = self.section(names[0], match)
            } else if let section,
                let pattern = PhrasePattern(UnsafeBufferPointer(rebasing: text), &words)
            {
                add(pattern, section)
            } else {
                return number
            }
        }
        return nil
    }

    /// Adds one phrase; false if its brackets do not match.
    @discardableResult
    public mutating func add(_ phrase: String, rule: String, match: Match) -> Bool {
        guard let pattern = PhrasePattern(phrase) else { return false }
        add(pattern, section(rule, match))
        return true
    }

    /// Adds a line that stays whatever the other phrases say.
    @discardableResult
    public mutating func keep(_ phrase: String) -> Bool {
        guard let pattern = PhrasePattern(phrase) else { return false }
        kept.add(pattern, payload: 0)
        keepsAny = true
        return true
    }

    private mutating func section(_ rule: String, _ match: Match) -> Int32 {
        let section = Section(rule: rule, match: match, kind: Rule(rule))
        if let known = sections.firstIndex(of: section) { return Int32(known) }
        sections.append(section)
        return Int32(sections.count - 1)
    }

    private mutating func add(_ pattern: PhrasePattern, _ section: Int32) {
        switch sections[Int(section)].match {
        case .inside, .mention, .pair: inside.add(pattern, payload: section)
        case .verb: speech.add(pattern, payload: section)
        default: anchored.add(pattern, payload: section)
        }
    }

    /// The longest phrase at word `start` of a line, among the sections that
    /// `isMeant` lets through, and the words it takes.
    func longestPhrase(
        _ words: [LineWords.Word],
        from start: Int,
        where isMeant: (Section) -> Bool
    ) -> (section: Section, words: Int)? {
        var longest: (section: Section, words: Int)?
        anchored.run(words, from: start) { payload, end in
            let section = sections[Int(payload)]
            guard isMeant(section) else { return }
            if let known = longest {
                // A word that dates both is the rarer label.
                if end - start < known.words { return }
                if end - start == known.words, known.section.kind == .updated { return }
            }
            longest = (section, end - start)
        }
        return longest
    }
}
