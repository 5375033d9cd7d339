// All phrases as one machine over words. A state is a place in one phrase;
// running it keeps the few states that the words so far lead to. The size is
// that of the phrases as written, not of what their alternatives multiply to.
//
// What a look-up costs is the memory that it touches, since little of it is in
// the caches when a page comes. So phrases that begin alike share their first
// states, whose links are in a hash table; behind these a phrase has states and
// links of its own, which stand together. A table of bits tells most words that
// begin no phrase, and bits in each state most that do not lead on.

/// Finds phrases in runs of words.
struct PhraseNetwork {
    /// Leads from a state to another one.
    struct Link {
        var word: UInt32
        var target: Int32
    }

    struct State {
        /// For each word that leads on a bit.
        var words: UInt64 = 0
        /// What is reported; -1 for nothing.
        var accepts: Int32 = -1
        /// Those of the links that are the state's, if it is not shared.
        var firstLink: Int32 = 0
        var linkCount: Int32 = 0
        var hasGap = false
        /// Whether it is several phrases'.
        var isShared = false
    }

    /// Of those that are one phrase's the ones of later phrases stand behind.
    private(set) var states = [State(isShared: true)]
    /// The links of states that are one phrase's.
    private var links: [Link] = []
    /// The links of shared states.
    private var sharedLinks: SharedLinks
    /// A few bits for each word that begins a phrase.
    private var beginnings: [UInt64]
    /// The links of the phrase that is being added.
    private var newLinks: [(source: Int32, link: Link)] = []

    static let gapWord: UInt32 = 1

    /// - Parameter size: A power of two, about the number of different first
    ///   words to come.
    init(size: Int = 256) {
        sharedLinks = SharedLinks(places: 4 * size)
        beginnings = Array(repeating: 0, count: size / 8)
        states.reserveCapacity(2 * size)
        links.reserveCapacity(4 * size)
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
                for run in 0..<runs.count { add(runs[run], from: sources, to: exit) }
                if repeats {
                    for run in 0..<runs.count { add(runs[run], from: [exit], to: exit) }
                }
                sources = isOptional ? sources + [exit] : [exit]
            }
        }
        for source in sources where source != 0 { states[Int(source)].accepts = payload }
        keepLinks()
    }

    /// Gives the states of a phrase their links.
    private mutating func keepLinks() {
        // They mostly are in order.
        if zip(newLinks, newLinks.dropFirst()).contains(where: { $0.source > $1.source }) {
            newLinks.sort { $0.source < $1.source }
        }
        for (source, link) in newLinks {
            if states[Int(source)].linkCount == 0 {
                states[Int(source)].firstLink = Int32(links.count)
            }
            states[Int(source)].linkCount += 1
            links.append(link)
        }
        newLinks.removeAll(keepingCapacity: true)
    }

    private mutating func add(
        _ run: ArraySlice<UInt32>,
        from sources: [Int32],
        to exit: Int32
    ) {
        guard let first = run.first, let last = run.last else { return }
        if run.count == 1 {
            for source in sources { connect(source, first, exit) }
            return
        }
        var state: Int32
        if let source = shared(sources) {
            state = share(source, first)
        } else {
            state = makeState()
            for source in sources { connect(source, first, state) }
        }
        for word in run.dropFirst().dropLast() {
            if states[Int(state)].isShared {
                state = share(state, word)
            } else {
                let next = makeState()
                connect(state, word, next)
                state = next
            }
        }
        connect(state, last, exit)
    }

    /// The only source, if it is shared.
    private func shared(_ sources: [Int32]) -> Int32? {
        sources.count == 1 && states[Int(sources[0])].isShared ? sources[0] : nil
    }

    /// The shared state that a word leads to.
    private mutating func share(_ source: Int32, _ word: UInt32) -> Int32 {
        var known: Int32?
        sharedLinks.forTargets(of: source, word) { if states[Int($0)].isShared { known = $0 } }
        if let known { return known }
        let target = makeState(isShared: true)
        connect(source, word, target)
        return target
    }

    private mutating func makeState(isShared: Bool = false) -> Int32 {
        states.append(State(isShared: isShared))
        return Int32(states.count - 1)
    }

    private mutating func connect(_ source: Int32, _ word: UInt32, _ target: Int32) {
        let link = Link(word: word, target: target)
        if states[Int(source)].isShared {
            sharedLinks.insert(link, of: source)
        } else {
            newLinks.append((source, link))
        }
        states[Int(source)].words |= Self.bit(word)
        if source == 0 {
            let (index, bit) = Self.beginning(word, beginnings.count)
            beginnings[index] |= bit
        }
    }

    // MARK: Looking up

    /// The bit of a word in `State.words`.
    @inline(__always)
    private static func bit(_ word: UInt32) -> UInt64 { 1 << UInt64((word &* 0x9E37_79B1) >> 26) }

    /// Where the bit of a word in `beginnings` is.
    @inline(__always)
    private static func beginning(_ word: UInt32, _ count: Int) -> (index: Int, bit: UInt64) {
        let hash = word &* 0x9E37_79B1
        return (Int(hash >> 12) & (count - 1), 1 << UInt64(hash >> 6 & 63))
    }

    /// Whether a word may begin a phrase; few do that begin none.
    @inline(__always)
    func mayBegin(_ word: UInt32) -> Bool {
        let (index, bit) = Self.beginning(word, beginnings.count)
        return beginnings[index] & bit != 0
    }

    /// Calls a function with each target of a state by a word.
    @inline(__always)
    func forTargets(of source: Int32, _ word: UInt32, _ body: (Int32) -> Void) {
        let state = states[Int(source)]
        guard state.words & Self.bit(word) != 0 else { return }
        if state.isShared {
            sharedLinks.forTargets(of: source, word, body)
            return
        }
        for index in Int(state.firstLink)..<Int(state.firstLink + state.linkCount)
        where links[index].word == word {
            body(links[index].target)
        }
    }
}

/// Links by state and word, open addressing; those of one key follow each other.
private struct SharedLinks {
    private struct Entry {
        var source: Int32 = 0
        var word: UInt32 = 0
        /// 0 for a free place: nothing leads back to the beginning.
        var target: Int32 = 0
    }

    private var entries: [Entry]
    private var count = 0

    /// - Parameter places: A power of two; the table grows where it is too small.
    init(places: Int) {
        entries = Array(repeating: Entry(), count: places)
    }

    @inline(__always)
    private static func place(_ source: Int32, _ word: UInt32, _ mask: Int) -> Int {
        let key = UInt64(UInt32(bitPattern: source)) << 32 | UInt64(word)
        return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 30) & mask
    }

    mutating func insert(_ link: PhraseNetwork.Link, of source: Int32) {
        if count * 4 >= entries.count * 3 { grow() }
        insert(Entry(source: source, word: link.word, target: link.target))
        count += 1
    }

    private mutating func insert(_ entry: Entry) {
        let mask = entries.count - 1
        var place = Self.place(entry.source, entry.word, mask)
        while entries[place].target != 0 { place = (place + 1) & mask }
        entries[place] = entry
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: Entry(), count: old.count * 2)
        for entry in old where entry.target != 0 { insert(entry) }
    }

    @inline(__always)
    func forTargets(of source: Int32, _ word: UInt32, _ body: (Int32) -> Void) {
        entries.withUnsafeBufferPointer { entries in
            let mask = entries.count - 1
            var place = Self.place(source, word, mask)
            while entries[place].target != 0 {
                let entry = entries[place]
                if entry.word == word, entry.source == source { body(entry.target) }
                place = (place + 1) & mask
            }
        }
    }
}
