/// Phrases of boilerplate, by rule, with how each is compared.
///
/// The data file has one section a rule, `[rule match]`, and one phrase a
/// line; `#` begins a comment. Ways to match:
///
///     line      the line is the phrase, numbers aside
///     start     the line begins with the phrase and is short
///     label     the line begins with the phrase and a colon
///     inside    the phrase stands anywhere in a line of at most 45 words
///     heading   as `line`, and a list of links or titles behind it goes too
public struct PhraseTable: Sendable {
    /// How a phrase is compared with a line.
    public enum Match: String, Sendable, CaseIterable {
        case line, start, label, inside, heading
    }

    /// One phrase as word hashes.
    struct Phrase: Sendable {
        let words: [UInt32]
        let match: Match
        let rule: String
    }

    private(set) var phrases: [Phrase] = []
    /// Phrases by their first word.
    private var byFirstWord: [UInt32: [Int]] = [:]

    /// An empty table.
    public init() {}

    /// Adds the phrases of a data file.
    ///
    /// - Returns: The number of the first line that is no section and stands
    ///   in none, or names an unknown match; nil if all was read.
    public mutating func add(file: String) -> Int? {
        var rule = ""
        var match = Match.line
        var number = 0
        for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let text = line.drop { $0 == " " }
            if text.isEmpty || text.first == "#" { continue }
            if text.first == "[", let end = text.firstIndex(of: "]") {
                let words = text[..<end].dropFirst().split(separator: " ")
                guard words.count == 2, let found = Match(rawValue: String(words[1])) else {
                    return number
                }
                rule = String(words[0])
                match = found
            } else if rule.isEmpty {
                return number
            } else {
                add(String(text), rule: rule, match: match)
            }
        }
        return nil
    }

    /// Adds one phrase.
    public mutating func add(_ phrase: String, rule: String, match: Match) {
        var phrase = phrase
        let words = phrase.withUTF8 { LineWords($0).hashes }
        guard let first = words.first else { return }
        byFirstWord[first, default: []].append(phrases.count)
        phrases.append(Phrase(words: words, match: match, rule: rule))
    }

    /// The first phrase that matches a line, and whether it is a heading.
    func match(_ line: LineWords) -> (rule: String, match: Match)? {
        let words = line.hashes
        for start in 0..<min(words.count, 45) {
            guard let candidates = byFirstWord[words[start]] else { continue }
            for candidate in candidates {
                let phrase = phrases[candidate]
                guard stands(phrase, in: line, at: start) else { continue }
                return (phrase.rule, phrase.match)
            }
        }
        return nil
    }

    private func stands(_ phrase: Phrase, in line: LineWords, at start: Int) -> Bool {
        let words = line.hashes
        let end = start + phrase.words.count
        guard end <= words.count, phrase.match == .inside || start == 0 else { return false }
        switch phrase.match {
        case .line, .heading: if end != words.count { return false }
        case .label: if line.colonAfterWord != end { return false }
        case .start: if words.count > phrase.words.count + 12 || line.isCut { return false }
        case .inside: if words.count > 45 || line.isCut { return false }
        }
        for offset in phrase.words.indices where words[start + offset] != phrase.words[offset] {
            return false
        }
        return true
    }
}
