/// Makes the two lines that show where a fault is: the source line and a
/// caret below it.
enum Excerpt {
    /// Characters of a source line that are shown.
    private static let width = 100
    /// Characters kept before the caret in a longer line.
    private static let before = 40

    /// Longest line, in bytes, that is looked at. A file of one line could have
    /// a thousand faults, and each would walk through all of it.
    private static let lineLimit = 1 << 16

    /// The excerpt for `span`; empty for a span that is a whole file, and for
    /// a line that is no text for people.
    static func lines(for span: Span) -> [String] {
        guard let start = span.start else { return [] }
        let line = span.file.line(start.line)
        guard line.count <= lineLimit else { return [] }
        let scalars = Array(
            String(decoding: line, as: UTF8.self).unicodeScalars
        )
        let caret = min(start.column - 1, scalars.count)
        let first = scalars.count > width ? max(0, caret - before) : 0
        let last = min(scalars.count, first + width)
        var text = first > 0 ? "…" : ""
        var under = first > 0 ? " " : ""
        for (index, scalar) in scalars[first..<last].enumerated() {
            let isBefore = first + index < caret
            text.unicodeScalars.append(shown(scalar))
            if isBefore { under += scalar == "\t" ? "\t" : blank(columns(of: scalar)) }
        }
        if last < scalars.count { text += "…" }
        let length = underline(span, from: start, in: scalars[caret..<max(caret, last)])
        return [
            "  " + text, "  " + under + "^" + String(repeating: "~", count: max(0, length - 1)),
        ]
    }

    /// Columns that the marked characters take on the first line.
    private static func underline(
        _ span: Span,
        from start: Mark,
        in rest: ArraySlice<Unicode.Scalar>
    ) -> Int {
        guard let end = span.end, end.line == start.line else { return 1 }
        return rest.prefix(max(0, end.column - start.column)).reduce(0) { $0 + columns(of: $1) }
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar == "\t" || scalar.isPrintable ? scalar : "\u{FFFD}"
    }

    private static func blank(_ count: Int) -> String {
        String(repeating: " ", count: count)
    }

    /// Terminal columns of a character: two in the wide scripts of East Asia
    /// and for pictures, none for a combining mark.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
