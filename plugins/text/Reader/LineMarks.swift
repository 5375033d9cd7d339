/// What the first characters of a line say of it.
enum LineMark: Equatable {
    case none
    /// A list item; `length` bytes of mark and space stand before its text.
    case item(numbered: Bool, length: Int)
    /// A heading written with hash marks.
    case hashHeading(level: Int, length: Int)
    /// A quoted line of e-mail or Markdown.
    case quote(depth: Int, length: Int)
    /// A line of dashes, stars, equals signs or underlines.
    case rule(UInt8)
    /// Begins or ends a block of code.
    case fence
}

/// Recognises the marks of plain text and Markdown.
struct LineMarks {
    private static let bullets: [[UInt8]] = [
        "-", "*", "+", "•", "·", "‣", "◦", "▪", "●", "○", "■", "□", "–", "—", "➢", "►", "»",
    ].map { Array($0.utf8) }

    let text: UnsafeBufferPointer<UInt8>

    /// The mark of a line.
    func mark(of line: TextLine) -> LineMark {
        guard !line.isBlank else { return .none }
        if let rule = rule(line) { return .rule(rule) }
        switch text[line.start] {
        case UInt8(ascii: "`"), UInt8(ascii: "~"): if isFence(line) { return .fence }
        case UInt8(ascii: "#"): return hashHeading(line)
        case UInt8(ascii: ">"): return quote(line)
        case 0x30...0x39, UInt8(ascii: "("): return number(line)
        default: break
        }
        return bullet(line)
    }

    private func rule(_ line: TextLine) -> UInt8? {
        let first = text[line.start]
        guard "-*=_~#+".utf8.contains(first), line.end - line.start >= 3 else { return nil }
        var marks = 0
        for byte in text[line.range] {
            if byte == first { marks += 1 } else if !LineScanner.isSpace(byte) { return nil }
        }
        return marks >= 3 ? first : nil
    }

    private func isFence(_ line: TextLine) -> Bool {
        text[line.range].prefix(3).allSatisfy { $0 == text[line.start] }
            && line.end - line.start >= 3
    }

    private func hashHeading(_ line: TextLine) -> LineMark {
        let level = text[line.range].prefix { $0 == UInt8(ascii: "#") }.count
        let next = line.start + level
        guard level <= 6, next < line.end, LineScanner.isSpace(text[next]) else { return .none }
        return .hashHeading(level: level, length: level + 1)
    }

    private func quote(_ line: TextLine) -> LineMark {
        var depth = 0
        var position = line.start
        while position < line.end, text[position] == UInt8(ascii: ">") || text[position] == 0x20 {
            if text[position] == UInt8(ascii: ">") { depth += 1 }
            position += 1
        }
        return .quote(depth: depth, length: position - line.start)
    }

    /// "1.", "12)", "(3)", followed by a space.
    private func number(_ line: TextLine) -> LineMark {
        var position = line.start
        let isBracketed = text[position] == UInt8(ascii: "(")
        if isBracketed { position += 1 }
        let digits = text[position..<line.end].prefix { (0x30...0x39).contains($0) }.count
        position += digits
        guard (1...3).contains(digits), position < line.end else { return .none }
        let close = text[position]
        guard close == UInt8(ascii: ")") || (!isBracketed && close == UInt8(ascii: ".")),
            position + 1 < line.end, LineScanner.isSpace(text[position + 1]),
            !isMonthAndYear(position + 2, line)
        else { return .none }
        return .item(numbered: true, length: position + 2 - line.start)
    }

    /// Whether "září 2025", "okt. 2025" or "10. 2025" follows: half of Europe
    /// writes "1. září 2025".
    private func isMonthAndYear(_ start: Int, _ line: TextLine) -> Bool {
        let rest = text[start..<line.end]
        let name = rest.prefix { $0 >= 0x41 }
        let number = rest.prefix { (0x30...0x39).contains($0) }
        guard (3...24).contains(name.count) || (1...2).contains(number.count) else { return false }
        var behind = text[max(name.endIndex, number.endIndex)..<line.end]
        let stop = behind.first == UInt8(ascii: ".")
        if stop { behind = behind.dropFirst() }
        guard stop || number.isEmpty else { return false }
        let year = behind.drop { LineScanner.isSpace($0) }.prefix(5)
        guard year.starts(with: "19".utf8) || year.starts(with: "20".utf8) else { return false }
        let digits = year.prefix { (0x30...0x39).contains($0) }
        return digits.count == 4
    }

    private func bullet(_ line: TextLine) -> LineMark {
        for bullet in Self.bullets where text[line.range].starts(with: bullet) {
            let next = line.start + bullet.count
            guard next < line.end, LineScanner.isSpace(text[next]) else { continue }
            return .item(numbered: false, length: bullet.count + 1)
        }
        return .none
    }
}
