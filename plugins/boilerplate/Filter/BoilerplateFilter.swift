/// Finds boilerplate among the blocks of a document, whatever the reader was.
///
/// A line goes because of a phrase together with its form: a whole short line,
/// a label with a colon, a heading with a list behind it. Long lines, code and
/// tables are never looked at, so that a sentence which mentions a newsletter
/// stays. Decisions are made in one pass; each drop names its rule.
public struct BoilerplateFilter {
    /// What the filter must know of a block.
    public struct Line {
        /// The block's words.
        public var words: LineWords
        /// A heading.
        public var isHeading: Bool
        /// An item of a list.
        public var isItem: Bool
        /// Prose, quote, item or heading; code and tables are left alone.
        public var isText: Bool
        /// Share of the letters inside links.
        public var linkDensity: Float

        /// Describes a block.
        public init(
            words: LineWords,
            isHeading: Bool = false,
            isItem: Bool = false,
            isText: Bool = true,
            linkDensity: Float = 0
        ) {
            self.words = words
            self.isHeading = isHeading
            self.isItem = isItem
            self.isText = isText
            self.linkDensity = linkDensity
        }
    }

    /// The longest line that a phrase can make boilerplate, in letters.
    private static let longestLine = 320
    /// A title in a list of links is at most this long.
    private static let longestTitle = 160

    private let table: PhraseTable
    private let disabled: Set<String>

    /// Makes a filter; rules in `disabled` drop nothing.
    public init(table: PhraseTable, disabled: Set<String> = []) {
        self.table = table
        self.disabled = disabled
    }

    /// For each line the rule that drops it, or nil.
    public func rules(for lines: [Line]) -> [String?] {
        var rules: [String?] = Array(repeating: nil, count: lines.count)
        var index = 0
        while index < lines.count {
            let line = lines[index]
            guard line.isText, line.words.letters + line.words.digits > 0,
                line.words.letters <= Self.longestLine
            else {
                index += 1
                continue
            }
            if let found = table.match(line.words), !disabled.contains(found.rule),
                isPlausible(line, found.match)
            {
                rules[index] = found.rule
                index += 1
                if found.match == .heading { dropList(found.rule, lines, &index, &rules) }
                continue
            }
            rules[index] = structuralRule(line).flatMap { disabled.contains($0) ? nil : $0 }
            index += 1
        }
        return rules
    }

    /// Phrases inside a line count only if the line does not read like prose.
    private func isPlausible(_ line: Line, _ match: PhraseTable.Match) -> Bool {
        switch match {
        case .line, .heading: true
        case .label: line.words.sentenceEnds <= 2 || line.linkDensity > 0.4
        case .start: line.words.sentenceEnds <= 1
        case .inside: true
        }
    }

    /// Drops the titles behind a heading such as "Related articles".
    private func dropList(
        _ rule: String,
        _ lines: [Line],
        _ index: inout Int,
        _ rules: inout [String?]
    ) {
        let start = index
        while index < lines.count, index - start < 30 {
            let line = lines[index]
            let isTitle =
                line.isText && line.words.letters <= Self.longestTitle
                && line.words.sentenceEnds <= 1
                && (line.linkDensity > 0.6 || (line.isItem && line.words.letters <= 120))
            guard isTitle else { break }
            rules[index] = rule
            index += 1
        }
    }

    /// Rules of form alone: rows of hash tags.
    private func structuralRule(_ line: Line) -> String? {
        let count = line.words.hashes.count
        if line.words.hashtags >= 2, line.words.hashtags * 3 >= count, line.words.sentenceEnds == 0
        {
            return "tags"
        }
        return nil
    }
}
