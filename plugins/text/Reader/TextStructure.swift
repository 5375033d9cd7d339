// From lines to blocks. The text is taken apart into groups of lines between
// blank ones; inside a group, lines are joined where the first one was full,
// or where the second one clearly goes on with it.

/// Finds the blocks of normalised text.
public struct TextStructure {
    private let text: UnsafeBufferPointer<UInt8>
    private let lines: [TextLine]
    private let marks: LineMarks
    private let wrap: WrapWidth?
    private var joiner: LineJoiner
    private var blocks: [TextBlock] = []
    private var itemIndents: [Int] = []
    private var index = 0

    /// Returns the blocks of a text in order.
    public static func blocks(of text: UnsafeBufferPointer<UInt8>) -> [TextBlock] {
        var structure = TextStructure(text)
        structure.run()
        return structure.blocks
    }

    private init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        lines = LineScanner.lines(of: text)
        marks = LineMarks(text: text)
        wrap = WrapWidth(lines: lines, text: text)
        joiner = LineJoiner(text: text)
    }

    private mutating func run() {
        while index < lines.count {
            let line = lines[index]
            if line.isBlank {
                index += 1
                continue
            }
            switch marks.mark(of: line) {
            case .fence: takeCode()
            case .rule: takeRule(line)
            case .hashHeading(let level, let length): takeHashHeading(line, level, length)
            case .quote: takeQuote()
            case .item(let numbered, let length): takeItem(line, numbered, length)
            case .none: takeText(line)
            }
        }
    }

    // MARK: The kinds of blocks

    private mutating func takeCode() {
        let start = index
        var content: [UInt8] = []
        index += 1
        while index < lines.count, marks.mark(of: lines[index]) != .fence {
            let line = lines[index]
            if index > start + 1 { content.append(0x0A) }
            content.append(contentsOf: [UInt8](repeating: 0x20, count: min(line.indent, 64)))
            content.append(contentsOf: text[line.range])
            index += 1
        }
        index += 1
        if !content.isEmpty { add(.code, content, at: lines[start]) }
    }

    private mutating func takeRule(_ line: TextLine) {
        add(.separator, Array(text[line.range]), at: line)
        index += 1
    }

    private mutating func takeHashHeading(_ line: TextLine, _ level: Int, _ length: Int) {
        var end = line.end
        while end > line.start + length, text[end - 1] == UInt8(ascii: "#") { end -= 1 }
        var content: [UInt8] = []
        joiner.append(trimmed(line.start + length, end), to: &content)
        add(.heading(level: level), content, at: line)
        index += 1
    }

    private mutating func takeQuote() {
        let first = lines[index]
        var content: [UInt8] = []
        while index < lines.count, case .quote(_, let length) = marks.mark(of: lines[index]) {
            let range = trimmed(lines[index].start + length, lines[index].end)
            index += 1
            if range.isEmpty { break }
            joiner.append(range, to: &content)
        }
        if !content.isEmpty { add(.quote, content, at: first) }
    }

    private mutating func takeItem(_ line: TextLine, _ numbered: Bool, _ length: Int) {
        while let last = itemIndents.last, last >= line.indent { itemIndents.removeLast() }
        itemIndents.append(line.indent)
        let level = min(itemIndents.count, 9)
        var content: [UInt8] = []
        joiner.append(trimmed(line.start + length, line.end), to: &content)
        index += 1
        while index < lines.count, isContinuation(lines[index], of: lines[index - 1], item: line) {
            joiner.append(lines[index].range, to: &content)
            index += 1
        }
        if !content.isEmpty {
            add(.listItem(level: level, numbered: numbered), content, at: line)
        }
    }

    /// Whether a line goes on with a list item: it is not marked itself, and
    /// is indented behind the mark, or follows a full line.
    private func isContinuation(
        _ line: TextLine,
        of previous: TextLine,
        item: TextLine
    ) -> Bool {
        guard !line.isBlank, marks.mark(of: line) == .none else { return false }
        if line.indent > item.indent { return true }
        return wrap?.isFull(previous, before: line, text: text) ?? false
    }

    private mutating func takeText(_ line: TextLine) {
        itemIndents.removeAll()
        if let level = underlineLevel(below: index) {
            var content: [UInt8] = []
            joiner.append(line.range, to: &content)
            add(.heading(level: level), content, at: line)
            index += 2
        } else if let end = tableEnd(from: index) {
            takeTable(until: end)
        } else if isStandaloneHeading(index) {
            var content: [UInt8] = []
            joiner.append(line.range, to: &content)
            add(.heading(level: blocks.isEmpty ? 1 : 2), content, at: line)
            index += 1
        } else {
            takeParagraph(line)
        }
    }

    private mutating func takeParagraph(_ first: TextLine) {
        if lines.count == 1 || first.columns > 2000 {
            takeLongLine(first)
            return
        }
        var content: [UInt8] = []
        joiner.append(first.range, to: &content)
        index += 1
        while index < lines.count, goesOn(lines[index - 1], lines[index], index - 1) {
            joiner.append(lines[index].range, to: &content)
            index += 1
        }
        add(.paragraph, content, at: first)
    }

    /// Text whose line breaks were lost: some leave runs of spaces behind.
    private mutating func takeLongLine(_ line: TextLine) {
        index += 1
        var start = line.start
        var position = line.start
        while position < line.end {
            let run = text[position..<line.end].prefix(while: LineScanner.isSpace).count
            if run >= 3 {
                addPart(start..<position)
                start = position + run
            }
            position += max(run, 1)
        }
        addPart(start..<line.end)
    }

    private mutating func addPart(_ range: Range<Int>) {
        var content: [UInt8] = []
        joiner.append(range, to: &content)
        guard !content.isEmpty else { return }
        blocks.append(TextBlock(kind: .paragraph, text: content, offset: range.lowerBound))
    }

    private mutating func takeTable(until end: Int) {
        let first = lines[index]
        var content: [UInt8] = []
        while index < end {
            if !content.isEmpty { content.append(0x0A) }
            content.append(contentsOf: text[lines[index].range])
            index += 1
        }
        add(.table, content, at: first)
    }

    private mutating func add(_ kind: TextBlock.Kind, _ content: [UInt8], at line: TextLine) {
        var block = TextBlock(kind: kind, text: content, offset: line.start)
        block.followsDirectly = line.start > 1 && !blocks.isEmpty && isDirectlyBehind(line)
        blocks.append(block)
    }

    /// Whether only one line feed and indentation stand before a line.
    private func isDirectlyBehind(_ line: TextLine) -> Bool {
        var position = line.start - 1
        while position >= 0, LineScanner.isSpace(text[position]) { position -= 1 }
        guard position >= 0, text[position] == 0x0A else { return false }
        position -= 1
        while position >= 0, LineScanner.isSpace(text[position]) { position -= 1 }
        return position >= 0 && text[position] != 0x0A
    }

    // MARK: Decisions

    /// Whether `line` goes on with the paragraph that `previous` is in.
    private func goesOn(_ previous: TextLine, _ line: TextLine, _ index: Int) -> Bool {
        guard !line.isBlank, marks.mark(of: line) == .none else { return false }
        if underlineLevel(below: index + 1) != nil { return false }
        // A first line set in begins a paragraph, unless all of it is set in.
        if line.indent > previous.indent, line.indent - previous.indent < 16 {
            let isHanging = index > 0 && !lines[index - 1].isBlank
            if isHanging || !startsLowercase(line) { return startsLowercase(line) }
        }
        if let wrap, wrap.isFull(previous, before: line, text: text) { return true }
        return startsLowercase(line) && !previous.endsSentence(in: text)
            && previous.columns < 200
    }

    /// The level that a line of equals signs or dashes below gives.
    private func underlineLevel(below index: Int) -> Int? {
        guard index + 1 < lines.count, !lines[index].isBlank,
            case .rule(let mark) = marks.mark(of: lines[index + 1]),
            mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-"),
            lines[index].columns <= 100,
            index == 0 || lines[index - 1].isBlank || isRule(lines[index - 1]),
            lines[index + 1].columns * 2 >= lines[index].columns
        else { return nil }
        return mark == UInt8(ascii: "=") ? 1 : 2
    }

    private func isRule(_ line: TextLine) -> Bool {
        if case .rule = marks.mark(of: line) { true } else { false }
    }

    /// A short line by itself, without the punctuation of a sentence, in front
    /// of longer text.
    private func isStandaloneHeading(_ index: Int) -> Bool {
        let line = lines[index]
        guard line.columns <= 80, !line.endsSentence(in: text), startsLikeHeading(line),
            index == 0 || lines[index - 1].isBlank || isRule(lines[index - 1]),
            index + 1 < lines.count, lines[index + 1].isBlank
        else { return false }
        guard let next = lines[(index + 1)...].first(where: { !$0.isBlank }) else { return false }
        return next.columns > line.columns || next.columns > 40
    }

    private func startsLikeHeading(_ line: TextLine) -> Bool {
        let first = text[line.start]
        return (0x41...0x5A).contains(first) || (0x30...0x39).contains(first) || first >= 0xC0
    }

    private func startsLowercase(_ line: TextLine) -> Bool {
        let (value, _) = TextNormalizer.decode(text, line.start)
        return Unicode.Scalar(value)?.properties.isLowercase ?? false
    }

    /// The end of a run of lines with the same number of tabs inside.
    private func tableEnd(from index: Int) -> Int? {
        let tabs = tabCount(lines[index])
        guard tabs > 0 else { return nil }
        var end = index + 1
        while end < lines.count, !lines[end].isBlank, tabCount(lines[end]) == tabs { end += 1 }
        return end - index >= 2 ? end : nil
    }

    private func tabCount(_ line: TextLine) -> Int {
        text[line.range].reduce(0) { $1 == 0x09 ? $0 + 1 : $0 }
    }

    private func trimmed(_ from: Int, _ to: Int) -> Range<Int> {
        var start = from
        while start < to, LineScanner.isSpace(text[start]) { start += 1 }
        var end = to
        while end > start, LineScanner.isSpace(text[end - 1]) { end -= 1 }
        return start..<end
    }
}
