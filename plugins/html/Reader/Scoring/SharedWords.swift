/// For each block the words that it has in common with the page's title and
/// with the names of its site and its authors.
///
/// All are looked for in one pass over the text.
struct SharedWords {
    /// How alike a block and the title are.
    private(set) var titleSimilarity: [Float]
    /// The shares of the site's and the authors' names in a block, -1 where the
    /// page gives none.
    private(set) var siteShare: [Float]
    private(set) var authorShare: [Float]

    /// Longer blocks are not compared with the title, or with names.
    private static let longestTitle: (counted: Int32, words: Int) = (60, 64)
    private static let longestNamed: (counted: Int32, words: Int) = (160, 160)

    init(_ page: borrowing Page, _ evidence: PageEvidence) {
        let count = page.blocks.count
        let names = evidence.names
        titleSimilarity = Array(repeating: 0, count: count)
        siteShare = Array(repeating: names.site.isEmpty ? -1 : 0, count: count)
        authorShare = Array(repeating: names.authors.isEmpty ? -1 : 0, count: count)
        let words = WordTable(evidence)
        let isNamed = !names.site.isEmpty || !names.authors.isEmpty
        guard isNamed || words.titleCount > 0 else { return }
        let longest = isNamed ? Self.longestNamed : Self.longestTitle
        for index in page.blocks.indices
        where page.blocks[index].counts.words <= longest.counted {
            let block = page.blocks[index]
            var scanner = WordScanner(page.text.bytes(block.textStart, block.textEnd))
            var total = 0
            var found = (title: Float(0), site: Float(0), authors: Float(0))
            while total < longest.words, let word = scanner.next() {
                total += 1
                let uses = words.uses(of: word)
                if uses.isEmpty { continue }
                if uses.contains(.title), total <= Self.longestTitle.words { found.title += 1 }
                if uses.contains(.site) { found.site += 1 }
                if uses.contains(.author) { found.authors += 1 }
            }
            if found.title > 0, block.counts.words <= Self.longestTitle.counted {
                let size = Float(min(total, Self.longestTitle.words))
                titleSimilarity[index] =
                    found.title / size * min(1, found.title / Float(words.titleCount) + 0.3)
            }
            if found.site > 0 { siteShare[index] = found.site / Float(names.site.count) }
            if found.authors > 0 { authorShare[index] = found.authors / Float(names.authors.count) }
        }
    }
}

/// The words of a page's title and names, by open addressing.
private struct WordTable {
    struct Uses: OptionSet {
        let rawValue: UInt8
        static let title = Uses(rawValue: 1)
        static let site = Uses(rawValue: 2)
        static let author = Uses(rawValue: 4)
    }

    /// Many times as many as there can be words.
    private static let size = 1024

    private var words = [UInt32](repeating: 0, count: size)
    /// None for a free slot.
    private var uses = [Uses](repeating: [], count: size)
    /// How many words the title has, each counted once.
    private(set) var titleCount = 0

    init(_ evidence: PageEvidence) {
        for word in evidence.titleWords where !uses(of: word).contains(.title) {
            insert(word, .title)
            titleCount += 1
        }
        for word in evidence.names.site { insert(word, .site) }
        for word in evidence.names.authors { insert(word, .author) }
    }

    private mutating func insert(_ word: UInt32, _ use: Uses) {
        let slot = slot(of: word)
        words[slot] = word
        uses[slot].insert(use)
    }

    /// What a word is.
    @inline(__always)
    func uses(of word: UInt32) -> Uses {
        let first = Int(word) & (Self.size - 1)
        return uses[first].isEmpty ? [] : uses[slot(of: word)]
    }

    /// Where a word stands or would stand.
    private func slot(of word: UInt32) -> Int {
        var slot = Int(word) & (Self.size - 1)
        while !uses[slot].isEmpty, words[slot] != word { slot = (slot + 1) & (Self.size - 1) }
        return slot
    }
}
