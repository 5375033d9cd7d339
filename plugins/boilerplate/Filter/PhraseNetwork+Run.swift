extension PhraseNetwork {
    /// Words that a gap may skip.
    private static let widestGap = 6
    /// States that are followed at one time; hostile lines end here.
    private static let mostStates = 384

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
