// From text to the features that the models weigh.
//
// A word is a run of letters of one script group, in lower case. Its features
// are hashes of its character n-grams of 1 to 5, with a mark in front of and
// behind the word, and of the word itself. Ideographs have no words: there each
// character and each pair is a feature. The trainer and the tagger share this
// file, so both see the same.

/// The hashed features of a text by script group, with the letters counted.
public struct Features {
    /// Hashes by group of `ScriptGroup.modelled`.
    public private(set) var hashes: [[UInt32]]
    /// Letters by raw value of `ScriptGroup`.
    public private(set) var letters: [Int]

    private static let longestGram = 5
    private static let longestWord = 48
    private static let longestRun = 256
    private static let mark: UInt32 = 0x5F
    private static let wordSeed: UInt32 = 0x9E37_79B9
    private static let gramSeed: UInt32 = 0x811C_9DC5

    private var word: [UInt32] = []

    /// Makes an empty set.
    public init() {
        hashes = Array(repeating: [], count: ScriptGroup.modelled.count)
        letters = Array(repeating: 0, count: Int(ScriptGroup.other.rawValue) + 1)
        word.reserveCapacity(64)
    }

    /// Counts the letters of UTF-8 text by raw value of `ScriptGroup`.
    static func letters(in text: UnsafeBufferPointer<UInt8>) -> [Int] {
        var counts = Array(repeating: 0, count: Int(ScriptGroup.other.rawValue) + 1)
        let table = ScalarTable.shared
        var position = 0
        var ascii = 0
        counts.withUnsafeMutableBufferPointer { counts in
            while position < text.count {
                let byte = text[position]
                if byte < 0x80 {
                    ascii += (0x61...0x7A).contains(byte | 0x20) ? 1 : 0
                    position += 1
                } else {
                    let (scalar, length) = decodeScalar(text, position)
                    counts[Int(table.group(scalar).rawValue)] += 1
                    position += length
                }
            }
            counts[Int(ScriptGroup.latin.rawValue)] += ascii
            counts[Int(ScriptGroup.none.rawValue)] = 0
        }
        return counts
    }

    /// Replaces the set by the features of UTF-8 text. At most `limit` features
    /// of a group are taken; letters are counted to the end.
    public mutating func extract(_ text: UnsafeBufferPointer<UInt8>, limit: Int = .max) {
        for index in hashes.indices { hashes[index].removeAll(keepingCapacity: true) }
        for index in letters.indices { letters[index] = 0 }
        let table = ScalarTable.shared
        var group = ScriptGroup.none
        var position = 0
        word.removeAll(keepingCapacity: true)
        while position < text.count {
            let (scalar, length) = decodeScalar(text, position)
            position += length
            let next = table.group(scalar)
            if next != .none, next == group || group == .none {
                group = next
                word.append(table.lower(scalar))
                continue
            }
            if next == .none, Self.isInside(scalar), group != .none {
                if scalar == 0x27 || scalar == 0x2019 { word.append(0x27) }
                continue
            }
            finish(group, limit)
            group = next
            if next != .none { word.append(table.lower(scalar)) }
        }
        finish(group, limit)
    }

    /// Apostrophes, joiners and marks that stand inside a word.
    private static func isInside(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x27, 0x2019, 0xAD, 0x200B, 0x200C, 0x200D, 0x300...0x36F, 0x64B...0x65F, 0x670, 0x640:
            true
        default: false
        }
    }

    private mutating func finish(_ group: ScriptGroup, _ limit: Int) {
        guard group != .none else { return }
        defer { word.removeAll(keepingCapacity: true) }
        while word.last == 0x27 { word.removeLast() }
        letters[Int(group.rawValue)] += word.count
        guard let index = ScriptGroup.modelled.firstIndex(of: group),
            hashes[index].count < limit
        else { return }
        if group == .han {
            Self.addIdeographs(of: word, to: &hashes[index])
        } else {
            Self.addGrams(of: word, to: &hashes[index])
        }
    }

    private static func addIdeographs(of word: [UInt32], to hashes: inout [UInt32]) {
        var previous: UInt32 = 0
        for scalar in word.prefix(longestRun) {
            hashes.append(step(gramSeed, scalar).mixed)
            if previous != 0 {
                hashes.append(step(step(gramSeed, previous), scalar).mixed)
            }
            previous = scalar
        }
    }

    private static func addGrams(of word: [UInt32], to hashes: inout [UInt32]) {
        let count = min(word.count, longestWord)
        // The word with its marks has `count` + 2 places.
        var whole = wordSeed
        for start in 0...count + 1 {
            var hash = gramSeed
            for place in start..<min(start + longestGram, count + 2) {
                hash = step(hash, place == 0 || place > count ? mark : word[place - 1])
                // A mark alone tells nothing, an ASCII letter next to nothing.
                if place > start || (1...count).contains(place) && word[place - 1] >= 0x80 {
                    hashes.append(hash.mixed)
                }
            }
            if (1...count).contains(start) { whole = step(whole, word[start - 1]) }
        }
        // Shorter words are a whole n-gram already.
        if count > longestGram - 2 { hashes.append(whole.mixed) }
    }

    @inline(__always)
    private static func step(_ hash: UInt32, _ scalar: UInt32) -> UInt32 {
        (hash ^ scalar) &* 0x0100_0193 &+ scalar
    }
}

extension UInt32 {
    /// Spreads the bits (the finalizer of MurmurHash3).
    @inline(__always)
    fileprivate var mixed: UInt32 {
        var hash = self
        hash ^= hash >> 16
        hash = hash &* 0x85EB_CA6B
        hash ^= hash >> 13
        hash = hash &* 0xC2B2_AE35
        return hash ^ hash >> 16
    }
}

/// The scalar at a position of well-formed UTF-8, with its length. A malformed
/// byte stands for itself.
@inline(__always)
func decodeScalar(
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int
) -> (scalar: UInt32, length: Int) {
    let first = UInt32(text[position])
    if first < 0x80 { return (first, 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, position + length <= text.count else { return (first, 1) }
    var scalar = first & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
        scalar = scalar << 6 | UInt32(text[position + offset] & 0x3F)
    }
    return (scalar, length)
}
