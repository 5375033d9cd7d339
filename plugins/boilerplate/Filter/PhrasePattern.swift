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
        case choice([[UInt32]], isOptional: Bool, repeats: Bool)
        case gap
    }

    private(set) var pieces: [Piece] = []

    /// What bounds a phrase that an operator gave.
    private static let mostChoices = 4096

    /// Reads a phrase; nil if its brackets do not match.
    init?(_ text: String) {
        var rest = text[...]
        while let first = rest.first {
            if first == " " {
                rest = rest.dropFirst()
            } else if rest.hasPrefix("...") {
                pieces.append(.gap)
                rest = rest.dropFirst(3)
            } else {
                guard let piece = Self.piece(&rest) else { return nil }
                add(piece)
            }
        }
    }

    private mutating func add(_ piece: (texts: [String], isOptional: Bool, repeats: Bool)) {
        var isOptional = piece.isOptional
        var runs: [[UInt32]] = []
        for text in piece.texts.prefix(Self.mostChoices) {
            var text = text
            let run = text.withUTF8 { LineWords($0).words.map(\.hash) }
            if run.isEmpty { isOptional = true } else { runs.append(run) }
        }
        guard !runs.isEmpty else { return }
        pieces.append(.choice(runs, isOptional: isOptional, repeats: piece.repeats))
    }

    /// A word or a bracket, with what is glued to it.
    private static func piece(
        _ rest: inout Substring
    ) -> (texts: [String], isOptional: Bool, repeats: Bool)? {
        var texts = [""]
        var isOptional = false
        var repeats = false
        var count = 0
        while let first = rest.first, first != " ", !rest.hasPrefix("...") {
            count += 1
            if first == ")" || first == "|" { return nil }
            if first != "(" {
                let word = rest.prefix { !" (".contains($0) }
                rest = rest[word.endIndex...]
                texts = texts.map { $0 + word }
                continue
            }
            guard let end = rest.firstIndex(of: ")") else { return nil }
            var choices = rest[..<end].dropFirst()
                .split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            rest = rest[end...].dropFirst()
            let mark = rest.first.flatMap { "?*+".contains($0) ? $0 : nil }
            if mark != nil { rest = rest.dropFirst() }
            let isAlone = count == 1 && (rest.first == nil || rest.first == " ")
            if isAlone {
                isOptional = mark == "?" || mark == "*"
                repeats = mark == "*" || mark == "+"
            } else if mark == "?" || mark == "*" {
                choices.append("")
            }
            guard texts.count * choices.count <= mostChoices else { return nil }
            texts = texts.flatMap { head in choices.map { head + $0 } }
        }
        return (texts, isOptional, repeats)
    }
}
