/// Names of people in a byline.
enum BylineNames {
    /// Words between names, and parts of names, that are written small.
    private static let small: Set<String> = [
        "and", "und", "et", "y", "e", "i", "och", "og", "en", "ja", "és", "și", "si", "ve", "a",
        "и", "і", "й", "та", "και", "de", "van", "von", "der", "den", "la", "di", "da", "del",
        "du", "bin", "al", "el", "le", "ter", "ten", "zu", "dos", "das", "do", "ibn", "ben", "i",
        "ir", "un", "in", "dan", "và", "na", "with", "mit", "avec", "con", "für", "for", "dpa",
        "af", "av", "della", "lo", "st",
    ]
    private static let separators: Set<String> = [
        "and", "und", "et", "y", "e", "och", "og", "en", "ja", "és", "și", "ve", "и", "і", "та",
        "και", "dan", "và", "&",
    ]

    /// Whether a text can be nothing but names and the like.
    ///
    /// - Parameter isSure: A label with a colon stands before it.
    static func isNames(_ text: Substring, isSure: Bool) -> Bool {
        let words = text.split(whereSeparator: { " ,/、，;&\t".contains($0) })
        guard let first = words.first, !words.isEmpty, words.count <= (isSure ? 10 : 6),
            text.count <= 90, !text.contains(where: { "!?؟。？！:：«»\"“”„".contains($0) })
        else { return false }
        let last = text.last { !$0.isWhitespace }
        if last == ".", words.count > 3 { return false }
        let cased = words.filter { $0.contains { $0.isUppercase || $0.isLowercase } }
        if cased.isEmpty {
            // Scripts without capitals say it by their label, or are short.
            let letters = text.filter { !$0.isWhitespace }.count
            return isSure ? words.count <= 8 : words.count <= 4 && letters <= 26
        }
        guard first.first?.isUppercase ?? false || cased.count < words.count else { return false }
        let capitals = cased.filter { $0.first?.isUppercase ?? false }.count
        return cased.allSatisfy {
            $0.first?.isUppercase ?? false || small.contains($0.lowercased())
                || isSure && capitals * 2 >= cased.count
        }
    }

    /// The names in such a text.
    static func names(in text: Substring) -> [String] {
        var names: [String] = []
        for part in text.split(whereSeparator: { ",;/、，&".contains($0) }) {
            var name: [Substring] = []
            for word in part.split(separator: " ") {
                if separators.contains(word.lowercased()) {
                    add(name, to: &names)
                    name = []
                } else {
                    name.append(word)
                }
            }
            add(name, to: &names)
        }
        return names
    }

    private static func add(_ words: [Substring], to names: inout [String]) {
        let name = words.joined(separator: " ").filter { !"()（）*".contains($0) }
        guard name.count >= 2, words.count <= 5, names.count < 8 else { return }
        names.append(name)
    }
}
