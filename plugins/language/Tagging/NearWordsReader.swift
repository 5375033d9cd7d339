#if canImport(Glibc)
    import Glibc
#endif

/// Reads texts for words that tell near languages apart. Keeps its buffers
/// from text to text.
struct NearWordsReader {
    /// How much a word's weight counts against the n-grams.
    private static let scale: Float = 1.3
    /// Weights below it are places and institutions: a text may be about
    /// another country, so all of them together count for no more than `mostOfPlaces`.
    private static let leastOfWord: Float = 1
    private static let mostOfPlaces: Float = 1.6
    /// Languages of a group are asked about where they have so much together,
    /// and one of them has not nearly all of that.
    private static let leastShare: Float = 0.05
    private static let settledShare: Float = 0.998
    /// No probability counts as less.
    private static let smallest: Float = 5e-4
    /// The words behind so many bytes say nothing new.
    private static let longestText = 16384

    private let words: NearWords
    private var word: [UInt32] = []
    private var seen: [Bool]
    private var found: [Int] = []
    /// By script and group.
    private var places: [[[Int]?]]

    init(_ words: NearWords) {
        self.words = words
        seen = Array(repeating: false, count: words.entries.count)
        places = Array(repeating: [], count: ScriptGroup.allCases.count)
        word.reserveCapacity(NearWords.longestWord)
    }

    /// Divides what the near languages of a group have together anew among
    /// them, as the text's words see it.
    mutating func refine(_ evidence: inout Evidence, _ text: UnsafeBufferPointer<UInt8>) {
        // Where the script decides, nothing was asked.
        guard evidence.probabilities.count == evidence.tags.count, !evidence.tags.isEmpty else {
            return
        }
        for (number, group) in words.groups.enumerated() {
            guard let places = places(of: number, in: evidence) else { continue }
            let shares = places.map { evidence.probabilities[$0] }
            let sum = shares.reduce(0, +)
            guard sum >= Self.leastShare else { continue }
            var parts = shares.map { powf(($0 + Self.smallest) / sum, group.trust) }
            let whole = parts.reduce(0, +)
            guard (parts.max() ?? 0) < Self.settledShare * whole else { continue }
            let evidenceOfWords = logOdds(of: number, in: text, without: evidence.stretches)
            for index in parts.indices { parts[index] *= expf(evidenceOfWords[index]) }
            let total = parts.reduce(0, +)
            for index in parts.indices { parts[index] *= sum / total }
            for (place, part) in zip(places, parts) { evidence.probabilities[place] = part }
        }
    }

    /// Where the languages of a group stand among those of the text's script;
    /// nil if one of them is not there.
    private mutating func places(of group: Int, in evidence: Evidence) -> [Int]? {
        let script = Int(evidence.script.rawValue)
        if places[script].isEmpty {
            guard !evidence.tags.isEmpty else { return nil }
            places[script] = words.groups.map { group in
                let found = group.tags.compactMap { evidence.tags.firstIndex(of: $0) }
                return found.count == group.tags.count ? found : nil
            }
        }
        return places[script][group]
    }

    /// What the words of a text say for each language of a group, against the
    /// one they say most for. Each word counts once.
    private mutating func logOdds(
        of group: Int,
        in text: UnsafeBufferPointer<UInt8>,
        without stretches: [Evidence.Stretch]
    ) -> [Float] {
        let count = words.groups[group].tags.count
        var sums = [Float](repeating: 0, count: count)
        var places = sums
        collect(from: text, group, without: stretches.filter(\.isForeign).map(\.range))
        for number in found {
            seen[number] = false
            let entry = words.entries[number]
            for language in 0..<count where entry.languages >> UInt32(language) & 1 == 1 {
                if entry.weight < Self.leastOfWord {
                    places[language] += entry.weight
                } else {
                    sums[language] += entry.weight
                }
            }
        }
        for language in 0..<count { sums[language] += min(places[language], Self.mostOfPlaces) }
        let largest = sums.max() ?? 0
        return sums.map { ($0 - largest) * Self.scale }
    }

    private mutating func collect(
        from text: UnsafeBufferPointer<UInt8>,
        _ group: Int,
        without foreign: [Range<Int>]
    ) {
        found.removeAll(keepingCapacity: true)
        word.removeAll(keepingCapacity: true)
        let table = ScalarTable.shared
        var previous: UInt32 = 0
        var position = 0
        var rest = foreign[...]
        while position < min(text.count, Self.longestText) {
            while let next = rest.first, next.upperBound <= position { rest.removeFirst() }
            if let next = rest.first, next.contains(position) {
                position = next.upperBound
                previous = 0
                continue
            }
            let (scalar, length) = decodeScalar(text, position)
            position += length
            if (0x4E00...0x9FFF).contains(scalar) {
                // Each ideograph is a word.
                word.append(scalar)
                previous = finish(group, behind: 0)
                continue
            }
            if Self.isLetter(scalar) || Self.isApostrophe(scalar) && !word.isEmpty {
                if word.count < NearWords.longestWord { word.append(table.lower(scalar)) }
                continue
            }
            if !word.isEmpty { previous = finish(group, behind: previous) }
            // A sentence's last word and the next one's first are no pair.
            if scalar != 0x20 { previous = 0 }
        }
        if !word.isEmpty { _ = finish(group, behind: previous) }
    }

    private mutating func finish(_ group: Int, behind previous: UInt32) -> UInt32 {
        defer { word.removeAll(keepingCapacity: true) }
        return word.withUnsafeBufferPointer { word in
            words.look(up: word, behind: previous, in: group) { number in
                if !seen[number] {
                    seen[number] = true
                    found.append(number)
                }
            }
        }
    }

    /// One inside a word is a part of it: "it's" has no word "s".
    private static func isApostrophe(_ scalar: UInt32) -> Bool {
        scalar == 0x27 || scalar == 0x2019
    }

    /// Letters of the scripts that near languages are written in.
    private static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (0x61...0x7A).contains(scalar | 0x20) }
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x300...0x36F, 0x400...0x52F, 0x900...0x963,
            0x1E00...0x1EFF:
            return true
        default: return false
        }
    }
}
