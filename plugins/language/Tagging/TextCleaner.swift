// Blanks out of a text what says nothing of its language: control characters,
// URLs, e-mail addresses, handles, hash marks, numbers and code. One pass over
// the bytes; a token is what stands between spaces. Nothing moves, so places in
// the cleaned text are places in the text.

/// Cleans text for the detectors. Keeps its buffer from text to text.
public struct TextCleaner {
    /// The cleaned text of the last call, as long as the text was.
    public private(set) var output: [UInt8] = []
    /// Bytes of letters in tokens that were blanked as code.
    public private(set) var codeBytes = 0
    /// Bytes of tokens that were kept.
    public private(set) var keptBytes = 0

    /// Letters of the cleaned text by raw value of `ScriptGroup`.
    private(set) var letters = [Int](repeating: 0, count: Int(ScriptGroup.other.rawValue) + 1)

    /// Signs in tokens that code has many of and prose next to none.
    private(set) var signs = 0

    /// Whether the text may be code: in longer ones one token of a dozen has a
    /// digit, a bracket or the like.
    var mayBeCode: Bool {
        output.count < Self.shortText || doubtfulTokens * Self.proseTokens >= tokens
    }

    private var tokens = 0
    private var doubtfulTokens = 0

    private static let shortText = 360
    private static let proseTokens = 12
    private static let space: UInt8 = 0x20
    /// Longer runs of ASCII without a space are no words of any language.
    private static let longestWord = 45
    private static let mostSigns = 3

    /// Makes a cleaner.
    public init() {
        output.reserveCapacity(4096)
    }

    /// Cleans a text. The result is in `output`.
    ///
    /// Nearly all tokens are words of letters and common punctuation. One look
    /// at each byte's class finds those; only the others are judged.
    public mutating func clean(_ text: UnsafeBufferPointer<UInt8>) {
        output.removeAll(keepingCapacity: true)
        output.append(contentsOf: text)
        for group in letters.indices { letters[group] = 0 }
        var (kept, code, signs, latin) = (0, 0, 0, 0)
        var (tokens, doubtful) = (0, 0)
        var others: [Int] = []
        swap(&others, &letters)
        let classes = ByteClass.table
        output.withUnsafeMutableBufferPointer { output in
            var position = 0
            while position < text.count {
                var seen = classes[Int(text[position])]
                if seen & ByteClass.space != 0 {
                    output[position] = Self.space
                    position &+= 1
                    continue
                }
                if seen & ByteClass.letter != 0, position &+ LetterRun.width <= text.count {
                    let run = LetterRun(text, position)
                    if run.isWord {
                        tokens &+= 1
                        kept &+= run.count
                        latin &+= run.count
                        position &+= run.count &+ 1
                        continue
                    }
                }
                let start = position
                var ascii = Int(seen & ByteClass.letter)
                position &+= 1
                while position < text.count {
                    let found = classes[Int(text[position])]
                    if found & ByteClass.space != 0 { break }
                    seen |= found
                    ascii &+= Int(found & ByteClass.letter)
                    position &+= 1
                }
                tokens &+= 1
                doubtful &+= Int((seen & ByteClass.doubtful) / ByteClass.doubtful)
                if seen & ByteClass.doubtful != 0 || seen & (ByteClass.letter | ByteClass.high) == 0
                    || seen & ByteClass.high == 0 && position &- start > Self.longestWord
                    || position &- start > 4 && text[start] == UInt8(ascii: "w")
                        && text[start &+ 1] == UInt8(ascii: "w")
                {
                    let token = UnsafeBufferPointer(rebasing: text[start..<position])
                    let judgement = Self.judge(token, signs: &signs)
                    if judgement == .code { code &+= token.count }
                    if judgement != .word {
                        for place in start..<position { output[place] = Self.space }
                        continue
                    }
                }
                kept &+= position &- start
                latin &+= ascii
                if seen & ByteClass.high != 0 {
                    Self.countLetters(text, start..<position, in: &others)
                }
                if seen & ByteClass.unwelcome != 0 {
                    Self.blankUnwelcome(text, start..<position, in: output)
                }
            }
        }
        (codeBytes, keptBytes, self.signs) = (code, kept, signs)
        (self.tokens, doubtfulTokens) = (tokens, doubtful)
        swap(&others, &letters)
        letters[Int(ScriptGroup.latin.rawValue)] += latin
        letters[Int(ScriptGroup.none.rawValue)] = 0
    }

