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
        var text = text
        let pattern = text.withUTF8 { PhrasePattern($0) }
        guard let pattern else { return nil }
        self = pattern
    }

    /// Reads a phrase in UTF-8.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var rest = text[...]
        while let first = rest.first {
            if first == Mark.space {
                rest = rest.dropFirst()
            } else if Self.startsGap(rest) {
                pieces.append(.gap)
                rest = rest.dropFirst(3)
            } else {
                guard let piece = Self.piece(&rest) else { return nil }
                add(piece)
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

    /// A word or a bracket: the texts that it stands for.
    private struct Alternatives {
        var texts: [[UInt8]] = [[]]
        var isOptional = false
        var repeats = false
    }

    private static func startsGap(_ rest: Rest) -> Bool {
        rest.count >= 3 && rest.prefix(3).allSatisfy { $0 == Mark.stop }
    }

    private mutating func add(_ piece: Alternatives) {
        var isOptional = piece.isOptional
        var runs: [[UInt32]] = []
        runs.reserveCapacity(piece.texts.count)
        for text in piece.texts.prefix(Self.mostChoices) {
            let run = text.withUnsafeBufferPointer { LineWords($0).words.map(\.hash) }
            if run.isEmpty { isOptional = true } else { runs.append(run) }
        }
        guard !runs.isEmpty else { return }
        pieces.append(.choice(runs, isOptional: isOptional, repeats: piece.repeats))
    }

    /// A word or a bracket, with what is glued to it.
    private static func piece(_ rest: inout Rest) -> Alternatives? {
        var piece = Alternatives()
        var count = 0
        while let first = rest.first, first != Mark.space, !startsGap(rest) {
            count += 1
            if first == Mark.close || first == Mark.bar { return nil }
            if first != Mark.open {
                let word = rest.prefix { $0 != Mark.space && $0 != Mark.open }
                rest = rest[word.endIndex...]
                for index in piece.texts.indices { piece.texts[index] += word }
                continue
            }
            guard let end = rest.firstIndex(of: Mark.close) else { return nil }
            var choices = rest[..<end].dropFirst()
                .split(separator: Mark.bar, omittingEmptySubsequences: false).map(Array.init)
            rest = rest[end...].dropFirst()
            let mark = rest.first
            let isOptional = mark == Mark.question || mark == Mark.star
            let repeats = mark == Mark.star || mark == Mark.plus
            if isOptional || repeats { rest = rest.dropFirst() }
            let isAlone = count == 1 && (rest.first == nil || rest.first == Mark.space)
            if isAlone {
                piece.isOptional = isOptional
                piece.repeats = repeats
            } else if isOptional {
                choices.append([])
            }
            guard piece.texts.count * choices.count <= mostChoices else { return nil }
            if count == 1 {
                piece.texts = choices
            } else {
                piece.texts = piece.texts.flatMap { head in choices.map { head + $0 } }
            }
        }
        return piece
    }
}
