// All phrases as one machine over words. A state is a place in one phrase;
// running it keeps the few states that the words so far lead to. The size is
// that of the phrases as written, not of what their alternatives multiply to.
//
// A lookup is one probe of a hash table. Few words begin a phrase, and a small
// table of bits tells most of the others; each state has such bits for the words
// that lead on. What counts is how much memory a page touches, since little of it
// is in the caches when the page comes: so phrases that begin alike share their
// first states.

/// Finds phrases in runs of words.
struct PhraseNetwork {
    /// Words that a gap may skip.
    private static let widestGap = 6
    /// States that are followed at one time; hostile lines end here.
    private static let mostStates = 384

    private struct State {
        /// For each word that leads on a bit.
        var words: UInt64 = 0
        /// What is reported; -1 for nothing.
        var accepts: Int32 = -1
        var hasGap = false
        /// Whether it is several phrases'.
        var isShared = false
    }

    /// Of those that are one phrase's the ones of later phrases stand behind.
    private var states = [State(isShared: true)]
    /// Targets by state and word, open addressing; equal keys follow each
    /// other.
    private var entries: [Entry]
    private var count = 0
    /// A few bits for each word that begins a phrase.
    private var beginnings: [UInt64]

    private static let gapWord: UInt32 = 1

    /// A place of the table: key and target side by side, as both are read.
    private struct Entry {
        var state: Int32 = 0
        var word: UInt32 = 0
        /// 0 for a free place: nothing leads back to the beginning.
        var target: Int32 = 0
    }

    /// - Parameter places: A power of two, four thirds of the transitions to
    ///   come; the table grows where they are more.
    init(places: Int = 1024) {
        entries = Array(repeating: Entry(), count: places)
        beginnings = Array(repeating: 0, count: places / 64)
    }

    /// Adds a phrase; `payload` is reported where it ends.
    mutating func add(_ pattern: PhrasePattern, payload: Int32) {
        var sources: [Int32] = [0]
        // A phrase ends in states of its own.
        let last = pattern.pieces.lastIndex { !$0.isOptional } ?? 0
        for (number, piece) in pattern.pieces.enumerated() {
            switch piece {
            case .gap:
                let state = makeState()
                for source in sources where source != 0 {
                    connect(source, Self.gapWord, state)
                    states[Int(source)].hasGap = true
                }
                sources = [state]
            case .choice(let runs, let isOptional, let repeats):
                if number < last, runs.count == 1, !repeats, !isOptional,
                    let start = shared(sources)
                {
                    sources = [runs[0].reduce(start) { share($0, $1) }]
                    continue
                }
                let exit = makeState()
                for run in runs { add(run, from: sources, to: exit) }
                if repeats {
                    for run in runs { add(run, from: [exit], to: exit) }
                }
                sources = isOptional ? sources + [exit] : [exit]
            }
        }
        for source in sources where source != 0 { states[Int(source)].accepts = payload }
    }

    private mutating func add(_ run: [UInt32], from sources: [Int32], to exit: Int32) {
        var sources = sources
        for (index, word) in run.enumerated() {
            if index < run.count - 1, let source = shared(sources) {
                sources = [share(source, word)]
                continue
            }
            let target = index == run.count - 1 ? exit : makeState()
            for source in sources { connect(source, word, target) }
            sources = [target]
        }
    }

    /// The only source, if it is shared.
    private func shared(_ sources: [Int32]) -> Int32? {
        sources.count == 1 && states[Int(sources[0])].isShared ? sources[0] : nil
    }

    /// The shared state that a word leads to.
    private mutating func share(_ source: Int32, _ word: UInt32) -> Int32 {
        var known: Int32?
        forTargets(of: source, word) { if states[Int($0)].isShared { known = $0 } }
        if let known { return known }
        let target = makeState(isShared: true)
        connect(source, word, target)
        return target
    }

    private mutating func makeState(isShared: Bool = false) -> Int32 {
        states.append(State(isShared: isShared))
        return Int32(states.count - 1)
    }

    // MARK: The table

    /// Spreads the bits of a key.
    @inline(__always)
    private static func hash(_ state: Int32, _ word: UInt32) -> UInt64 {
        let key = UInt64(UInt32(bitPattern: state)) << 32 | UInt64(word)
        return key &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    private static func place(_ hash: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 30) & mask
    }

    /// The bit of a word in `State.words`.
    @inline(__always)
    private static func bit(_ word: UInt32) -> UInt64 { 1 << UInt64((word &* 0x9E37_79B1) >> 26) }

    /// Where the bit of a word in `beginnings` is.
    @inline(__always)
    private static func beginning(_ word: UInt32, _ count: Int) -> (index: Int, bit: UInt64) {
        let hash = word &* 0x9E37_79B1
        return (Int(hash >> 12) & (count - 1), 1 << UInt64(hash >> 6 & 63))
    }

