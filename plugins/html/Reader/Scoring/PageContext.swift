import WinnowHTML
import WinnowModel

/// Sums over a page that the features of single blocks are measured against.
struct PageContext {
    /// Prefix sums over blocks: `size[i]` is the size of the blocks before i.
    var size: [Float] = [0]
    var linkSize: [Float] = [0]
    /// Size of blocks that read like running text.
    var proseSize: [Float] = [0]
    var proseCount: [Float] = [0]
    var templates: [TemplateSums] = []
    /// For each block the index of its template in `templates`.
    var templateOf: [Int32] = []
    /// For each block how many blocks of the page have the same text.
    var copies: [Int32] = []
    /// The block that looks most like the page's title, -1 for none.
    var titleBlock = -1
    /// The first heading of level one, -1 for none.
    var firstHeading = -1
    /// The contiguous run of blocks with the most prose over clutter.
    var bestRange = 0..<0
    /// The element with the most prose over clutter.
    var bestElement: Int32 = -1
    var articleCount = 0
    var longCount = 0
    var ideographShare: Float = 0
    /// The template of the first running text behind the title.
    var firstProseTemplate: Int32 = -1
    /// The template with the most running text.
    var mainTemplate: Int32 = -1
    var units = RepeatedUnits()

    /// For each element what stands in it.
    var elements: [ElementSums] = []

    /// Sums over the blocks of one template.
    struct TemplateSums {
        var count: Float = 0
        var size: Float = 0
        var linkSize: Float = 0
        var prose: Float = 0
    }

    /// What stands in one element.
    struct ElementSums {
        /// Its share of the page's size.
        var share: Float
        var firstBlock: Int32
        var blockCount: Float
        /// The share of its size that is in links.
        var linkShare: Float
        /// Its share of the page's running text.
        var proseShare: Float
        /// The share of its blocks that are running text.
        var proseBlocks: Float
    }

    init(_ page: borrowing Page, _ words: SharedWords) {
        sumBlocks(page)
        groupTemplates(page)
        copies = TextCopies.count(page)
        findTitle(page, words)
        findBestRange(page)
        findBestElement(page)
        findProseTemplates(page)
        units.find(page, self)
        measureElements(page)
    }

    var totalSize: Float { size[size.count - 1] }
    var totalProse: Float { proseSize[proseSize.count - 1] }
    var totalLinks: Float { linkSize[linkSize.count - 1] }

    /// How much a block reads like running text: its size outside links if it
    /// has the length or the marks of sentences.
    @inline(__always)
    static func prose(_ block: PageBlock) -> Float {
        let plain = block.counts.size &- block.linkSize
        let marks = block.counts.sentenceEnds &+ block.counts.commas
        if plain < 40 || (marks == 0 && plain < 120) { return 0 }
        return Float(plain)
    }

    private mutating func sumBlocks(_ page: borrowing Page) {
        let count = page.blocks.count + 1
        size.reserveCapacity(count)
        linkSize.reserveCapacity(count)
        proseSize.reserveCapacity(count)
        proseCount.reserveCapacity(count)
        var ideographs: Float = 0
        for index in page.blocks.indices {
            let block = page.blocks[index]
            let prose = Self.prose(block)
            size.append(size[index] + Float(block.counts.size))
            linkSize.append(linkSize[index] + Float(block.linkSize))
            proseSize.append(proseSize[index] + prose)
            proseCount.append(proseCount[index] + (prose > 0 ? 1 : 0))
            if prose > 200 { longCount += 1 }
            ideographs += Float(block.counts.ideographs &* TextCounts.ideographSize)
            if firstHeading < 0, block.kind == Block.Kind.heading.rawValue, block.level == 1 {
                firstHeading = index
            }
        }
        ideographShare = ideographs / max(1, totalSize)
    }

    private mutating func groupTemplates(_ page: borrowing Page) {
        var table = HashIndex(minimumCapacity: page.blocks.count)
        templateOf.reserveCapacity(page.blocks.count)
        for block in page.blocks {
            let element = page.elements[Int(block.element)]
            let key = UInt64(element.template) << 8 | UInt64(block.kind)
            let slot = table.index(of: key)
            if slot == templates.count { templates.append(TemplateSums()) }
            var template = templates[slot]
            template.count += 1
            template.size += Float(block.counts.size)
            template.linkSize += Float(block.linkSize)
            template.prose += Self.prose(block)
            templates[slot] = template
            templateOf.append(Int32(truncatingIfNeeded: slot))
        }
    }

