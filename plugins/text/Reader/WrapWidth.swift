// Whether the lines of a text were broken at a fixed width, and at which one.
//
// Who wraps text puts a word on the next line only when it no longer fits. So
// for two lines of one paragraph, the first line and the first word of the
// second together are wider than the margin. The margin is taken from the
// lines themselves: the width that all but a few of them keep. A margin falls
// anywhere in a sentence; where most lines end one, the author broke them.

struct WrapWidth {
    /// Columns of the margin.
    let columns: Int

    /// Margins that people and programs use; wider ones are no margins.
    private static let plausible = 30...140

    /// Nil where lines end where their authors ended them.
    init?(lines: [TextLine], text: UnsafeBufferPointer<UInt8>) {
        // A URL sticks out of any margin.
        let widths = lines.lazy.filter { !$0.isBlank && !$0.isUnbreakable(in: text) }
            .map { $0.indent + $0.columns }.sorted()
        guard widths.count >= 3 else { return nil }
        // One line in fifty may do so too, as a table does.
        let margin = widths[widths.count - 1 - widths.count / 50]
        guard Self.plausible.contains(margin) else { return nil }
        var pairs = 0
        var full = 0
        var ended = 0
        for (line, next) in zip(lines, lines.dropFirst()) where !line.isBlank && !next.isBlank {
            pairs += 1
            guard Self.isFull(line, before: next, margin: margin, text: text) else { continue }
            full += 1
            if line.endsSentence(in: text) { ended += 1 }
        }
        guard pairs > 0, full * 2 > pairs, ended * 2 <= full else { return nil }
        columns = margin
    }

    /// Whether `line` ends because `next` would not have fitted.
    func isFull(_ line: TextLine, before next: TextLine, text: UnsafeBufferPointer<UInt8>) -> Bool {
        Self.isFull(line, before: next, margin: columns, text: text)
    }

    private static func isFull(
        _ line: TextLine,
        before next: TextLine,
        margin: Int,
        text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        // Hands wrap less exactly than programs: an eighth of the line is
        // granted.
        let word = firstWordColumns(of: next, text: text)
        return line.indent + line.columns + 1 + word > margin - margin / 8
    }

    private static func firstWordColumns(
        of line: TextLine,
        text: UnsafeBufferPointer<UInt8>
    ) -> Int {
        // Kana and Han break between any two characters, but for a mark.
        let isWide = (0xE3...0xE9).contains(text[line.start]) || text[line.start] == 0xEF
        if isWide { return 4 }
        var end = line.start
        while end < line.end, !LineScanner.isSpace(text[end]) { end += 1 }
        return min(LineScanner.columns(text, line.start, end), 24)
    }
}
