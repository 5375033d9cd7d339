/// Splits a byline into names.
enum NameSplitter {
    private static let longest = 320
    private static let marks: Set<Character> = [
        ",", ";", "|", "/", "·", "•", "、", "，", "／", "–", "—", "\n", "»", "›", "｜", "：", "[", "]",
    ]

    /// The names of a line that begins as a byline does and holds nothing but
    /// names; nil for any other line.
    static func byline(_ line: String) -> [String]? {
        guard line.utf8.count <= 160 else { return nil }
        let lower = line.lowercased()
        guard let length = BylineWords.lineOpeningFinder.prefix(of: lower) else { return nil }
        let opening = String(decoding: lower.utf8.prefix(length), as: UTF8.self)
        let rest = line.dropFirst(opening.count).prefix { !"|•·–—(0123456789".contains($0) }
        guard let first = rest.first, !first.isLowercase else { return nil }
        let parts = names(in: [String(rest)])
        guard !parts.isEmpty, parts.count <= 6, parts.allSatisfy(isCapitalised) else { return nil }
        return parts
    }

    /// Whether each longer word of a name begins with a capital letter, in
    /// scripts that have them.
    private static func isCapitalised(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        guard words.count <= 5 else { return false }
        return words.allSatisfy { word in
            guard let first = word.first else { return false }
            return !first.isLowercase || word.count <= 3
        }
    }

    /// The names in one text.
    static func names(in byline: String) -> [String] { names(in: [byline]) }

    /// The names in the parts of a byline, without openings, roles and dates.
    static func names(in parts: [String]) -> [String] {
        var total = 0
        var texts: [String] = []
        for part in merged(parts) {
            total += part.utf8.count
            guard total <= longest else { break }
            for piece in part.split(whereSeparator: { marks.contains($0) }) {
                texts += splitAtConjunctions(piece)
            }
        }
        return texts.compactMap(name(from:))
    }

    /// First and last name that stand in elements of their own are one name.
    private static func merged(_ parts: [String]) -> [String] {
        guard parts.count == 2 || parts.count == 3 else { return parts }
        let areWords = parts.allSatisfy { part in
            part.first?.isUppercase == true && part.allSatisfy { $0.isLetter || $0 == "-" }
                && part.count >= 2 && !BylineWords.openings.contains(part.lowercased())
        }
        return areWords ? [parts.joined(separator: " ")] : parts
    }

    private static func splitAtConjunctions(_ text: Substring) -> [String] {
        var result: [String] = []
        var words: [Substring] = []
        let all = text.split(whereSeparator: \.isWhitespace)
        for (index, word) in all.enumerated() {
            let isBetween = index > 0 && index + 1 < all.count
            let isConjunction =
                BylineWords.conjunctions.contains(word.lowercased())
                // "Juan y Medio", "Ramón e Cajal": a single capital is an initial.
                && !(word.first?.isUppercase == true && word.count == 1)
            let edge = !isBetween && (word == "and" || word == "und" || word == "&" || word == "et")
            if isBetween && isConjunction || edge || word == "-" || word == "@" {
                result.append(words.joined(separator: " "))
                words = []
            } else {
                words.append(word)
            }
        }
        result.append(words.joined(separator: " "))
        return result
    }

    /// A part of a byline as a name; nil if it is none.
    private static func name(from part: String) -> String? {
        var text = withoutParentheses(part)
        for _ in 0..<3 {
            let shorter = withoutOpening(text)
            if shorter == text { break }
            text = shorter
        }
        text = withoutTail(withoutDate(text))
        for suffix in BylineWords.suffixes
        where text.hasSuffix(suffix) && text.count > suffix.count + 1 {
            text = String(text.dropLast(suffix.count))
        }
        text = trimmed(text)
        return isName(text) ? text : nil
    }

    /// "(obe)", "(dpa)" behind a name are its author's mark.
    private static func withoutParentheses(_ text: String) -> String {
        guard let open = text.firstIndex(where: { $0 == "(" || $0 == "（" }), open > text.startIndex
        else { return text }
        return String(text[..<open])
    }

    private static func withoutOpening(_ text: String) -> String {
        let lower = text.lowercased()
        let listed = BylineWords.openingsByStart[BylineWords.start(of: lower)] ?? []
        for opening in listed where lower.hasPrefix(opening) {
            let rest = text.dropFirst(opening.count)
            let endsInLetter = opening.last.map { $0.isLetter && $0.utf8.count == 1 } ?? false
            if let next = rest.first, endsInLetter || opening.last?.isCased == true,
                next.isLetter || next.isNumber || next == "'" || next == "-" || next == "."
            {
                continue
            }
            let result = String(rest.drop { " :：.・＝".contains($0) })
            // "Di Maio", "Af Klint": a capital particle before one word.
            if opening.count == 2, text.first?.isUppercase == true, opening != "by",
                !result.contains(" ")
            {
                continue
            }
            return result
        }
        return text
    }

    /// What stands before a date: "Jane Roe on May 5" and "Jane Roe 12.05.".
    private static func withoutDate(_ text: String) -> String {
        let words = text.split(separator: " ")
        guard let number = words.firstIndex(where: { $0.contains(where: \.isNumber) }), number > 0
        else { return text }
        // A number inside one word is a user's name or no name at all.
        var end = number
        while end > 0 {
            let word = words[end - 1].lowercased().filter { $0 != "." && $0 != "," && $0 != ":" }
            let isSmall = words[end - 1].first?.isLowercase == true && word.count <= 4
            guard BylineWords.months.contains(word) || isSmall || word.isEmpty else { break }
            end -= 1
        }
        return words[..<end].joined(separator: " ")
    }

    /// "Jane Roe in Berlin", "Jane Roe on".
    private static func withoutTail(_ text: String) -> String {
        let words = text.split(separator: " ")
        for (index, word) in words.enumerated() {
            // "le" and the like are parts of names except at the end.
            let isCut =
                BylineWords.cuts.contains(word.lowercased())
                && (word.first?.isLowercase == true || word.count > 5)
            let isEnd = index + 1 == words.count && index > 0 && (word == "le" || word == "du")
            if isCut || isEnd { return words[..<index].joined(separator: " ") }
        }
        return text
    }

    private static func trimmed(_ text: String) -> String {
        let edge: Set<Character> = [
            " ", ":", "-", "*", "\"", "“", "”", "…", "@", "#", "&", "=", "■",
        ]
        var rest = text[...]
        while let first = rest.first, edge.contains(first) { rest.removeFirst() }
        while let last = rest.last, edge.contains(last) { rest.removeLast() }
        return String(rest)
    }

    /// Whether a text can be the name of a person or an office.
    private static func isName(_ text: String) -> Bool {
        let count = text.count
        guard count >= 2, count <= 70, !text.contains("@"), !text.contains("://"),
            text.contains(where: \.isLetter), !text.contains(where: { "%{?!<>=".contains($0) })
        else { return false }
        let lower = text.lowercased()
        if BylineWords.nobody.contains(lower) || BylineWords.openings.contains(lower) {
            return false
        }
        if BylineWords.openings.contains(lower + ":") { return false }
        let words = lower.split(separator: " ")
        if words.count > 7 { return false }
        if words.contains(where: { BylineWords.roles.contains(String($0)) }) { return false }
        if words.count == 1, BylineWords.months.contains(lower) { return false }
        return text.filter(\.isNumber).count <= 2
    }
}
