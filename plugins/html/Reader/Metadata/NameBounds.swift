/// Finds where in a part of a byline its name begins and ends.
struct NameBounds {
    private let bytes: ByteText
    private let lower: ByteText
    private var start = 0
    private var end: Int

    /// - Parameters:
    ///   - bytes: Words with one space between them.
    ///   - lower: The same in lower case, byte for byte.
    init(_ bytes: ByteText, lower: ByteText) {
        self.bytes = bytes
        self.lower = lower
        end = bytes.count
    }

    /// The name; nil if the part has none.
    mutating func read() -> String? {
        cutParentheses()
        for _ in 0..<3 where !cutOpening() { break }
        cutDate()
        cutTail()
        cutSuffixes()
        trim()
        guard isName() else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    // MARK: Cuts

    /// "(obe)", "(dpa)" behind a name are its author's mark.
    private mutating func cutParentheses() {
        guard end > 1 else { return }
        for index in 1..<end
        where bytes[index] == UInt8(ascii: "(")
            || bytes[index] == 0xEF && bytes.has("（", at: index)
        {
            end = index
            return
        }
    }

    /// Cuts one word like "by"; false if there is none.
    private mutating func cutOpening() -> Bool {
        guard end - start > 1 else { return false }
        let text = lower.part(start..<end)
        guard let length = BylineWords.openingFinder.prefix(of: text, where: isOpening) else {
            return false
        }
        start += length
        skipMarks()
        return true
    }

    /// Behind an opening: spaces, colons and the like.
    private mutating func skipMarks() { start = behindMarks(start) }

    private func behindMarks(_ place: Int) -> Int {
        var place = place
        while place < end {
            switch bytes[place] {
            case 0x20, UInt8(ascii: ":"), UInt8(ascii: "."): place += 1
            case 0xE3 where bytes.has("・", at: place): place += 3
            case 0xEF where bytes.has("：", at: place) || bytes.has("＝", at: place): place += 3
            default: return place
            }
        }
        return place
    }

    /// Whether the first bytes, which are a word of openings, stand for
    /// themselves here.
    private func isOpening(_ length: Int) -> Bool {
        let next = start + length
        if next < end, endsInCasedLetter(next) {
            let scalar = scalar(at: next)
            let isInside =
                ScalarKind.isLetter(scalar) || ScalarKind.isNumber(scalar) || scalar == 0x27
                || scalar == 0x2D || scalar == 0x2E
            if isInside { return false }
        }
        // "Di Maio", "Af Klint": a capital particle before one word.
        let opening = lower.part(start..<next)
        if opening.scalarCount == 2, !opening.isEqual("by"),
            ScalarKind.isUppercase(scalar(at: start)),
            !bytes[behindMarks(next)..<end].contains(0x20)
        {
            return false
        }
        return true
    }

    private func endsInCasedLetter(_ index: Int) -> Bool {
        var last = index - 1
        while last > start, lower[last] & 0xC0 == 0x80 { last -= 1 }
        let scalar = decodedScalar(lower, last)
        if scalar < 0x80 { return ScalarKind.isLetter(scalar) }
        return Unicode.Scalar(scalar)?.properties.isCased ?? false
    }

    /// What stands before a date: "Jane Roe on May 5" and "Jane Roe 12.05.".
    private mutating func cutDate() {
        guard bytes[start..<end].contains(where: { $0 >= 0x80 || $0 >= 0x30 && $0 <= 0x39 }) else {
            return
        }
        // A number inside one word is a user's name or no name at all.
        guard let number = words().first(where: { hasNumber($0) }), number.lowerBound > start
        else { return }
        var cut = number.lowerBound
        for word in words().filter({ $0.upperBound <= number.lowerBound }).reversed() {
            let letters = lower[word].filter { $0 != 0x2E && $0 != 0x2C && $0 != 0x3A }
            let count = letters.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
            let isSmall = count <= 4 && ScalarKind.isLowercase(scalar(at: word.lowerBound))
            let isMonth = letters.withUnsafeBufferPointer {
                BylineWords.uses(of: $0).contains(.month)
            }
            guard isMonth || isSmall || count == 0 else { break }
            cut = word.lowerBound
        }
        cutAt(cut)
    }

    /// "Jane Roe in Berlin", "Jane Roe on".
    private mutating func cutTail() {
        let words = words()
        for (index, word) in words.enumerated() {
            let text = lower.part(word)
            // "le" and the like are parts of names except at the end.
            let isCut =
                BylineWords.uses(of: text).contains(.cut)
                && (ScalarKind.isLowercase(scalar(at: word.lowerBound)) || text.scalarCount > 5)
            let isEnd =
                index > 0 && index + 1 == words.count
                && (bytes.part(word).isEqual("le") || bytes.part(word).isEqual("du"))
            if isCut || isEnd { return cutAt(word.lowerBound) }
        }
    }

    /// Ends before a word and the space before it.
    private mutating func cutAt(_ place: Int) {
        end = place
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    }

    /// Offices behind names in scripts without word spaces.
    private mutating func cutSuffixes() {
        guard end > start, bytes[end - 1] >= 0x80 else { return }
        for suffix in BylineWords.suffixes {
            let length = suffix.utf8CodeUnitCount
            // At least two characters are left.
            guard end - start > length,
                bytes.part(start..<end).has(suffix, at: end - start - length),
                bytes.part(start..<end - length).scalarCount > 1
            else { continue }
            end -= length
        }
    }

    private mutating func trim() {
        while start < end, let length = edgeLength(start) { start += length }
        while end > start {
            var last = end - 1
            while last > start, bytes[last] & 0xC0 == 0x80 { last -= 1 }
            guard edgeLength(last) != nil else { break }
            end = last
        }
    }

    /// The bytes of a mark here that may stand around names.
    private func edgeLength(_ index: Int) -> Int? {
        switch bytes[index] {
        case 0x20, UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "\""),
            UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "="):
            1
        case 0xE2:
            bytes.has("“", at: index) || bytes.has("”", at: index) || bytes.has("…", at: index)
                || bytes.has("■", at: index) ? 3 : nil
        default: nil
        }
    }

    // MARK: Questions

    /// Whether what is left can be the name of a person or an office.
    private func isName() -> Bool {
        let text = lower.part(start..<end)
        let count = text.scalarCount
        guard count >= 2, count <= 70, !hasForeignSign(text) else { return false }
        var hasLetter = false
        var numbers = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(text, at: index)
            if !hasLetter { hasLetter = ScalarKind.isLetter(scalar) }
            if ScalarKind.isNumber(scalar) { numbers += 1 }
            index += length
        }
        guard hasLetter, numbers <= 2 else { return false }
        let uses = BylineWords.uses(of: text)
        guard uses.isDisjoint(with: [.nobody, .opening, .openingWithColon]) else { return false }
        let words = words()
        if words.count > 7 || words.count == 1 && uses.contains(.month) { return false }
        return !words.contains { BylineWords.uses(of: lower.part($0)).contains(.role) }
    }

    /// Signs of addresses, references and code.
    private func hasForeignSign(_ text: ByteText) -> Bool {
        text.indices.contains { index in
            switch text[index] {
            case UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "{"), UInt8(ascii: "?"),
                UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
                true
            case UInt8(ascii: ":"): text.has("://", at: index)
            default: false
            }
        }
    }

    private func hasNumber(_ word: Range<Int>) -> Bool {
        var index = word.lowerBound
        while index < word.upperBound {
            let byte = bytes[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(bytes, at: index)
            if ScalarKind.isNumber(scalar) { return true }
            index += length
        }
        return false
    }

    /// The words that are left.
    private func words() -> [Range<Int>] {
        var words: [Range<Int>] = []
        var begin = start
        for index in start...end where index == end || bytes[index] == 0x20 {
            if index > begin { words.append(begin..<index) }
            begin = index + 1
        }
        return words
    }

    private func scalar(at index: Int) -> UInt32 { decodedScalar(bytes, index) }

    @inline(__always)
    private func decodedScalar(_ text: ByteText, _ index: Int) -> UInt32 {
        text[index] < 0x80 ? UInt32(text[index]) : decodeScalar(text, at: index).0
    }
}
