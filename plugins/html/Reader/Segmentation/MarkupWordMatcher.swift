/// Finds the words of `MarkupWords` in class and id values.
///
/// An Aho-Corasick automaton with a complete transition table: one table
/// lookup for each byte, whatever the number of words, and no memory for a
/// match. Built once when the module is created (about 1,500 states).
final class MarkupWordMatcher {
    /// The letters, then everything else as one symbol that ends words. A
    /// state's row goes on to the next power of two, and what is to know of
    /// the state stands there, in memory that the next byte needs anyway.
    private static let symbolCount = 32
    private static let boundary = 26
    /// Where a row has the number of the categories found anywhere when the
    /// state is reached, those found where a word ends there, and the length
    /// of what was matched so far.
    private static let found = 27
    private static let foundAtEnd = 28
    private static let depth = 29

    /// The symbol of each byte.
    private let symbols = (0...255).map { UInt8(MarkupWordMatcher.symbol($0)) }
    /// The rows; a state is the place of its row. Each is one cache line, as
    /// most have to be fetched again for every page.
    private let rows: UnsafeMutablePointer<UInt16>
    /// The sets of categories that a row's numbers stand for.
    private let sets: [UInt64]

    init() {
        var builder = AutomatonBuilder(symbolCount: Self.symbolCount)
        for (category, words) in MarkupWords.anywhere {
            for word in words {
                builder.add(word.utf8.map(Self.symbol), category: category, whole: false)
            }
        }
        // A whole word begins after a boundary symbol; every value is scanned
        // as if one stood before it.
        for (category, words) in MarkupWords.wholeWords {
            for word in words {
                builder.add(
                    [Self.boundary] + word.utf8.map(Self.symbol),
                    category: category,
                    whole: true
                )
            }
        }
        builder.finish()
        let size = builder.transitions.count
        rows =
            UnsafeMutableRawPointer
            .allocate(byteCount: size * MemoryLayout<UInt16>.stride, alignment: 64)
            .bindMemory(to: UInt16.self, capacity: size)
        for (place, state) in builder.transitions.enumerated() {
            rows[place] = UInt16(state * Self.symbolCount)
        }
        var sets: [UInt64] = [0]
        func number(of set: UInt64) -> UInt16 {
            if let place = sets.firstIndex(of: set) { return UInt16(place) }
            sets.append(set)
            return UInt16(sets.count - 1)
        }
        for state in builder.found.indices {
            let row = rows + state * Self.symbolCount
            row[Self.found] = number(of: builder.found[state])
            row[Self.foundAtEnd] = number(of: builder.foundAtEnd[state])
            row[Self.depth] = UInt16(builder.depths[state])
        }
        self.sets = sets
    }

    deinit { rows.deallocate() }

    /// 0 to 25 for letters of either case, `boundary` for the rest.
    private static func symbol(_ byte: UInt8) -> Int {
        let letter = Int(byte | 0x20) - 0x61
        return letter >= 0 && letter < 26 && byte >= 0x41 ? letter : boundary
    }

    /// The categories of one attribute value, and a hash of the value without
    /// its digits, so that `post-17` and `post-18` look alike; 0 where there
    /// is nothing else.
    @inline(never)
    func read(_ value: UnsafeBufferPointer<UInt8>) -> (categories: UInt64, digest: UInt32) {
        sets.withUnsafeBufferPointer { sets in
            symbols.withUnsafeBufferPointer { scan(value, $0, sets) }
        }
    }

    @inline(__always)
    private func scan(
        _ value: UnsafeBufferPointer<UInt8>,
        _ symbols: UnsafeBufferPointer<UInt8>,
        _ sets: UnsafeBufferPointer<UInt64>
    ) -> (UInt64, UInt32) {
        let rows = UnsafePointer(rows)
        let start = Int(rows[Self.boundary])
        var state = start
        var result: UInt64 = 0
        var previous: UInt8 = 0
        var digest: UInt32 = 0
        // Nothing here is a branch that class names would make hard to guess,
        // but for the rare capital letters.
        for byte in value {
            let symbol = Int(symbols[Int(byte)])
            let before = state
            state = Int(rows[before | symbol])
            let atEnd = sets[Int(rows[before | Self.foundAtEnd])]
            result |= symbol == Self.boundary ? atEnd : 0
            if byte &- 0x41 < 26, previous &- 0x61 < 26 {
                // `mainContent`: a word ends and another begins, unless one of
                // the table's words runs across (`articleBody`).
                result |= atEnd
                let fresh = Int(rows[start | symbol])
                if rows[fresh | Self.depth] > rows[state | Self.depth] { state = fresh }
            }
            result |= sets[Int(rows[state | Self.found])]
            previous = byte
            let next = (digest ^ UInt32(byte)) &* 16_777_619
            digest = byte &- 0x30 < 10 ? digest : next
        }
        return (result | sets[Int(rows[state | Self.foundAtEnd])], digest)
    }
}

/// Builds the automaton: a trie, then failure links breadth first.
private struct AutomatonBuilder {
    let symbolCount: Int
    var transitions: [Int]
    var found: [UInt64] = [0]
    var foundAtEnd: [UInt64] = [0]
    var depths: [UInt8] = [0]

    init(symbolCount: Int) {
        self.symbolCount = symbolCount
        transitions = Array(repeating: 0, count: symbolCount)
    }

    mutating func add(_ word: [Int], category: MarkupCategory, whole: Bool) {
        var state = 0
        for symbol in word {
            let slot = state * symbolCount + symbol
            if transitions[slot] == 0 {
                transitions[slot] = found.count
                transitions += Array(repeating: 0, count: symbolCount)
                found.append(0)
                foundAtEnd.append(0)
                depths.append(UInt8(truncatingIfNeeded: depths[state] + 1))
            }
            state = transitions[slot]
        }
        let bit = UInt64(1) << UInt64(category.rawValue)
        if whole { foundAtEnd[state] |= bit } else { found[state] |= bit }
    }

    mutating func finish() {
        var failure = Array(repeating: 0, count: found.count)
        var queue: [Int] = []
        for symbol in 0..<symbolCount where transitions[symbol] != 0 {
            queue.append(transitions[symbol])
        }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            found[state] |= found[failure[state]]
            foundAtEnd[state] |= foundAtEnd[failure[state]]
            for symbol in 0..<symbolCount {
                let slot = state * symbolCount + symbol
                let fallback = transitions[failure[state] * symbolCount + symbol]
                if transitions[slot] == 0 {
                    transitions[slot] = fallback
                } else {
                    failure[transitions[slot]] = fallback
                    queue.append(transitions[slot])
                }
            }
        }
    }
}
