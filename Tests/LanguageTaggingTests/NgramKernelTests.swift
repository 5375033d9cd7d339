import CNgrams
import Testing

/// The vectors' loops against plain ones. Those for the processor at hand are
/// what is tested.
@Suite struct NgramKernelTests {
    private static let mark: UInt32 = 0x5F

    private static func step(_ hash: UInt32, _ scalar: UInt32) -> UInt32 {
        (hash ^ scalar) &* 0x0100_0193 &+ scalar
    }

    private static func mixed(_ hash: UInt32) -> UInt32 {
        var hash = hash
        hash ^= hash >> 16
        hash = hash &* 0x85EB_CA6B
        hash ^= hash >> 13
        hash = hash &* 0xC2B2_AE35
        return hash ^ hash >> 16
    }

    /// The hashes of words as `winnow_ngrams.h` describes them.
    private static func hashes(of words: [String], highest: UInt32) -> [UInt32] {
        var hashes: [UInt32] = []
        for word in words {
            let letters = word.unicodeScalars.map(\.value)
            let places = [mark] + letters + [mark]
            for start in places.indices {
                var hash: UInt32 = 0x811C_9DC5
                for place in start..<min(start + 5, places.count) {
                    hash = step(hash, places[place])
                    if place > start || places[place] >= 0x80 { hashes.append(mixed(hash)) }
                }
            }
            if letters.count > 3 { hashes.append(mixed(letters.reduce(0x9E37_79B9, step))) }
        }
        return hashes.filter { $0 <= highest }.sorted()
    }

    private static func kernelHashes(of words: [String], highest: UInt32) -> [UInt32] {
        var places = [mark]
        for word in words { places += word.unicodeScalars.map(\.value) + [mark] }
        let count = places.count
        places += [UInt32](repeating: 0x61, count: Int(WINNOW_NGRAMS_PADDING))
        var hashes = [UInt32](
            repeating: 0,
            count: places.count * Int(WINNOW_NGRAMS_OF_SCALAR)
        )
        let number = winnow_ngrams_hash(places, count, mark, highest, &hashes)
        return hashes.prefix(number).sorted()
    }

    @Test(arguments: [
        [], ["a"], ["é"], ["to", "a"], ["the", "word"], ["wörter", "жук", "и", "снова"],
        ["abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuv"],
        ["one", "row", "of", "many", "words", "which", "fills", "more", "than", "a", "vector"],
    ])
    func wordsHaveTheHashesOfTheirParts(_ words: [String]) {
        for highest in [UInt32.max, .max >> 1, .max >> 2] {
            #expect(
                Self.kernelHashes(of: words, highest: highest)
                    == Self.hashes(of: words, highest: highest)
            )
        }
    }

    @Test func ideographsAreHashedAloneAndInPairs() {
        let text = "天地玄黄".unicodeScalars.map(\.value)
        var hashes = [UInt32](repeating: 0, count: 8)
        let number = winnow_ngrams_hash_ideographs(text, text.count, .max, &hashes)
        let single = text.map { Self.mixed(Self.step(0x811C_9DC5, $0)) }
        let pairs = zip(text, text.dropFirst()).map {
            Self.mixed(Self.step(Self.step(0x811C_9DC5, $0), $1))
        }
        #expect(hashes.prefix(number).sorted() == (single + pairs).sorted())
        #expect(winnow_ngrams_hash_ideographs(text, text.count, 0, &hashes) == 0)
    }

    /// A table of random keys, `load` of 100 slots taken.
    private struct Table {
        var keys: [UInt16] = []
        var weights: [Int8] = []
        let lanes: Int

        init(slots: Int, lanes: Int, load: Int, using random: inout SystemRandomNumberGenerator) {
            self.lanes = lanes
            for _ in 0..<slots {
                let isTaken = Int.random(in: 0..<100, using: &random) < load
                keys.append(isTaken ? .random(in: 1...300, using: &random) : 0)
            }
            weights = (0..<slots * lanes).map { _ in .random(in: -128...127, using: &random) }
        }

        func sums(_ hashes: [UInt32]) -> (known: Int, sums: [Int32]) {
            var sums = [Int32](repeating: 0, count: lanes)
            var known = 0
            for hash in hashes {
                let key = max(UInt16(truncatingIfNeeded: hash), 1)
                var slot = Int((UInt64(hash) * UInt64(keys.count)) >> 32)
                var probes = 0
                while probes < 64, keys[slot] != 0, keys[slot] != key {
                    slot = (slot + 1) % keys.count
                    probes += 1
                }
                guard probes < 64, keys[slot] == key else { continue }
                known += 1
                for lane in 0..<lanes { sums[lane] += Int32(weights[slot * lanes + lane]) }
            }
            return (known, sums)
        }

        func kernelSums(_ hashes: [UInt32]) -> (known: Int, sums: [Int32]) {
            // What stood there before does not count.
            var sums = [Int32](repeating: 7, count: lanes)
            let known = keys.withUnsafeBufferPointer { keys in
                weights.withUnsafeBufferPointer { weights in
                    var table = winnow_ngram_table(
                        keys: keys.baseAddress,
                        weights: weights.baseAddress,
                        slots: keys.count,
                        lanes: lanes
                    )
                    return winnow_ngrams_sum(&table, hashes, hashes.count, &sums)
                }
            }
            return (known, sums)
        }
    }

    @Test(arguments: [1, 3, 4, 8, 12, 31, 33, 56, 64, 65, 130, 256])
    func rowsAreFoundAndSummed(lanes: Int) {
        var random = SystemRandomNumberGenerator()
        for load in [0, 50, 90, 100] {
            for slots in [1, 63, 64, 1000] {
                let table = Table(slots: slots, lanes: lanes, load: load, using: &random)
                let hashes = (0..<1000).map { _ in
                    UInt32.random(in: 0...0xFFFF, using: &random) << 16
                        | .random(in: 0...320, using: &random)
                }
                let expected = table.sums(hashes)
                let found = table.kernelSums(hashes)
                #expect(found.known == expected.known)
                #expect(found.sums == expected.sums)
            }
        }
    }
}
