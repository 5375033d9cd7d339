import WinnowModel

/// Takes bylines and dates in front of the text out of it.
///
/// Where the page's markup tells nothing of them they score like the text
/// below. What they say has become metadata by now, and that is what they are
/// told by: a short line among the first that is made of the authors' names or
/// of the date, with few words beside. No word of any language is looked for.
enum LeadingLines {
    /// So many lines are looked at, up to the first that is longer than
    /// `longest` in letters and digits.
    private static let most = 6
    private static let longest = 90
    /// Letters and words that may stand beside names and figures: "By", "and",
    /// "Updated", a month, a place.
    private static let mostLetters = 26
    private static let mostWords = 5

    /// Drops the lines; without `explained` they are gone.
    static func drop(from document: inout Document, explained: Bool) {
        let authors = document.metadata.values(of: Metadata.Key.authors).map { $0.lowercased() }
        let dates = [Metadata.Key.published, Metadata.Key.updated].compactMap {
            document.metadata[$0].flatMap(day)
        }
        guard !authors.isEmpty || !dates.isEmpty else { return }
        var found: [Int: String] = [:]
        var kept = 0
        for index in document.blocks.indices where document.blocks[index].dropped == nil {
            kept += 1
            guard kept <= most, isShort(document.blocks[index].text) else { break }
            found[index] = rule(for: document.blocks[index], authors, dates)
        }
        guard !found.isEmpty, document.keptBlocks.count(where: { _ in true }) > found.count else {
            return
        }
        for index in found.keys.sorted(by: >) {
            if explained {
                document.blocks[index].dropped = found[index].map {
                    Block.Drop(module: "html", rule: $0)
                }
            } else {
                document.blocks.remove(at: index)
            }
        }
    }

    private static func isShort(_ text: String) -> Bool {
        let length = text.utf8.count
        return length <= longest || length <= longest * 4 && letters(in: text) <= longest
    }

    /// Letters, by their first bytes: all beyond ASCII but the punctuation
    /// from U+2000 on counts as letters.
    private static func letters(in text: String) -> Int {
        text.utf8.count { byte in
            byte >= 0xC3 && byte != 0xE2 || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
        }
    }

    private static func rule(
        for block: Block,
        _ authors: [String],
        _ dates: [(year: Int, day: Int)]
    ) -> String? {
        guard block.kind == .paragraph || block.kind == .listItem else {
            return nil
        }
        let line = block.text.lowercased()
        var rest = line
        for author in authors where author.utf8.count > 2 {
            rest = rest.replacing(author, with: " ")
        }
        guard isLittle(rest) else { return nil }
        if rest != line { return "byline" }
        let numbers = rest.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        let isDate = dates.contains { numbers.contains($0.year) && numbers.contains($0.day) }
        return isDate ? "date" : nil
    }

    /// Whether hardly anything but figures and marks stands in a text.
    private static func isLittle(_ text: String) -> Bool {
        letters(in: text) <= mostLetters && text.split { !$0.isLetter }.count <= mostWords
    }

    /// Year and day of an RFC 3339 date.
    private static func day(_ date: String) -> (year: Int, day: Int)? {
        let parts = date.prefix(10).split(separator: "-")
        guard parts.count == 3, let year = Int(parts[0]), let day = Int(parts[2]) else {
            return nil
        }
        return (year, day)
    }
}
