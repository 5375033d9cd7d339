/// Splits a byline into names.
enum NameSplitter {
    private static let longest = 320

    /// The names of a line that begins as a byline does and holds nothing but
    /// names; nil for any other line.
    ///
    static func byline(_ line: ByteText) -> [String]? {
        guard line.count > 2 else { return nil }
        if line[0] < 0x80, line[1] < 0x80, line[0] > 0x20, line[1] > 0x20,
            !BylineWords.lineOpeningFinder.mayBegin(line[0] | 0x20, line[1] | 0x20)
        {
            return nil
        }
        return line.withCollapsed(collapsedByline)
    }

    private static func collapsedByline(_ line: ByteText) -> [String]? {
        guard line.count > 2, line.count <= 160 else { return nil }
        let opening = LowerCase.lowered(line).withUnsafeBufferPointer(
            BylineWords.lineOpeningFinder.prefix
        )
        guard let opening else { return nil }
        var end = opening
        while end < line.count, !endsNames(line, end) { end += 1 }
        let rest = line.part(opening..<end)
        guard let first = rest.first else { return nil }
        let scalar = first < 0x80 ? UInt32(first) : decodeScalar(rest, at: 0).0
        guard !ScalarKind.isLowercase(scalar) else { return nil }
        var reader = NameReader()
        reader.read(rest)
        let names = reader.names
        guard !names.isEmpty, names.count <= 6, names.allSatisfy({ $0.withBytes(isCapitalised) })
        else { return nil }
        return names
    }

    /// Behind names in a line: a mark, a digit.
    private static func endsNames(_ line: ByteText, _ index: Int) -> Bool {
        switch line[index] {
        case UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case 0xC2: line.has("·", at: index)
        case 0xE2:
            line.has("•", at: index) || line.has("–", at: index) || line.has("—", at: index)
        default: false
        }
    }

    /// Whether each longer word of a name begins with a capital letter, in
    /// scripts that have them.
    private static func isCapitalised(_ name: ByteText) -> Bool {
        let words = name.split(separator: 0x20)
        guard words.count <= 5 else { return false }
        return words.allSatisfy { word in
            let word = ByteText(rebasing: word)
            let first = word[0] < 0x80 ? UInt32(word[0]) : decodeScalar(word, at: 0).0
            return !ScalarKind.isLowercase(first) || word.scalarCount <= 3
        }
    }

    /// The names in one text.
    static func names(in byline: String) -> [String] { names(in: NodeText(byline)) }

    /// The names in the parts of a byline, without openings, roles and dates.
    static func names(in text: NodeText) -> [String] {
        text.bytes.withUnsafeBufferPointer { bytes in
            var reader = NameReader()
            if isOneName(text, bytes) {
                reader.read(bytes)
                return reader.names
            }
            var total = 0
            for part in 0..<text.count {
                let range = text.range(part)
                total += range.count
                guard total <= longest else { break }
                reader.read(bytes.part(range))
            }
            return reader.names
        }
    }

    /// First and last name that stand in elements of their own are one name.
    private static func isOneName(_ text: NodeText, _ bytes: ByteText) -> Bool {
        guard text.count == 2 || text.count == 3, bytes.count <= longest else { return false }
        return (0..<text.count).allSatisfy { isWordOfName(bytes.part(text.range($0))) }
    }

    private static func isWordOfName(_ text: ByteText) -> Bool {
        guard text.scalarCount >= 2 else { return false }
        var index = 0
        while index < text.count {
            let byte = text[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(text, at: index)
            if index == 0, !ScalarKind.isUppercase(scalar) { return false }
            guard ScalarKind.isLetter(scalar) || byte == 0x2D || ScalarKind.isMark(scalar) else {
                return false
            }
            index += length
        }
        return !LowerCase.lowered(text).withUnsafeBufferPointer {
            BylineWords.uses(of: $0).contains(.opening)
        }
    }
}
