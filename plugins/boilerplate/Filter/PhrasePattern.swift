// The notation of phrases: words, alternatives in brackets, and gaps.
//
//     read (more|also)              two phrases
//     (this|the)? article           what has a question mark may be missing
//     (free|daily)* newsletter      any number of times; + is once at least
//     subscribe ... newsletter      at most six words between
//     기사(를|가) 공유              without a space: one word, several endings

/// A phrase in pieces.
struct PhrasePattern {
    enum Piece {
        /// One of several runs of words.
        case choice(Runs, isOptional: Bool, repeats: Bool)
        case gap

        /// Whether the phrase may end in front of it.
        var isOptional: Bool {
            if case .choice(_, let isOptional, _) = self { isOptional } else { false }
        }
    }

    /// Runs of words behind each other.
    struct Runs {
        fileprivate var words: [UInt32] = []
        private var ends: [Int] = []

        var count: Int { ends.count }

        subscript(run: Int) -> ArraySlice<UInt32> {
            words[(run > 0 ? ends[run - 1] : 0)..<ends[run]]
        }

        /// Makes a run of the words since the last one; false if there are none.
        fileprivate mutating func endRun() -> Bool {
            guard words.count > ends.last ?? 0 else { return false }
            ends.append(words.count)
            return true
        }
    }

    private(set) var pieces: [Piece] = []

    /// What bounds a phrase that an operator gave.
    private static let mostChoices = 4096

    /// Reads a phrase; nil if its brackets do not match.
    init?(_ text: String) {
        var text = text
        var line = LineWords()
        let pattern = text.withUTF8 { PhrasePattern($0, &line) }
        guard let pattern else { return nil }
        self = pattern
    }

    /// Reads a phrase in UTF-8; `line` is room for the words of its parts.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ line: inout LineWords) {
        var rest = text[...]
        while let first = rest.first {
            if first == Mark.space {
                rest = rest.dropFirst()
            } else if Self.startsGap(rest) {
                pieces.append(.gap)
                rest = rest.dropFirst(3)
            } else {
                guard add(&rest, &line) else { return nil }
            }
        }
    }

    private enum Mark {
        static let space = UInt8(ascii: " ")
        static let open = UInt8(ascii: "(")
        static let close = UInt8(ascii: ")")
        static let bar = UInt8(ascii: "|")
        static let stop = UInt8(ascii: ".")
        static let question = UInt8(ascii: "?")
        static let star = UInt8(ascii: "*")
        static let plus = UInt8(ascii: "+")
    }

    private typealias Rest = Slice<UnsafeBufferPointer<UInt8>>

    private static func startsGap(_ rest: Rest) -> Bool {
        rest.count >= 3 && rest.prefix(3).allSatisfy { $0 == Mark.stop }
    }

    /// Reads a word or a bracket, with what is glued to it; false if its
    /// brackets do not match.
    private mutating func add(_ rest: inout Rest, _ line: inout LineWords) -> Bool {
        let start = rest
        var choice = Choice()
        if let word = Self.plainWord(&rest) {
            choice.add(UnsafeBufferPointer(rebasing: word), &line)
        } else if let bracket = Bracket(&rest), Self.isEnd(rest) {
            guard bracket.choices.count <= Self.mostChoices else { return false }
            choice.isOptional = bracket.isOptional
            choice.repeats = bracket.repeats
            for text in bracket.choices {
                choice.add(UnsafeBufferPointer(rebasing: text), &line)
            }
        } else {
            rest = start
            guard let texts = Self.glued(&rest) else { return false }
            for text in texts {
                text.withUnsafeBufferPointer { choice.add($0, &line) }
            }
        }
        if choice.runs.count > 0 {
            pieces.append(
                .choice(choice.runs, isOptional: choice.isOptional, repeats: choice.repeats)
            )
        }
        return true
    }

    /// Takes a word without any mark off the text, as most are; nil for others.
    private static func plainWord(_ rest: inout Rest) -> Rest? {
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != Mark.space {
            switch rest[end] {
            case Mark.open, Mark.close, Mark.bar, Mark.stop: return nil
            default: end += 1
            }
        }
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    private static func isEnd(_ rest: Rest) -> Bool {
        rest.first == nil || rest.first == Mark.space
    }

    /// The runs of words of a piece.
    private struct Choice {
        var runs = Runs()
        var isOptional = false
        var repeats = false

        mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ line: inout LineWords) {
            line.readHashes(of: text, to: &runs.words)
            if !runs.endRun() { isOptional = true }
        }
    }

    /// A bracket with the mark behind it.
    private struct Bracket {
        let choices: [Rest]
        let isOptional: Bool
        let repeats: Bool

        /// Takes a bracket off the text; nil if there is none that ends.
        init?(_ rest: inout Rest) {
            guard rest.first == Mark.open, let end = rest.firstIndex(of: Mark.close) else {
                return nil
            }
            choices = rest[..<end].dropFirst()
                .split(separator: Mark.bar, omittingEmptySubsequences: false)
            rest = rest[end...].dropFirst()
            let mark = rest.first
            isOptional = mark == Mark.question || mark == Mark.star
            repeats = mark == Mark.star || mark == Mark.plus
            if isOptional || repeats { rest = rest.dropFirst() }
        }
    }

    /// A word with brackets in it: all texts that it stands for.
    private static func glued(_ rest: inout Rest) -> [[UInt8]]? {
        var texts: [[UInt8]] = [[]]
        while let first = rest.first, first != Mark.space, !startsGap(rest) {
            if first == Mark.close || first == Mark.bar { return nil }
            if first != Mark.open {
                let word = rest.prefix { $0 != Mark.space && $0 != Mark.open }
                rest = rest[word.endIndex...]
                for index in texts.indices { texts[index] += word }
                continue
            }
            guard let bracket = Bracket(&rest) else { return nil }
            let choices = bracket.choices + (bracket.isOptional ? [rest.prefix(0)] : [])
            guard texts.count * choices.count <= mostChoices else { return nil }
            texts = texts.flatMap { head in choices.map { head + $0 } }
        }
        return texts
    }
}