    private mutating func connect(_ state: Int32, _ word: UInt32, _ target: Int32) {
        if count * 4 >= entries.count * 3 { grow() }
        insert(Entry(state: state, word: word, target: target))
        count += 1
    }

    private mutating func insert(_ entry: Entry) {
        let mask = entries.count - 1
        let hash = Self.hash(entry.state, entry.word)
        var place = Self.place(hash, mask)
        while entries[place].target != 0 { place = (place + 1) & mask }
        entries[place] = entry
        states[Int(entry.state)].words |= Self.bit(entry.word)
        if entry.state == 0 {
            let (index, bit) = Self.beginning(entry.word, beginnings.count)
            beginnings[index] |= bit
        }
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: Entry(), count: old.count * 2)
        beginnings = Array(repeating: 0, count: beginnings.count * 2)
        for entry in old where entry.target != 0 { insert(entry) }
    }

    /// Calls a function with each target of a state by a word.
    @inline(__always)
    private func forTargets(of state: Int32, _ word: UInt32, _ body: (Int32) -> Void) {
        guard states[Int(state)].words & Self.bit(word) != 0 else { return }
        let hash = Self.hash(state, word)
        entries.withUnsafeBufferPointer { entries in
            let mask = entries.count - 1
            var place = Self.place(hash, mask)
            while entries[place].target != 0 {
                let entry = entries[place]
                if entry.word == word, entry.state == state { body(entry.target) }
                place = (place + 1) & mask
            }
        }
    }

    // MARK: Running

    /// A state and what is left of its gap.
    private struct Place {
        var state: Int32
        var gap: Int8
    }

    /// The states that are followed at one time.
    private struct Places {
        private let room: UnsafeMutableBufferPointer<Place>
        private(set) var count = 0

        /// - Parameter number: which part of the room.
        init(_ room: UnsafeMutableBufferPointer<Place>, _ number: Int) {
            let start = number * mostStates
            self.room = UnsafeMutableBufferPointer(rebasing: room[start..<start + mostStates])
        }

        var isFull: Bool { count == room.count }

        subscript(index: Int) -> Place { room[index] }

        mutating func append(_ place: Place) {
            guard !isFull else { return }
            room.initializeElement(at: count, to: place)
            count &+= 1
        }

        /// Adds a state behind all that are less.
        mutating func insert(_ state: Int32) {
            append(Place(state: state, gap: 0))
            var index = count &- 1
            while index > 0, room[index &- 1].state > room[index].state {
                room.swapAt(index, index &- 1)
                index &-= 1
            }
        }

        mutating func removeAll() { count = 0 }
    }

    /// Whether a word may begin a phrase; few do that begin none.
    @inline(__always)
    private func mayBegin(_ word: UInt32) -> Bool {
        let (index, bit) = Self.beginning(word, beginnings.count)
        return beginnings[index] & bit != 0
    }

    /// The first word from `start` on that may begin a phrase, or nil.
    func beginning(in words: [LineWords.Word], from start: Int) -> Int? {
        for index in start..<words.count where mayBegin(words[index].hash) { return index }
        return nil
    }

    /// Reports each phrase that begins at word `start`, with the word behind
    /// its end; those that end at the same word in the order they were added.
    @inline(__always)
    func run(_ words: [LineWords.Word], from start: Int, _ report: (Int32, Int) -> Void) {
        guard mayBegin(words[start].hash) else { return }
        withUnsafeTemporaryAllocation(of: Place.self, capacity: 3 * Self.mostStates) { room in
            var places = Places(room, 0)
            var next = Places(room, 1)
            var ends = Places(room, 2)
            places.append(Place(state: 0, gap: 0))
            for index in start..<words.count {
                next.removeAll()
                ends.removeAll()
                for number in 0..<places.count {
                    let place = places[number]
                    follow(place.state, words[index].hash, to: &next, &ends)
                    if place.gap > 0 {
                        next.append(Place(state: place.state, gap: place.gap - 1))
                    }
                }
                for number in 0..<ends.count {
                    report(states[Int(ends[number].state)].accepts, index + 1)
                }
                if next.count == 0 { return }
                swap(&places, &next)
            }
        }
    }

    private func follow(
        _ state: Int32,
        _ word: UInt32,
        to next: inout Places,
        _ ends: inout Places
    ) {
        forTargets(of: state, word) { target in
            guard !next.isFull else { return }
            let found = states[Int(target)]
            if found.accepts >= 0 { ends.insert(target) }
            next.append(Place(state: target, gap: 0))
            guard found.hasGap else { return }
            forTargets(of: target, Self.gapWord) {
                next.append(Place(state: $0, gap: Int8(Self.widestGap)))
            }
        }
    }
}
