// All phrases as one machine over words. A state is a place in one phrase;
// running it keeps the few states that the words so far lead to. The size is
// that of the phrases as written, not of what their alternatives multiply to.
//
// A lookup is one probe of a hash table; of the first word nearly always the
// last, as few words begin a phrase.

/// Finds phrases in runs of words.
struct PhraseNetwork {
    /// Words that a gap may skip.
    private static let widestGap = 6
    /// States that are followed at one time; hostile lines end here.
    private static let mostStates = 384

    /// What each state accepts; -1 for nothing.
    private var accepts: [Int32] = [-1]
    private var hasGap: [Bool] = [false]
    /// Targets by state and word, open addressing; equal keys follow each
    /// other.
    private var entries: [Entry]
    private var count = 0
    /// Which keys there may be, a few bits each: most of those that are asked
    /// for are not there, and the entries do not fit into the caches near the
    /// processor.
    private var filter: [UInt64]

    private static let gapWord: UInt32 = 1

    /// A place of the table: key and target side by side, as both are read.
    private struct Entry {
        /// 0 for a free place.
        var key: UInt64 = 0
        var target: Int32 = 0
    }

    /// - Parameter places: A power of two, twice the transitions to come; the
    ///   table grows where they are more.
    init(places: Int = 1024) {
        entries = Array(repeating: Entry(), count: places)
        filter = Array(repeating: 0, count: places / 16)
    }

    /// Adds a phrase; `payload` is reported where it ends.
    mutating func add(_ pattern: PhrasePattern, payload: Int32) {
        var sources: [Int32] = [0]
        for piece in pattern.pieces {
            switch piece {
            case .gap:
                let state = makeState()
                for source in sources where source != 0 {
                    connect(source, Self.gapWord, state)
                    hasGap[Int(source)] = true
                }
                sources = [state]
            case .choice(let runs, let isOptional, let repeats):
                let exit = makeState()
                for run in runs { add(run, from: sources, to: exit) }
                if repeats {
                    for run in runs { add(run, from: [exit], to: exit) }
                }
                sources = isOptional ? sources + [exit] : [exit]
            }
        }
        for source in sources where source != 0 { accepts[Int(source)] = payload }
    }

    private mutating func add(_ run: [UInt32], from sources: [Int32], to exit: Int32) {
        var sources = sources
        for (index, word) in run.enumerated() {
            let target = index == run.count - 1 ? exit : makeState()
            for source in sources { connect(source, word, target) }
            sources = [target]
        }
    }

    private mutating func makeState() -> Int32 {
        accepts.append(-1)
        hasGap.append(false)
        return Int32(accepts.count - 1)
    }

    // MARK: The table

    @inline(__always)
    private static func key(_ state: Int32, _ word: UInt32) -> UInt64 {
        // The highest bit marks a used place.
        UInt64(UInt32(bitPattern: state)) << 32 | UInt64(word) | 1 << 63
    }

    @inline(__always)
    private static func place(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 30) & mask
    }

    private mutating func connect(_ state: Int32, _ word: UInt32, _ target: Int32) {
        if count * 2 >= entries.count { grow() }
        insert(Self.key(state, word), target)
        count += 1
    }

    private mutating func insert(_ key: UInt64, _ target: Int32) {
        let mask = entries.count - 1
        var place = Self.place(key, mask)
        while entries[place].key != 0 { place = (place + 1) & mask }
        entries[place] = Entry(key: key, target: target)
        let hash = Self.hash(key)
        filter[Int(hash >> 6) & (filter.count - 1)] |= 1 << (hash & 63)
    }

    /// Whether an entry may have the key.
    @inline(__always)
    private func mayHave(_ key: UInt64) -> Bool {
        let hash = Self.hash(key)
        return filter[Int(hash >> 6) & (filter.count - 1)] >> (hash & 63) & 1 != 0
    }

    /// Other bits of the product than `place` takes.
    @inline(__always)
    private static func hash(_ key: UInt64) -> UInt64 {
        (key &* 0x9E37_79B9_7F4A_7C15) >> 40
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: Entry(), count: old.count * 2)
        filter = Array(repeating: 0, count: old.count / 8)
        for entry in old where entry.key != 0 { insert(entry.key, entry.target) }
    }

    // MARK: Running

    /// A state and what is left of its gap.
    private struct Place {
        var state: Int32
        var gap: Int8
    }

    /// Whether a word begins any phrase.
    func begins(_ word: UInt32) -> Bool {
        let mask = entries.count - 1
        let key = Self.key(0, word)
        guard mayHave(key) else { return false }
        var place = Self.place(key, mask)
        while entries[place].key != 0 {
            if entries[place].key == key { return true }
            place = (place + 1) & mask
        }
        return false
    }

    /// The first word from `start` on that begins any phrase, or nil.
    func beginning(in words: [LineWords.Word], from start: Int) -> Int? {
        for index in start..<words.count where begins(words[index].hash) { return index }
        return nil
    }

    /// Reports each phrase that begins at word `start`, with the word behind
    /// its end.
    func run(_ words: [LineWords.Word], from start: Int, _ report: (Int32, Int) -> Void) {
        guard begins(words[start].hash) else { return }
        var places = [Place(state: 0, gap: 0)]
        var next: [Place] = []
        for index in start..<words.count {
            next.removeAll(keepingCapacity: true)
            for place in places {
                follow(place.state, words[index].hash, index, &next, report)
                if place.gap > 0, next.count < Self.mostStates {
                    next.append(Place(state: place.state, gap: place.gap - 1))
                }
            }
            if next.isEmpty { return }
            swap(&places, &next)
        }
    }

    private func follow(
        _ state: Int32,
        _ word: UInt32,
        _ index: Int,
        _ next: inout [Place],
        _ report: (Int32, Int) -> Void
    ) {
        let mask = entries.count - 1
        let key = Self.key(state, word)
        guard mayHave(key) else { return }
        var place = Self.place(key, mask)
        while entries[place].key != 0 {
            if entries[place].key == key, next.count < Self.mostStates {
                let target = entries[place].target
                let accepted = accepts[Int(target)]
                if accepted >= 0 { report(accepted, index + 1) }
                next.append(Place(state: target, gap: 0))
                if hasGap[Int(target)] { enterGap(of: target, &next) }
            }
            place = (place + 1) & mask
        }
    }

    private func enterGap(of state: Int32, _ next: inout [Place]) {
        let mask = entries.count - 1
        let key = Self.key(state, Self.gapWord)
        var place = Self.place(key, mask)
        while entries[place].key != 0 {
            if entries[place].key == key, next.count < Self.mostStates {
                next.append(Place(state: entries[place].target, gap: Int8(Self.widestGap)))
            }
            place = (place + 1) & mask
        }
    }
}
