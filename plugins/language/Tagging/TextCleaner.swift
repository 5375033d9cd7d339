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

    /// Signs in tokens that code has many of and prose next to none.
    private(set) var signs = 0

    private static let space: UInt8 = 0x20
    /// Longer runs of ASCII without a space are no words of any language.
    private static let longestWord = 45
    private static let mostSigns = 3

    /// Makes a cleaner.
    public init() {
        output.reserveCapacity(4096)
    }

    /// Cleans a text. The result is in `output`.
    public mutating func clean(_ text: UnsafeBufferPointer<UInt8>) {
        output.removeAll(keepingCapacity: true)
        codeBytes = 0
        keptBytes = 0
        signs = 0
        var position = 0
        while position < text.count {
            if isSpace(text[position]) {
                output.append(Self.space)
                position += 1
                continue
            }
            var end = position
            while end < text.count, !isSpace(text[end]) { end += 1 }
            append(UnsafeBufferPointer(rebasing: text[position..<end]))
            position = end
        }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }

    private mutating func append(_ token: UnsafeBufferPointer<UInt8>) {
        switch judge(token) {
        case .word:
            keptBytes += token.count
            appendInterchangeable(token)
        case .code:
            codeBytes += token.count
            blank(token.count)
        case .noise: blank(token.count)
        }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count { output.append(Self.space) }
    }

    /// Appends what libcld2 takes: it refuses a text with a C1 control or a
    /// noncharacter anywhere. Control 0x92 is an apostrophe in practice, from
    /// windows-1252 read as Latin-1.
    private mutating func appendInterchangeable(_ token: UnsafeBufferPointer<UInt8>) {
        guard token.contains(where: { $0 >= 0xC2 }) else {
            output.append(contentsOf: token)
            return
        }
        var position = 0
        while position < token.count {
            let (scalar, length) = decodeScalar(token, position)
            switch scalar {
            case 0x91, 0x92:
                output.append(UInt8(ascii: "'"))
                blank(length - 1)
            case 0x80...0x9F, 0xFEFF, 0xFDD0...0xFDEF: blank(length)
            case _ where scalar & 0xFFFE == 0xFFFE: blank(length)
            default: output.append(contentsOf: token[position..<position + length])
            }
            position += length
        }
    }

    private enum Judgement { case word, code, noise }

    /// Whether a token is a word, or tells nothing of the language around it.
    private mutating func judge(_ token: UnsafeBufferPointer<UInt8>) -> Judgement {
        let first = token[0]
        if first == UInt8(ascii: "@") || first == UInt8(ascii: "#"), token.count > 1 {
            return .noise
        }
        var digits = 0
        var letters = 0
        var signs = 0
        // A line to write on is many signs in one token.
        defer { self.signs += min(signs, Self.mostSigns) }
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
                if token[index...].starts(with: Self.authorityMark) { return .noise }
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "\\"), UInt8(ascii: "|"),
                UInt8(ascii: "$"), UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"):
                signs += 1
            default: break
            }
        }
        if letters == 0 { return signs > 0 ? .code : .noise }
        if token.starts(with: Self.webPrefix) { return .noise }
        guard isASCII else { return .word }
        if token.count > Self.longestWord || Self.isCall(token) { return .code }
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
