/// Reads the names in the texts of a byline, one text after the other.
///
/// The words are kept with one space between them, once as they are and once
/// in lower case at the same places; what follows moves the two ends of a name
/// inward and copies nothing.
struct NameReader {
    private(set) var names: [String] = []
    /// The words between two marks.
    private var bytes: [UInt8] = []
    private var words: [Range<Int>] = []

    /// Adds the names of one text.
    mutating func read(_ text: ByteText) {
        bytes.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(text.count)
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(text, at: index)
            let isMark = Self.isMark(scalar)
            if isMark || ScalarKind.isSpace(scalar) {
                endWord(&start)
                if isMark {
                    takePiece()
                    start = 0
                }
            } else {
                for offset in 0..<length { bytes.append(text[index + offset]) }
            }
            index += length
        }
        endWord(&start)
        takePiece()
    }

    private mutating func endWord(_ start: inout Int) {
        guard bytes.count > start else { return }
        words.append(start..<bytes.count)
        bytes.append(0x20)
        start = bytes.count
    }

    private static func isMark(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case ",", ";", "|", "/", "·", "•", "、", "，", "／", "–", "—", "\n", "»", "›", "｜", "：",
            "[", "]":
            true
        default: false
        }
    }

    /// Parts the words at conjunctions into names.
    private mutating func takePiece() {
        defer {
            bytes.removeAll(keepingCapacity: true)
            words.removeAll(keepingCapacity: true)
        }
        guard !words.isEmpty else { return }
        let found = bytes.withUnsafeBufferPointer { bytes in
            LowerCase.lowered(bytes).withUnsafeBufferPointer { names(in: bytes, lower: $0) }
        }
        names += found
    }

    private func names(in bytes: ByteText, lower: ByteText) -> [String] {
        var found: [String] = []
        var first = 0
        for index in 0...words.count {
            guard index == words.count || isConjunction(index, bytes, lower) else { continue }
            if index > first {
                let range = words[first].lowerBound..<words[index - 1].upperBound
                var name = NameBounds(bytes.part(range), lower: lower.part(range))
                if let name = name.read() { found.append(name) }
            }
            first = index + 1
        }
        return found
    }

    /// Whether a word parts two names.
    private func isConjunction(_ index: Int, _ bytes: ByteText, _ lower: ByteText) -> Bool {
        let word = bytes.part(words[index])
        if word.count == 1, word[0] == UInt8(ascii: "-") || word[0] == UInt8(ascii: "@") {
            return true
        }
        guard index > 0, index + 1 < words.count else {
            return word.isEqual("and") || word.isEqual("und") || word.isEqual("&")
                || word.isEqual("et")
        }
        guard BylineWords.uses(of: lower.part(words[index])).contains(.conjunction) else {
            return false
        }
        // "Juan y Medio", "Ramón e Cajal": a single capital is an initial.
        let first = word[0] < 0x80 ? UInt32(word[0]) : decodeScalar(word, at: 0).0
        return !(word.scalarCount == 1 && ScalarKind.isUppercase(first))
    }
}
