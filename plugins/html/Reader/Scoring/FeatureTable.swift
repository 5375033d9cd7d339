import WinnowHTML
import WinnowModel

/// The features of every block of a page, one row a block.
///
/// Each row is made of views on the block: the text itself, its place in the
/// page, its neighbours, blocks of the same template, the containers around
/// it, what its ancestors are called, the best range and subtree by a plain
/// density measure, and the page as a whole. No feature looks at a word of
/// the text, so they mean the same in every language. Rows are filled in one
/// pass after three linear preparations; the cost is about a microsecond a
/// block.
struct FeatureTable: ~Copyable {
    /// Values that the first round fills in.
    static let firstWidth = 260
    /// Values in a row.
    static let width = firstWidth + contextWidth

    var rows: [Float]
    let blockCount: Int

    init(_ page: borrowing Page, evidence: PageEvidence, tables: SegmenterTables) {
        blockCount = page.blocks.count
        rows = Array(repeating: 0, count: page.blocks.count * Self.width)
        guard !page.blocks.isEmpty else { return }
        let context = PageContext(page, evidence: evidence, tables: tables)
        var ancestors = AncestorPath()
        rows.withUnsafeMutableBufferPointer { rows in
            for index in page.blocks.indices {
                var row = FeatureRow(rows, start: index * Self.width)
                row.addText(page.blocks[index])
                row.addPlace(index, context)
                row.addEvidence(index, page, context, evidence)
                row.addNeighbours(index, page, context)
                ancestors.move(to: page.blocks[index].element, in: page)
                row.addContainers(index, page, context, ancestors)
                row.addCategories(index, page, context, ancestors)
                row.addCandidates(index, page, context)
                row.addPage(context, evidence, page)
                row.addUnits(index, page, context)
                assert(row.next == index * Self.width + Self.firstWidth)
            }
        }
    }
}

/// The chain of elements around the current block, by depth.
struct AncestorPath {
    private(set) var byDepth: [Int32] = Array(repeating: -1, count: 256)
    private(set) var element: Int32 = -1
    private(set) var depth = 0

    mutating func move(to newElement: Int32, in page: borrowing Page) {
        guard newElement != element else { return }
        element = newElement
        var current = newElement
        depth = Int(page.elements[Int(newElement)].depth)
        while current >= 0 {
            let record = page.elements[Int(current)]
            if byDepth[Int(record.depth)] == current { break }
            byDepth[Int(record.depth)] = current
            current = record.parent
        }
    }
}

/// Writes one row, value after value.
struct FeatureRow {
    private let rows: UnsafeMutableBufferPointer<Float>
    private(set) var next: Int

    init(_ rows: UnsafeMutableBufferPointer<Float>, start: Int) {
        self.rows = rows
        next = start
    }

    @inline(__always)
    mutating func add(_ value: Float) {
        rows[next] = value
        next &+= 1
    }

    @inline(__always)
    mutating func add(_ value: Int32) {
        add(Float(value))
    }

    mutating func addText(_ block: PageBlock) {
        let counts = block.counts
        let size = Float(max(1, counts.size))
        let words = Float(max(1, counts.words))
        add(counts.size)
        add(counts.words)
        add(Float(block.linkSize) / size)
        add(block.linkCount)
        add(counts.sentenceEnds)
        add(counts.commas)
        add(Float(counts.last.rawValue))
        add(Float(counts.first.rawValue))
        add(Float(counts.digits) / size)
        add(Float(counts.upper) / size)
        add(size / words)
        add(Float(counts.upper) / words)
        add(Float(counts.sentenceEnds &+ counts.commas) / words)
        add(Float(counts.symbols) / words)
        add(Float(counts.quotes) / words)
        add(Float(counts.ideographs) * Float(TextCounts.ideographSize) / size)
        add(Float(block.kind))
        add(Float(block.level))
        add(Float(block.lineBreaks & 3))
        add(Float(block.emphasisSize) / size)
        add(block.imageCount)
    }
}
