// From text to the features that the models weigh.
//
// A word is a run of letters of one script group, in lower case. Its features
// are hashes of its character n-grams of 1 to 5, with a mark in front of and
// behind the word, and of the word itself. Ideographs have no words: there each
// character and each pair is a feature. The trainer and the tagger share this
// file, so both see the same.

import CNgrams

/// The hashed features of a text in one script, with the letters counted.
public struct Features {
    /// Letters of the script.
    public private(set) var letters = 0

    private static let longestWord = 48
    private static let longestRun = 256
    private static let mark: UInt32 = 0x5F
    /// Words are hashed once they fill so many places.
    private static let batch = 1024

    /// The features, and room behind them; in no order.
    private var hashes = [UInt32](repeating: 0, count: 8192)
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
        let room = Self.batch + Self.longestRun + Int(WINNOW_NGRAMS_PADDING)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { places in
            var words = Words(places: places)
            readWords(text, of: script.rawValue, into: &words) { features, words, length in
                guard features.count < limit else { return }
                if script == .han {
                    features.addIdeographs(words, min(length, Self.longestRun))
                    return
                }
                words.keep(min(length, Self.longestWord))
                if words.start > Self.batch || limit < .max { features.add(&words) }
            }
            add(&words)
        }
    }

    /// Words that are not hashed yet: a mark, and behind each word another one.
    private struct Words {
        let places: UnsafeMutableBufferPointer<UInt32>
        /// Where the next word begins.
        var start = 1

        init(places: UnsafeMutableBufferPointer<UInt32>) {
            self.places = places
            places[0] = mark
        }

        /// Writes a whole word to where the next one begins.
        @inline(__always)
        func write(_ run: LetterRun) {
            UnsafeMutableRawBufferPointer(places).storeBytes(
                of: run.lowered,
                toByteOffset: start &* MemoryLayout<UInt32>.stride,
                as: SIMD8<UInt32>.self
            )
        }

        @inline(__always)
        mutating func keep(_ length: Int) {
            start &+= length
            places[start] = mark
            start &+= 1
        }
    }

    /// Writes the words of a script group, in lower case, to where the next one
    /// begins, and calls a function for each with its length, which may be more
    /// than was written.
    @inline(__always)
    private mutating func readWords(
        _ text: UnsafeBufferPointer<UInt8>,
        of own: UInt8,
        into words: inout Words,
        _ finish: (inout Features, inout Words, Int) -> Void
    ) {
        let table = ScalarTable.shared
        var length = 0
        // Those at its end are none of its letters.
        var apostrophes = 0
        var group: UInt8 = 0
        var position = 0
        while position < text.count {
            if group == 0, own == ScriptGroup.latin.rawValue,
                position &+ LetterRun.width <= text.count
            {
                let run = LetterRun(text, position)
                if run.isWord {
                    words.write(run)
                    end(run.count, &words, finish)
                    position &+= run.count &+ 1
                    continue
                }
            }
            let (scalar, size) = decodeScalar(text, position)
            position &+= size
            let next = table.group(scalar)
            if next == 0 {
                guard group != 0, Self.isInside(scalar) else {
                    if group == own { end(length &- apostrophes, &words, finish) }
                    (group, length, apostrophes) = (0, 0, 0)
                    continue
                }
                guard scalar == 0x27 || scalar == 0x2019 else { continue }
                apostrophes &+= 1
                if length < Self.longestRun { words.places[words.start &+ length] = 0x27 }
                length &+= 1
                continue
            }
            if next != group {
                if group == own { end(length &- apostrophes, &words, finish) }
                (group, length) = (next, 0)
            }
            apostrophes = 0
            if length < Self.longestRun {
                words.places[words.start &+ length] = table.lower(scalar)
            }
            length &+= 1
        }
        if group == own { end(length &- apostrophes, &words, finish) }
    }

    @inline(__always)
    private mutating func end(
        _ length: Int,
        _ words: inout Words,
        _ finish: (inout Features, inout Words, Int) -> Void
    ) {
        letters &+= length
        finish(&self, &words, length)
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

    /// Hashes the words, which are forgotten.
    private mutating func add(_ words: inout Words) {
        let number = words.start
        words.start = 1
        let padding = Int(WINNOW_NGRAMS_PADDING)
        for place in number..<number + padding { words.places[place] = Self.mark }
        reserve((number + padding) * Int(WINNOW_NGRAMS_OF_SCALAR))
        let (count, highest) = (count, highest)
        self.count += hashes.withUnsafeMutableBufferPointer { hashes in
            winnow_ngrams_hash(
                words.places.baseAddress,
                number,
                Self.mark,
                highest,
                hashes.baseAddress.map { $0 + count }
            )
        }
    }

    /// Hashes the run of ideographs that begins where the next word would.
    private mutating func addIdeographs(_ words: Words, _ length: Int) {
        reserve(length * 2)
        let (count, highest) = (count, highest)
        self.count += hashes.withUnsafeMutableBufferPointer { hashes in
            winnow_ngrams_hash_ideographs(
                words.places.baseAddress.map { $0 + words.start },
                length,
                highest,
                hashes.baseAddress.map { $0 + count }
            )
        }
    }

    /// Makes room for so many more hashes.
    private mutating func reserve(_ number: Int) {
        while hashes.count - count < number {
            hashes.append(contentsOf: repeatElement(0, count: hashes.count))
        }
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
