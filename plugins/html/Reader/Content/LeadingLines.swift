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
        let authors = document.metadata.values(of: Metadata.Key.authors).map {
            $0.withBytes(LowerCase.lowered)
        }
        let dates = [Metadata.Key.published, Metadata.Key.updated].compactMap {
            document.metadata[$0].flatMap { $0.withBytes(day) }
        }
        guard !authors.isEmpty || !dates.isEmpty else { return }
        var found: [(index: Int, rule: String)] = []
        var kept = 0
        for index in document.blocks.indices where document.blocks[index].dropped == nil {
            kept += 1
            guard kept <= most, isShort(document.blocks[index].text) else { break }
            let kind = document.blocks[index].kind
            guard kind == .paragraph || kind == .listItem else { continue }
            if let rule = rule(for: document.blocks[index].text, authors, dates) {
                found.append((index, rule))
            }
        }
        guard !found.isEmpty, document.keptBlocks.count(where: { _ in true }) > found.count else {
            return
        }
        for (index, rule) in found.reversed() {
            if explained {
                document.blocks[index].dropped = Block.Drop(module: "html", rule: rule)
            } else {
                document.blocks.remove(at: index)
            }
        }
    }

    private static func isShort(_ text: String) -> Bool {
        text.withBytes { text in
            text.count <= longest || text.count <= longest * 4 && letters(in: text) <= longest
        }
    }

    /// Letters, by their first bytes: all beyond ASCII but the punctuation
    /// from U+2000 on counts as letters.
    private static func letters(in text: ByteText) -> Int {
        text.count { byte in
            byte >= 0xC3 && byte != 0xE2 || (byte | 0x20) &- 0x61 < 26 && byte < 0x80
        }
    }

    private static func rule(
        for line: String,
        _ authors: [[UInt8]],
        _ dates: [(year: Int, day: Int)]
    ) -> String? {
        var rest = line.withBytes(LowerCase.lowered)
        let length = rest.count
        for author in authors where author.count > 2 { cut(author, from: &rest) }
        return rest.withUnsafeBufferPointer { text in
            guard letters(in: text) <= mostLetters, words(in: text) <= mostWords else { return nil }
            if text.count < length { return "byline" }
            let numbers = numbers(in: text)
            let isDate = dates.contains { numbers.contains($0.year) && numbers.contains($0.day) }
            return isDate ? "date" : nil
        }
    }

    /// Puts a space wherever a name stands.
    private static func cut(_ name: [UInt8], from line: inout [UInt8]) {
        var start = 0
        while start + name.count <= line.count {
            let range = start..<start + name.count
            if line[start] == name[0], line[range].elementsEqual(name) {
                line.replaceSubrange(range, with: CollectionOfOne(0x20))
            }
            start += 1
        }
    }

    /// Runs of letters.
    private static func words(in text: ByteText) -> Int {
        var count = 0
        var isInside = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(text, at: index)
            let isLetter =
                ScalarKind.isLetter(scalar) || isInside && ScalarKind.isMark(scalar)
            if isLetter, !isInside { count += 1 }
            isInside = isLetter
            index += length
        }
        return count
    }

    /// Runs of digits, as numbers.
    private static func numbers(in text: ByteText) -> [Int] {
        text.split { $0 &- 0x30 >= 10 }.compactMap { number(ByteText(rebasing: $0)) }
    }

    /// The number that digits are; nil for what is none, or too long.
    private static func number(_ digits: ByteText) -> Int? {
        guard !digits.isEmpty, digits.count < 10, digits.allSatisfy({ $0 &- 0x30 < 10 }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Year and day of an RFC 3339 date.
    private static func day(_ date: ByteText) -> (year: Int, day: Int)? {
        guard date.count >= 10, let year = number(date.part(0..<4)),
            let day = number(date.part(8..<10))
        else { return nil }
        return (year, day)
    }
}
