// Detection by likelihood. For every encoding, and every language that is written
// in it, there is a model of what the bytes would cost: the negative logarithm of
// their probability. The cheapest one is the answer. Only bytes beyond ASCII and
// their neighbours count, as ASCII is the same everywhere, and at most 8,192 of
// them: about a millisecond for a long page.

/// Tells the encoding of a text that nothing names.
public enum EncodingDetector {
    /// How many bytes beyond ASCII are enough to be sure.
    private static let sampleSize = 8192

    /// The encoding that the bytes look like; nil for plain ASCII, which tells
    /// nothing.
    public static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        if let wide = wideEncoding(bytes) { return wide }
        guard UTF8Scanner.asciiEnd(bytes, from: 0) < bytes.count else {
            return hasJapaneseEscapes(bytes) ? .iso2022JP : nil
        }
        if isNearlyUTF8(bytes) { return .utf8 }
        return likeliest(sample(of: bytes))
    }

    private static func likeliest(_ sample: [UInt8]) -> Encoding {
        var best = Encoding.windows1252
        var lowest = Int.max
        for candidate in SingleByteCandidate.all {
            let cost = candidate.cost(of: sample)
            if cost < lowest {
                lowest = cost
                best = candidate.encoding
            }
        }
        for candidate in MultiByteCandidate.all {
            let cost = candidate.cost(of: sample)
            if cost < lowest {
                lowest = cost
                best = candidate.encoding
            }
        }
        return best
    }

    /// The bytes beyond ASCII with what stands beside them; long runs of ASCII
    /// are shortened.
    private static func sample(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var sample: [UInt8] = []
        var index = 0
        var count = 0
        while index < bytes.count, count < sampleSize {
            let end = UTF8Scanner.asciiEnd(bytes, from: index)
            if end - index > 8 {
                sample.append(contentsOf: bytes[index..<(index + 4)])
                sample.append(0x20)
                sample.append(contentsOf: bytes[(end - 3)..<end])
            } else {
                sample.append(contentsOf: bytes[index..<end])
            }
            index = end
            while index < bytes.count, bytes[index] >= 0x80 {
                sample.append(bytes[index])
                index += 1
                count += 1
            }
        }
        return sample
    }

    /// Whether the text is UTF-8 but for a few broken characters: sequences of
    /// several bytes are hardly ever well-formed by chance.
    private static func isNearlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var good = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            index = UTF8Scanner.asciiEnd(bytes, from: index)
            guard index < bytes.count else { break }
            let length = UTF8Scanner.sequenceLength(bytes, at: index)
            if length > 0 {
                good += 1
                index += length
            } else {
                let broken = UTF8Scanner.illFormedLength(bytes, at: index)
                // The bytes may end in the middle of a character.
                if index + broken < bytes.count || bytes[index] < 0xC2 { bad += 1 }
                index += broken
            }
        }
        return good > 0 && bad * 20 <= good
    }

    /// UTF-16 or UTF-32 of mostly ASCII or at least Western text, by where its
    /// zeros are.
    private static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        let length = min(bytes.count, 4096) & ~3
        let head = UnsafeBufferPointer(rebasing: bytes[..<length])
        guard length >= 8, ByteSearch.first(0, in: head, from: 0) < length else { return nil }
        var zeros = [0, 0, 0, 0]
        for index in 0..<length where bytes[index] == 0 { zeros[index & 3] += 1 }
        let units = length / 4
        let isFull: (Int) -> Bool = { zeros[$0] * 10 >= units * 9 }
        let isSparse: (Int) -> Bool = { zeros[$0] * 20 <= units }
        if isFull(0), isFull(1), isSparse(3) { return .utf32BE }
        if isFull(3), isFull(2), isSparse(0) { return .utf32LE }
        let even = zeros[0] + zeros[2]
        let odd = zeros[1] + zeros[3]
        if even * 4 >= units, odd * 10 <= even { return .utf16BE }
        if odd * 4 >= units, even * 10 <= odd { return .utf16LE }
        return nil
    }

    /// Whether ASCII bytes switch to Japanese characters.
    private static func hasJapaneseEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while let escape = bytes[index...].firstIndex(of: 0x1B), escape + 2 < bytes.count {
            switch (bytes[escape + 1], bytes[escape + 2]) {
            case (0x24, 0x40), (0x24, 0x42), (0x28, 0x4A), (0x28, 0x49): return true
            default: index = escape + 1
            }
        }
        return false
    }
}