    private mutating func measureElements(_ page: borrowing Page) {
        let article = HTMLName.article.rawValue
        let total = max(1, totalSize)
        let prose = max(1, totalProse)
        elements.reserveCapacity(page.elements.count)
        for index in page.elements.indices {
            let first = Int(page.elements[index].firstBlock)
            let end = Int(page.elements[index].endBlock)
            let own = size[end] - size[first]
            elements.append(
                ElementSums(
                    share: own / total,
                    firstBlock: page.elements[index].firstBlock,
                    blockCount: Float(end - first),
                    linkShare: (linkSize[end] - linkSize[first]) / max(1, own),
                    proseShare: (proseSize[end] - proseSize[first]) / prose,
                    proseBlocks: (proseCount[end] - proseCount[first])
                        / Float(max(1, end - first))
                )
            )
            if page.elements[index].name == article { articleCount += 1 }
        }
    }

    private mutating func findProseTemplates(_ page: borrowing Page) {
        var most: Float = 0
        for (number, template) in templates.enumerated() where template.prose > most {
            most = template.prose
            mainTemplate = Int32(truncatingIfNeeded: number)
        }
        for index in max(0, titleBlock)..<page.blocks.count
        where Self.prose(page.blocks[index]) > 80 {
            firstProseTemplate = templateOf[index]
            return
        }
    }

    private mutating func findTitle(_ page: borrowing Page, _ words: SharedWords) {
        var best: Float = 0.35
        for (index, similarity) in words.titleSimilarity.enumerated() where similarity > 0.3 {
            let block = page.blocks[index]
            let isHeading = block.kind == Block.Kind.heading.rawValue
            let bonus: Float = isHeading ? (block.level == 1 ? 0.5 : 0.2) : 0
            if similarity + bonus > best {
                best = similarity + bonus
                titleBlock = index
            }
        }
        if titleBlock < 0 { titleBlock = firstHeading }
    }

    /// What a block adds to a range that should hold the main content.
    @inline(__always)
    private static func worth(_ block: PageBlock) -> Float {
        let prose = prose(block)
        return prose > 0 ? min(prose, 600) : -20 - Float(block.linkSize)
    }

    /// The run of blocks with the greatest sum of worth (Kadane).
    private mutating func findBestRange(_ page: borrowing Page) {
        var best: Float = 0
        var sum: Float = 0
        var start = 0
        for index in page.blocks.indices {
            if sum <= 0 {
                sum = 0
                start = index
            }
            sum += Self.worth(page.blocks[index])
            if sum > best {
                best = sum
                bestRange = start..<index + 1
            }
        }
    }

    /// The subtree with the greatest sum of worth; of equal ones the deepest.
    private mutating func findBestElement(_ page: borrowing Page) {
        var sums: [Float] = [0]
        sums.reserveCapacity(page.blocks.count + 1)
        for index in page.blocks.indices {
            sums.append(sums[index] + Self.worth(page.blocks[index]))
        }
        var best: Float = 0
        for index in page.elements.indices {
            let element = page.elements[index]
            let worth = sums[Int(element.endBlock)] - sums[Int(element.firstBlock)]
            if worth >= best, worth > 0 {
                best = worth
                bestElement = Int32(truncatingIfNeeded: index)
            }
        }
    }
}

/// Numbers keys in the order they first come, by open addressing.
struct HashIndex {
    private var slots: [Int32]
    private var keys: [UInt64] = []
    private let mask: Int

    /// - Parameter minimumCapacity: The most keys there can be.
    init(minimumCapacity: Int) {
        var capacity = 16
        while capacity < minimumCapacity * 2 { capacity *= 2 }
        slots = Array(repeating: -1, count: capacity)
        keys.reserveCapacity(capacity / 4)
        mask = capacity - 1
    }

    /// The number of a key; the next free number for a new one.
    mutating func index(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(truncatingIfNeeded: keys.count)
        keys.append(key)
        return keys.count - 1
    }
}