    /// Counts the letters of a token that are not ASCII.
    private static func countLetters(
        _ text: UnsafeBufferPointer<UInt8>,
        _ token: Range<Int>,
        in letters: inout [Int]
    ) {
        let table = ScalarTable.shared
        letters.withUnsafeMutableBufferPointer { letters in
            var position = token.lowerBound
            while position < token.upperBound {
                let (scalar, length) = decodeScalar(text, position)
                if scalar >= 0x80 { letters[Int(table.group(scalar))] &+= 1 }
                position &+= length
            }
        }
    }

    /// Blanks what libcld2 refuses a text for, a C1 control or a noncharacter
    /// anywhere. Control 0x92 is an apostrophe in practice, from windows-1252
    /// read as Latin-1.
    private static func blankUnwelcome(
        _ text: UnsafeBufferPointer<UInt8>,
        _ token: Range<Int>,
        in output: UnsafeMutableBufferPointer<UInt8>
    ) {
        var position = token.lowerBound
        while position < token.upperBound {
            let (scalar, length) = decodeScalar(text, position)
            let isApostrophe = scalar == 0x91 || scalar == 0x92
            let isUnwelcome =
                switch scalar {
                case 0x80...0x9F, 0xFEFF, 0xFDD0...0xFDEF: true
                default: scalar & 0xFFFE == 0xFFFE
                }
            if isUnwelcome {
                for place in position..<position + length { output[place] = space }
                if isApostrophe { output[position] = UInt8(ascii: "'") }
            }
            position += length
        }
    }

    private enum Judgement { case word, code, noise }

    /// Whether a token is a word, or tells nothing of the language around it.
    /// Adds its signs to `sum`.
    private static func judge(
        _ token: UnsafeBufferPointer<UInt8>,
        signs sum: inout Int
    ) -> Judgement {
        let first = token[0]
        if first == UInt8(ascii: "@") || first == UInt8(ascii: "#"), token.count > 1 {
            return .noise
        }
        var digits = 0
        var letters = 0
        var signs = 0
        // A line to write on is many signs in one token.
        defer { sum += min(signs, mostSigns) }
        var isASCII = true
        for (index, byte) in token.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A: letters += 1
            case 0x80...:
                letters += 1
                isASCII = false
            case UInt8(ascii: "@"): return .noise
            case UInt8(ascii: ":"):
                if token[index...].starts(with: authorityMark) { return .noise }
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "\\"), UInt8(ascii: "|"),
                UInt8(ascii: "$"), UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"):
                signs += 1
            default: break
            }
        }
        if letters == 0 { return signs > 0 ? .code : .noise }
        if token.starts(with: webPrefix) { return .noise }
        guard isASCII else { return .word }
        if token.count > longestWord || isCall(token) { return .code }
        // A semicolon or a bracket beside a word is punctuation, inside a word
        // or several of them are not.
        if signs > 1, signs * 3 > letters || digits > 0 { return .code }
        return digits * 2 > letters ? .noise : .word
    }

    /// "name(" with something behind it: prose has a space there, code none.
    private static func isCall(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let open = token.firstIndex(of: UInt8(ascii: "(")), open > 1 else { return false }
        return token[open...].count > 1 && isLetter(token[open - 1])
            && !token[..<open].contains(UInt8(ascii: "-"))
            && (token[open + 1] == UInt8(ascii: ")") || token.contains(UInt8(ascii: ".")))
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static let authorityMark = Array("://".utf8)
    private static let webPrefix = Array("www.".utf8)
}
