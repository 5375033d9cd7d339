import Foundation
import LanguageTagging

/// The lines of one language.
struct Corpus {
    let tag: String
    /// All lines behind each other, without line feeds.
    private var text: [UInt8] = []
    private var ends: [Int] = [0]

    /// Reads lines "package<TAB>text" until there are `limit` bytes of text.
    /// `keep` decides by number of the line.
    init?(tag: String, file: URL, limit: Int, keep: (Int) -> Bool) {
        self.tag = tag
        guard let data = try? Data(contentsOf: file) else { return nil }
        var lines = data.split(separator: 0x0A)
        // A package's lines stand together; a share of each is wanted.
        var generator = SplitMix(seed: 1)
        lines.shuffle(using: &generator)
        for (number, line) in lines.enumerated() where keep(number) {
            guard text.count < limit else { break }
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            text.append(contentsOf: line[line.index(after: tab)...])
            ends.append(text.count)
        }
    }

    var count: Int { ends.count - 1 }
    var bytes: Int { text.count }

    func withLine<Result>(
        _ index: Int,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        text.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[ends[index]..<ends[index + 1]]))
        }
    }
}

/// A reproducible source of random numbers.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
