// From text to the features that the models weigh.
//
// A word is a run of letters of one script group, in lower case. Its features
// are hashes of its character n-grams of 1 to 5, with a mark in front of and
// behind the word, and of the word itself. Ideographs have no words: there each
// character and each pair is a feature. The trainer and the tagger share this
// file, so both see the same.

/// The hashed features of a text in one script, with the letters counted.
public struct Features {
    /// Letters of the script.
    public private(set) var letters = 0

    private static let longestGram = 5
    private static let longestWord = 48
    private static let longestRun = 256
    /// No word has more features: longer n-grams than one for each place, the
    /// marks among them, or two for each ideograph.
    private static let mostOfWord = 2 * longestRun
    private static let mark: UInt32 = 0x5F
    private static let wordSeed: UInt32 = 0x9E37_79B9
    private static let gramSeed: UInt32 = 0x811C_9DC5

    /// The features, and room behind them.
    private var hashes = [UInt32](repeating: 0, count: 4096)
    private var count = 0
    /// Hashes above it are not taken.
    private var highest = UInt32.max

    /// Makes an empty set.
    public init() {}

    /// Number of features.
    public var number: Int { count }

    /// Calls a function with the features.
    public func withHashes<Result>(_ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        hashes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
    }

    /// Replaces the set by the features that UTF-8 text has in a script. Words
    /// behind the first `limit` features have none; letters are counted to the
    /// end.
    ///
    /// N-grams overlap, so half of them tell nearly as much as all, and looking
    /// them up is most of the cost. With `share` at 0 all are taken, at 1 half of
    /// them, at 2 a quarter: always the same ones, which share a part of the
    /// model's table.
    public mutating func extract(
        _ text: UnsafeBufferPointer<UInt8>,
        of script: ScriptGroup,
        limit: Int = .max,
        share: UInt32 = 0
    ) {
        (count, letters) = (0, 0)
        highest = UInt32.max >> share
        let table = ScalarTable.shared
        let own = script.rawValue
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.longestRun + 2) { word in
            word.initialize(repeating: Self.mark)
            // A mark stands in front of the word.
            var length = 0
            var apostrophes = 0
            var group: UInt8 = 0
            var position = 0
            while position < text.count {
                let (scalar, size) = decodeScalar(text, position)
                position &+= size
                let next = table.group(scalar)
                if next == 0 {
                    guard group != 0, Self.isInside(scalar) else {
                        if group == own { finish(word, length, apostrophes, script, limit) }
                        (group, length, apostrophes) = (0, 0, 0)
                        continue
                    }
                    guard scalar == 0x27 || scalar == 0x2019 else { continue }
                    apostrophes &+= 1
                    length &+= 1
                    if length <= Self.longestRun { word[length] = 0x27 }
                    continue
                }
                if next != group {
                    if group == own { finish(word, length, apostrophes, script, limit) }
                    (group, length) = (next, 0)
                }
                apostrophes = 0
                length &+= 1
                if length <= Self.longestRun { word[length] = table.lower(scalar) }
            }
            if group == own { finish(word, length, apostrophes, script, limit) }
        }
    }

    /// Apostrophes, joiners and marks that stand inside a word.
    @inline(__always)
    private static func isInside(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar == 0x27 }
        return switch scalar {
        case 0x2019, 0xAD, 0x200B, 0x200C, 0x200D, 0x300...0x36F, 0x64B...0x65F, 0x670, 0x640: true
        default: false
        }
    }

    /// Adds a word that stands from place 1 of a buffer, with `apostrophes`
    /// at its end that are none of its letters.
    private mutating func finish(
        _ word: UnsafeMutableBufferPointer<UInt32>,
        _ length: Int,
        _ apostrophes: Int,
        _ script: ScriptGroup,
        _ limit: Int
    ) {
        let length = length - apostrophes
        letters &+= length
        guard count < limit else { return }
        if hashes.count - count < Self.mostOfWord {
            hashes.append(contentsOf: repeatElement(0, count: hashes.count))
        }
        var count = self.count
        let highest = self.highest
        hashes.withUnsafeMutableBufferPointer { hashes in
            if script == .han {
                Self.addIdeographs(
                    of: word,
                    min(length, Self.longestRun),
                    to: hashes,
                    &count,
                    highest
                )
            } else {
                Self.addGrams(of: word, min(length, Self.longestWord), to: hashes, &count, highest)
            }
        }
        self.count = count
    }

    private static func addIdeographs(
        of word: UnsafeMutableBufferPointer<UInt32>,
        _ length: Int,
        to hashes: UnsafeMutableBufferPointer<UInt32>,
        _ count: inout Int,
        _ highest: UInt32
    ) {
        guard length > 0 else { return }
        var previous: UInt32 = 0
        for place in 1...length {
            let scalar = word[place]
            put(step(gramSeed, scalar), to: hashes, &count, highest)
            if previous != 0 {
                put(step(step(gramSeed, previous), scalar), to: hashes, &count, highest)
            }
            previous = scalar
        }
    }

    private static func addGrams(
        of word: UnsafeMutableBufferPointer<UInt32>,
        _ length: Int,
        to hashes: UnsafeMutableBufferPointer<UInt32>,
        _ count: inout Int,
        _ highest: UInt32
    ) {
        // The word with its marks has `length` + 2 places.
        let places = length &+ 2
        let behind = word[length &+ 1]
        word[length &+ 1] = mark
        defer { word[length &+ 1] = behind }
        // So many n-grams are of the full length: nothing to foresee in there.
        let full = max(0, places &- longestGram &+ 1)
        for start in 0..<full {
            var hash = step(gramSeed, word[start])
            // A mark alone tells nothing, an ASCII letter next to nothing.
            if word[start] >= 0x80 { put(hash, to: hashes, &count, highest) }
            for place in 1..<longestGram {
                hash = step(hash, word[start &+ place])
                put(hash, to: hashes, &count, highest)
            }
        }
        for start in full..<places {
            var hash = step(gramSeed, word[start])
            if word[start] >= 0x80 { put(hash, to: hashes, &count, highest) }
            for place in start &+ 1..<places {
                hash = step(hash, word[place])
                put(hash, to: hashes, &count, highest)
            }
        }
        // Shorter words are a whole n-gram already.
        guard length > longestGram &- 2 else { return }
        var whole = wordSeed
        for place in 1...length { whole = step(whole, word[place]) }
        put(whole, to: hashes, &count, highest)
    }

    @inline(__always)
    private static func put(
        _ hash: UInt32,
        to hashes: UnsafeMutableBufferPointer<UInt32>,
        _ count: inout Int,
        _ highest: UInt32
    ) {
        let mixed = hash.mixed
        hashes[count] = mixed
        count &+= mixed <= highest ? 1 : 0
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
