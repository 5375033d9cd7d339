// Finds boilerplate among the blocks of a document, whatever the reader was.
//
// A line goes because of a phrase together with its form: a whole short line,
// a label with a colon, a heading with a list behind it. Long lines, code and
// tables are never looked at, and what stands in quotation marks is speech, so
// a sentence which mentions a newsletter stays. Passes:
//
//     1. phrases and forms, each line by itself, and the lists behind headings
//     2. dates and bylines at the head of the document
//     3. labels that all items of a list have stay with the list; headings that
//        are links and stand together inside an article go
//     4. lines that are boilerplate only beside other boilerplate
//     5. lists of links alone among what went
//
// Each drop names its rule. All passes are linear in the lines.

/// Finds boilerplate among the blocks of a document.
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
        /// No blank line stands before it, in plain text.
        public var followsDirectly: Bool

        /// Describes a block.
        public init(
            words: LineWords,
            isHeading: Bool = false,
            isItem: Bool = false,
            isText: Bool = true,
            linkDensity: Float = 0,
            followsDirectly: Bool = false
        ) {
            self.words = words
            self.isHeading = isHeading
            self.isItem = isItem
            self.isText = isText
            self.linkDensity = linkDensity
            self.followsDirectly = followsDirectly
        }

        /// Long enough, and ended, as the text of an article is.
        var isProse: Bool {
            isText && linkDensity < 0.5
                && (words.isCut || words.weight >= 30
                    || words.endsSentence && words.weight >= 9)
        }
    }

    /// What became of the lines, and what they said of the document.
    public struct Decisions {
        /// For each line the rule that drops it, or nil.
        public var rules: [String?]
        /// Found at the head of the text.
        public var head = LeadingFacts()
    }

    /// The longest line that can be boilerplate, in letters.
    private static let longestLine = 420

    private let matcher: LineMatcher
    /// The same with all rules.
    private let fullMatcher: LineMatcher
    private let disabled: Set<String>

    /// Makes a filter; rules in `disabled` drop nothing.
    public init(table: PhraseTable, disabled: Set<String> = []) {
        self.disabled = disabled
        matcher = LineMatcher(table: table, disabled: disabled)
        fullMatcher =
            disabled.isEmpty ? matcher : LineMatcher(table: table, disabled: [])
    }

    /// For each line the rule that drops it, or nil.
    public func rules(for lines: [Line]) -> [String?] {
        decide(lines, language: nil) { _ in "" }.rules
    }

    /// Decides on all lines of a document.
    ///
    /// - Parameters:
    ///   - language: the document's BCP 47 tag, for dates.
    ///   - text: the text of a line; asked for short lines near the head only.
    public func decide(
        _ lines: [Line],
        language: String?,
        text: (Int) -> String
    ) -> Decisions {
        var pass = DecisionPass(lines: lines, matcher: matcher, disabled: disabled)
        pass.decideByPhrase(text)
        var head = LeadingLines(lines: lines, matcher: fullMatcher, language: language)
        if isEnabled("date") || isEnabled("byline") {
            head.read(&pass.rules, text) { isEnabled($0) }
        }
        pass.keepFields()
        pass.dropLinkedHeadings()
        pass.decideByNeighbours()
        if isEnabled("related") { pass.dropLinkLists() }
        return Decisions(rules: pass.rules, head: head.facts)
    }

    private func isEnabled(_ rule: String) -> Bool { !disabled.contains(rule) }

    static func canBeBoilerplate(_ line: Line) -> Bool {
        line.isText && !line.words.isCut && line.words.letters <= longestLine
            && line.words.letters + line.words.digits > 0
    }
}
