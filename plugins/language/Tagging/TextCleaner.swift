// Takes out of a text what says nothing of its language: control characters,
// URLs, e-mail addresses, handles, hash marks, numbers and code-like words.
// One pass over the bytes; a token is what stands between spaces.

/// Cleans text for the detectors. Keeps its buffer from text to text.
public struct TextCleaner {
    /// The cleaned text of the last call: tokens separated by single spaces.
    public private(set) var output: [UInt8] = []

    /// Makes a cleaner.
    public init() {
        output.reserveCapacity(4096)
    }

    /// Cleans a text. The result is in `output`.
    public mutating func clean(_ text: UnsafeBufferPointer<UInt8>) {
        output.removeAll(keepingCapacity: true)
        var start = 0
        while start < text.count {
            while start < text.count, text[start] <= 0x20 || text[start] == 0x7F { start += 1 }
            var end = start
            while end < text.count, text[end] > 0x20, text[end] != 0x7F { end += 1 }
            if start < end {
                append(UnsafeBufferPointer(rebasing: text[start..<end]))
            }
            start = end
        }
    }

    private mutating func append(_ token: UnsafeBufferPointer<UInt8>) {
        if isNoise(token) { return }
        if !output.isEmpty { output.append(0x20) }
        guard token.contains(where: { $0 >= 0xC2 }) else {
            output.append(contentsOf: token)
            return
        }
        appendInterchangeable(token)
    }

    /// Appends what libcld2 takes: it refuses a text with a C1 control or a
    /// noncharacter anywhere. Control 0x92 is an apostrophe in practice, from
    /// windows-1252 read as Latin-1.
    private mutating func appendInterchangeable(_ token: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < token.count {
            let lead = token[position]
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
            let end = min(position + length, token.count)
            let scalar = token[position..<end].dropFirst().reduce(
                UInt32(lead) & (0xFF >> UInt32(length == 1 ? 0 : length + 1))
            ) { $0 << 6 | UInt32($1 & 0x3F) }
            switch scalar {
            case 0x91, 0x92: output.append(UInt8(ascii: "'"))
            case 0x80...0x9F, 0xAD, 0x200B, 0xFEFF, 0xFDD0...0xFDEF: break
            case _ where scalar & 0xFFFE == 0xFFFE: break
            default: output.append(contentsOf: token[position..<end])
            }
            position = end
        }
    }

    /// Whether a token tells nothing of the language around it.
    private func isNoise(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
        let first = token[0]
        if first == UInt8(ascii: "@") || first == UInt8(ascii: "#"), token.count > 1 { return true }
        var digits = 0
        var letters = 0
        for (index, byte) in token.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, 0x80...: letters += 1
            case UInt8(ascii: "@"): return true
            case UInt8(ascii: ":"):
                if token[index...].starts(with: Self.authorityMark) { return true }
            default: break
            }
        }
        if letters == 0 { return digits > 0 }
        return token.starts(with: Self.webPrefix) || digits > letters
    }

    private static let authorityMark = Array("://".utf8)
    private static let webPrefix = Array("www.".utf8)
}
