/// Splits a byline into names.
enum NameSplitter {
    /// Words before the names, in lower case.
    private static let prefixes: [String] = [
        "written by", "posted by", "reported by", "words by", "story by", "text by", "by", "von",
        "par", "por", "di", "door", "af", "av", "автор:", "автор", "text:", "text", "autor:",
        "autor", "autorin:", "auteur:", "author:", "authors:", "de", "yazan:", "作者：", "作者:",
        "作者", "記者", "记者", "文／", "文/", "文：", "od", "przez", "skrev", "tekst:", "από",
        "بقلم", "كتب", "oleh", "bởi",
    ]
    private static let separators: [String] = [
        " and ", " und ", " et ", " y ", " & ", " e ", " en ", " og ", " och ", " i ", " и ",
        " with ", " mit ", " avec ", " con ", " και ", " و ",
    ]
    /// Words that say that no person is named.
    private static let nobody: [String] = [
        "admin", "administrator", "editor", "staff", "redaktion", "redaction", "unknown", "guest",
        "webmaster", "user", "super user", "publisher", "author", "anonymous", "none", "null",
        "undefined",
    ]

    /// Words that only ever begin bylines when a capital letter follows.
    private static let openings: [String] = [
        "written by ", "posted by ", "reported by ", "words by ", "story by ", "by ", "von ",
        "par ", "por ", "door ", "av ", "af ", "text: ", "autor: ", "author: ", "автор: ",
        "текст: ", "作者：", "作者:", "文／", "记者 ", "记者：", "記者 ", "od ", "yazan: ", "oleh ",
    ]

    /// The names of a line that begins as a byline does and holds nothing but
    /// names; nil for any other line.
    static func byline(_ line: String) -> [String]? {
        guard line.utf8.count <= 160, let first = line.utf8.first,
            // Most lines are told apart by their first letter.
            first >= 0x80 || "abdoptvwrsy".utf8.contains(first | 0x20)
        else { return nil }
        let lower = line.lowercased()
        guard let opening = openings.first(where: { lower.hasPrefix($0) })
        else { return nil }
        // What follows a mark or a number is a date, a place or a role.
        let rest = line.dropFirst(opening.count).prefix { !"|•·–—(0123456789".contains($0) }
        let found = names(in: String(rest)).filter(isCapitalised)
        return found.isEmpty || found.count > 6 ? nil : found
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

    /// The names in a byline, without roles.
    static func names(in byline: String) -> [String] {
        guard byline.utf8.count <= 300 else { return [] }
        var texts = [withoutPrefix(byline)[...]]
        for mark in [",", ";", "|", "/", "·", "•", "、", "，"] {
            texts = texts.flatMap { $0.split(separator: mark) }
        }
        for word in separators {
            texts = texts.flatMap { split($0, at: word) }
        }
        return texts.map { withoutPrefix(TextCleaner.collapsed(String($0))) }.filter(isName)
    }

    private static func split(_ text: Substring, at word: String) -> [Substring] {
        var result: [Substring] = []
        var rest = text
        let length = word.count
        var index = rest.startIndex
        while index < rest.endIndex {
            if rest[index] == " ", rest[index...].prefix(length).lowercased() == word {
                result.append(rest[..<index])
                rest = rest[index...].dropFirst(length)
                index = rest.startIndex
            } else {
                index = rest.index(after: index)
            }
        }
        result.append(rest)
        return result
    }

    private static func withoutPrefix(_ text: String) -> String {
        let lower = text.lowercased()
        for prefix in prefixes where lower.hasPrefix(prefix) && text.count > prefix.count {
            let rest = text.dropFirst(prefix.count)
            let isWord = prefix.last.map { $0.isLetter && $0.isASCII } ?? false
            guard let next = rest.first, !isWord || !(next.isLetter || next.isNumber) else {
                continue
            }
            return String(rest.drop { $0 == " " || $0 == ":" || $0 == "：" || $0 == "." })
        }
        return text
    }

    /// Whether a text can be the name of a person or an office.
    private static func isName(_ text: String) -> Bool {
        let count = text.count
        guard count >= 2, count <= 60, !text.contains("@"), !text.contains("http") else {
            return false
        }
        if text.contains(where: { $0.isNumber }) { return false }
        if text.split(separator: " ").count > 6 { return false }
        return !nobody.contains(text.lowercased())
    }
}
