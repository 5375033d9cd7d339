/// The text of one configuration file with its line starts, shared by all
/// spans into it.
final class SourceFile: Sendable {
    /// Path as it was given; diagnostics print it.
    let path: String
    let bytes: [UInt8]
    /// Offset of each line's first byte.
    private let lineStarts: [Int]

    /// Takes the text of a file, whatever it holds.
    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        lineStarts = Self.lineStarts(in: bytes)
    }

    /// Bytes of the line `number`, counted from 1, without its line break.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number <= lineStarts.count else { return [] }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        while end > start, let length = Self.breakLength(endingAt: end, in: bytes) { end -= length }
        return bytes[max(start, 0)..<max(start, end)]
    }

    /// The number of the `count`th line that begins with `byte`, nil if there
    /// are fewer.
    func line(number count: Int, beginningWith byte: UInt8) -> Int? {
        var found = 0
        for (index, start) in lineStarts.enumerated()
        where start < bytes.count && bytes[start] == byte {
            found += 1
            if found == count { return index + 1 }
        }
        return nil
    }

    /// Whether nothing stands at `mark` and after it.
    func isEnd(_ mark: Mark) -> Bool {
        mark.line > lineStarts.count
            || mark.line == lineStarts.count && line(mark.line).count < mark.column
    }

    /// The position of the byte at `offset`.
    func mark(atByte offset: Int) -> Mark {
        // The last line that starts at or before the offset, by bisection.
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[lineStarts[low]..<min(offset, bytes.count)]
        // Continuation bytes do not begin a character.
        return Mark(line: low + 1, column: before.count { $0 & 0xC0 != 0x80 } + 1)
    }

    /// Lines end where libyaml (YAML 1.1) ends them, so that its line numbers
    /// fit: LF, CR, CR LF, NEL, LS and PS.
    private static func lineStarts(in bytes: [UInt8]) -> [Int] {
        var starts = [0]
        var index = 0
        while index < bytes.count {
            let length = breakLength(startingAt: index, in: bytes)
            index += length ?? 1
            if length != nil { starts.append(index) }
        }
        return starts
    }

    private static func breakLength(startingAt index: Int, in bytes: [UInt8]) -> Int? {
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
        case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0x85 ? 2 : nil
        case 0xE2:
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return nil }
            return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : nil
        default: return nil
        }
    }

    private static func breakLength(endingAt end: Int, in bytes: [UInt8]) -> Int? {
        for length in 1...3 where end >= length {
            if breakLength(startingAt: end - length, in: bytes) == length { return length }
        }
        return nil
    }
}

/// A place in a file, both counted from 1, columns in Unicode scalars.
struct Mark: Sendable, Equatable {
    var line: Int
    var column: Int
}

/// A stretch of a file, or the whole file where `start` is nil.
struct Span: Sendable {
    let file: SourceFile
    let start: Mark?
    let end: Mark?

    /// Makes the span from `start` up to `end`.
    init(file: SourceFile, start: Mark, end: Mark) {
        self.file = file
        self.start = start
        self.end = end
    }

    /// Makes the span that stands for the whole file.
    init(wholeFile file: SourceFile) {
        self.file = file
        start = nil
        end = nil
    }
}

/// A checked value with the place it came from.
struct Marked<Value: Sendable>: Sendable {
    var value: Value
    var span: Span
}
