/// Finds the words of `MarkupWords` in class and id values.
///
/// An Aho-Corasick automaton with a complete transition table: one table
/// lookup for each byte, whatever the number of words, and no memory for a
/// match. Built once when the module is created (about 1,500 states).
struct MarkupWordMatcher: Sendable {
    /// The letters, then everything else as one symbol that ends words, and
    /// up to the next power of two, which makes a state's row quick to find.
    private static let symbolCount = 32
    private static let boundary = 26

    /// The symbol of each byte.
    private let symbols = (0...255).map { UInt8(MarkupWordMatcher.symbol($0)) }
    private var transitions: [UInt16] = []
    /// Categories found anywhere when a state is reached.
    private var found: [UInt64] = []
    /// Categories found when a state is reached and a word ends there.
    private var foundAtEnd: [UInt64] = []
    /// Symbols matched so far in a state.
    private var depths: [UInt8] = []

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
        transitions = builder.transitions.map { UInt16(truncatingIfNeeded: $0) }
        found = builder.found
        foundAtEnd = builder.foundAtEnd
        depths = builder.depths
    }

    /// 0 to 25 for letters of either case, `boundary` for the rest.
    private static func symbol(_ byte: UInt8) -> Int {
        let letter = Int(byte | 0x20) - 0x61
        return letter >= 0 && letter < 26 && byte >= 0x41 ? letter : boundary
    }

    /// The categories of one attribute value.
    ///
    /// - Parameters:
    ///   - value: The attribute's bytes.
    ///   - hash: Mixed with the value without its digits, so that `post-17`
    ///     and `post-18` look alike.
    func categories(in value: UnsafeBufferPointer<UInt8>, hash: inout UInt32) -> UInt64 {
        transitions.withUnsafeBufferPointer { transitions in
            found.withUnsafeBufferPointer { found in
                foundAtEnd.withUnsafeBufferPointer { foundAtEnd in
                    symbols.withUnsafeBufferPointer { symbols in
                        scan(value, &hash, symbols, transitions, found, foundAtEnd)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func scan(
        _ value: UnsafeBufferPointer<UInt8>,
        _ hash: inout UInt32,
        _ symbols: UnsafeBufferPointer<UInt8>,
        _ transitions: UnsafeBufferPointer<UInt16>,
        _ found: UnsafeBufferPointer<UInt64>,
        _ foundAtEnd: UnsafeBufferPointer<UInt64>
    ) -> UInt64 {
        let width = Self.symbolCount
        let start = Int(transitions[Self.boundary])
        var state = start
        var result: UInt64 = 0
        var previous: UInt8 = 0
        var mixed = hash
        // Nothing here is a branch that class names would make hard to guess,
        // but for the rare capital letters.
        for byte in value {
            let symbol = Int(symbols[Int(byte)])
            let before = state
            state = Int(transitions[before &* width &+ symbol])
            result |= foundAtEnd[before] & (symbol == Self.boundary ? .max : 0)
            if byte &- 0x41 < 26, previous &- 0x61 < 26 {
                // `mainContent`: a word ends and another begins, unless one of
                // the table's words runs across (`articleBody`).
                result |= foundAtEnd[before]
                let fresh = Int(transitions[start &* width &+ symbol])
                if depths[fresh] > depths[state] { state = fresh }
            }
            result |= found[state]
            previous = byte
            let next = (mixed ^ UInt32(byte)) &* 16_777_619
            mixed = byte &- 0x30 < 10 ? mixed : next
        }
        result |= foundAtEnd[state]
        hash = mixed
        return result
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
