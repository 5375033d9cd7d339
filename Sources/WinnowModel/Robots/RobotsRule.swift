/// One `Allow` or `Disallow`.
struct RobotsRule: Sendable {
    var isAllow: Bool
    /// Percent-encoded; `*` stands for any bytes, a final `$` for the end.
    var pattern: [UInt8]
    /// As written.
    var text: String
    var line: Int

    /// Whether the pattern matches a beginning of the path.
    ///
    /// Each literal between stars is found at its leftmost place: if a match
    /// exists at all, one with the leftmost places does. So no backtracking is
    /// needed, and the time grows with the sum of both lengths.
    func matches(_ path: [UInt8]) -> Bool {
        if pattern.last != 0x24, !pattern.contains(0x2A) { return path.starts(with: pattern) }
        var literals = pattern.split(separator: 0x2A, omittingEmptySubsequences: false)
        let isAnchored = literals.last?.last == 0x24
        if isAnchored { literals[literals.count - 1].removeLast() }
        guard let first = literals.first, path.starts(with: first) else { return false }
        var position = first.count
        if literals.count == 1 { return !isAnchored || position == path.count }
        for literal in literals[1..<(literals.count - 1)] {
            guard let found = firstIndex(of: literal, in: path, from: position) else {
                return false
            }
            position = found + literal.count
        }
        let last = literals[literals.count - 1]
        if isAnchored {
            return path.count - position >= last.count
                && path.suffix(last.count).elementsEqual(last)
        }
        return firstIndex(of: last, in: path, from: position) != nil
    }

    /// Knuth, Morris and Pratt's search: a file of patterns that almost match
    /// must not cost the product of the lengths.
    private func firstIndex(
        of literal: ArraySlice<UInt8>,
        in path: [UInt8],
        from start: Int
    ) -> Int? {
        let literal = Array(literal)
        guard !literal.isEmpty else { return start }
        let borders = borderLengths(of: literal)
        var matched = 0
        for index in path.indices.dropFirst(start) {
            while matched > 0, path[index] != literal[matched] { matched = borders[matched - 1] }
            if path[index] == literal[matched] { matched += 1 }
            if matched == literal.count { return index + 1 - matched }
        }
        return nil
    }

    /// For each prefix, the length of its longest proper prefix that is a suffix.
    private func borderLengths(of literal: [UInt8]) -> [Int] {
        var borders = [Int](repeating: 0, count: literal.count)
        var length = 0
        for index in literal.indices.dropFirst() {
            while length > 0, literal[index] != literal[length] { length = borders[length - 1] }
            if literal[index] == literal[length] { length += 1 }
            borders[index] = length
        }
        return borders
    }
}

/// The path, parameters and query of a URL, from the first slash after the
/// authority, without the fragment; percent-encoded as the patterns are.
func robotsPath(of url: [UInt8]) -> [UInt8] {
    let isPathStart: (UInt8) -> Bool = { $0 == 0x2F || $0 == 0x3F || $0 == 0x3B }
    let hash = url.firstIndex(of: 0x23) ?? url.endIndex
    let text = url[..<hash]
    var start = text.starts(with: "//".utf8) ? 2 : 0
    let early = text[start...].firstIndex(where: isPathStart) ?? text.endIndex
    // `scheme://` before anything that could start a path.
    if early > 0, early + 1 < text.count, text[early - 1] == 0x3A, text[early] == 0x2F,
        text[early + 1] == 0x2F
    {
        start = early + 2
    }
    guard let pathStart = text[start...].firstIndex(where: isPathStart) else { return [0x2F] }
    let path = robotsEscaped(text[pathStart...])
    return path.first == 0x2F ? path : [0x2F] + path
}

/// The bytes with hexadecimal digits after `%` in upper case, and percent-encoded
/// what no URL holds raw: bytes beyond ASCII, space, quotation marks and brackets.
func robotsEscaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let byte = bytes[index]
        if byte != 0x3F, byte != 0x23, PercentEncodeSet.path.contains(byte) {
            escaped.append(percentEncoded: byte)
        } else if byte == 0x25, bytes.endIndex - index > 2,
            let high = hexDigitValue(bytes[index + 1]), let low = hexDigitValue(bytes[index + 2])
        {
            escaped.append(percentEncoded: high << 4 | low)
            index += 2
        } else {
            escaped.append(byte)
        }
        index += 1
    }
    return escaped
}

/// What an agent calls itself, in lower case, without version and comment.
func robotsProductName(_ agent: String) -> [UInt8] {
    agent.utf8.prefix { $0 != 0x2F && $0 != 0x20 }.map(asciiLowercased)
}

/// The letters, `-` and `_` that a product token starts with, in lower case.
func robotsAgentToken(_ agent: ArraySlice<UInt8>) -> [UInt8] {
    agent.prefix { isASCIILetter($0) || $0 == 0x2D || $0 == 0x5F }.map(asciiLowercased)
}
