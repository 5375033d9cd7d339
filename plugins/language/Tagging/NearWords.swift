// Words that tell near languages apart, from plugins/language/data/near-words.txt.
//
// The n-grams of translated software tell Croatian from Bosnian badly: what
// differs is some thousand words, most of them rare there. A list of them is
// small, can be read and mended by who speaks the languages, and is asked only
// where languages of one group stand against each other.

/// Evidence of words for languages of groups that are hard to tell apart.
public struct NearWords {
    /// The languages of a group.
    struct Group {
        var tags: [String]
        /// The power that the n-grams' probabilities among these languages are
        /// raised to.
        var trust: Float
    }

    /// What a word says.
    struct Entry {
        var group: Int
        /// The languages it is evidence for, as bits by place in the group.
        var languages: UInt32
        /// Log-odds.
        var weight: Float
    }

    private(set) var groups: [Group] = []
    private(set) var entries: [Entry] = []
    private var table = HashTable()

    /// Words of more letters than these are looked up no further.
    static let longestWord = 40
    private static let longestEnding = 6
    private static let shortestStem = 2

    /// Seeds of the hashes: a stem, a whole word, an ending, two words.
    private static let stemSeed: UInt32 = 0x811C_9DC5
    private static let wordSeed: UInt32 = 0x9E37_79B9
    private static let endingSeed: UInt32 = 0xC2B2_AE35
    private static let pairSeed: UInt32 = 0x27D4_EB2F

    /// Reads a list from a file.
    public init(path: String) throws(ModelError) {
        self.init(try NgramModel.map(path).bindMemory(to: UInt8.self))
    }

    private typealias Field = Slice<UnsafeBufferPointer<UInt8>>

    /// Reads a list in UTF-8. Lines that are not understood are left out.
    init(_ list: UnsafeBufferPointer<UInt8>) {
        var entry: Entry?
        for line in list.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let fields = line.split(separator: UInt8(ascii: " "))
            guard let first = fields.first, first.first != UInt8(ascii: "#") else { continue }
            if first.elementsEqual("group".utf8) {
                guard let trust = fields.last.flatMap(Self.number) else { continue }
                let tags = fields[1...].dropLast().map(Self.string)
                groups.append(Group(tags: tags, trust: trust))
                entry = nil
            } else if first.elementsEqual("=".utf8) {
                entry = self.entry(of: fields.dropFirst())
            } else if let entry {
                for field in fields { add(field, entry) }
            }
        }
    }

    private static func string(_ field: Field) -> String { String(decoding: field, as: UTF8.self) }

    private static func number(_ field: Field) -> Float? { Float(string(field)) }

    private func entry(of fields: ArraySlice<Field>) -> Entry? {
        guard let group = groups.last, let tags = fields.first,
            let weight = fields.last.flatMap(Self.number)
        else { return nil }
        var languages: UInt32 = 0
        for tag in tags.split(separator: UInt8(ascii: "+")) {
            guard let place = group.tags.firstIndex(of: Self.string(tag)), place < 32 else {
                return nil
            }
            languages |= 1 << UInt32(place)
        }
        return Entry(group: groups.count - 1, languages: languages, weight: weight)
    }

    private mutating func add(_ field: Field, _ entry: Entry) {
        let star = UInt8(ascii: "*")
        let hash: UInt32
        if field.first == star {
            hash = Self.scalars(field.dropFirst()).reversed().reduce(Self.endingSeed, Self.step)
        } else if field.last == star {
            hash = Self.scalars(field.dropLast()).reduce(Self.stemSeed, Self.step)
        } else {
            let words = field.split(separator: UInt8(ascii: "_")).map {
                Self.scalars($0).reduce(Self.wordSeed, Self.step)
            }
            guard let first = words.first, let last = words.last else { return }
            hash = words.count > 1 ? Self.pair(first, last) : first
        }
        entries.append(entry)
        table.insert(Self.mixed(hash, group: entry.group), UInt16(clamping: entries.count - 1))
    }

    private static func scalars(_ field: Field) -> [UInt32] {
        let bytes = UnsafeBufferPointer(rebasing: field)
        var scalars: [UInt32] = []
        var position = 0
        while position < bytes.count {
            let (scalar, length) = decodeScalar(bytes, position)
            scalars.append(scalar)
            position += length
        }
        return scalars
    }

    /// Adds the numbers of a group's entries that a word, given in lower case,
    /// and its pair with the word before have. Returns the word's hash for the
    /// next pair.
    func look(
        up word: UnsafeBufferPointer<UInt32>,
        behind previous: UInt32,
        in group: Int,
        _ found: (Int) -> Void
    ) -> UInt32 {
        var whole = Self.wordSeed
        var stem = Self.stemSeed
        var best: Int?
        for (place, scalar) in word.enumerated() {
            whole = Self.step(whole, scalar)
            stem = Self.step(stem, scalar)
            guard place + 1 >= Self.shortestStem else { continue }
            if let entry = table.find(Self.mixed(stem, group: group)) { best = entry }
        }
        if let entry = table.find(Self.mixed(whole, group: group)) { best = entry }
        if let best {
            found(best)
        } else {
            var ending = Self.endingSeed
            var length = 0
            for scalar in word.reversed().prefix(min(Self.longestEnding, word.count - 1)) {
                ending = Self.step(ending, scalar)
                length += 1
                guard length > 2 else { continue }
                if let entry = table.find(Self.mixed(ending, group: group)) { best = entry }
            }
            if let best { found(best) }
        }
        if previous != 0,
            let entry = table.find(Self.mixed(Self.pair(previous, whole), group: group))
        {
            found(entry)
        }
        return whole
    }

    private static func step(_ hash: UInt32, _ scalar: UInt32) -> UInt32 {
        (hash ^ scalar) &* 0x0100_0193 &+ scalar
    }

    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
        step(step(pairSeed, first), second)
    }

    private static func mixed(_ hash: UInt32, group: Int) -> UInt32 {
        var hash = hash ^ UInt32(truncatingIfNeeded: group) &* 0x9E37_79B1
        hash ^= hash >> 15
        hash = hash &* 0x85EB_CA6B
        return hash ^ hash >> 13
    }
}

/// A table from hashes to small numbers, a third full at most.
private struct HashTable {
    private var keys = [UInt32](repeating: 0, count: 256)
    private var values = [UInt16](repeating: 0, count: 256)
    private var count = 0

    mutating func insert(_ hash: UInt32, _ value: UInt16) {
        if (count + 1) * 3 > keys.count { grow() }
        let key = max(hash, 1)
        var slot = Int(key) & (keys.count - 1)
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        if keys[slot] == 0 { count += 1 }
        keys[slot] = key
        values[slot] = value
    }

    private mutating func grow() {
        let old = zip(keys, values).filter { $0.0 != 0 }
        keys = Array(repeating: 0, count: keys.count * 2)
        values = Array(repeating: 0, count: keys.count)
        count = 0
        for (key, value) in old { insert(key, value) }
    }

    func find(_ hash: UInt32) -> Int? {
        let key = max(hash, 1)
        var slot = Int(key) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == key { return Int(values[slot]) }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }
}
