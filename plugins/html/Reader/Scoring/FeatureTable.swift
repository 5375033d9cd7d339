import WinnowHTML
import WinnowModel

/// The features of every block of a page, one row a block.
///
/// Each row is made of views on the block: the text itself, its place in the
/// page, its neighbours, blocks of the same template, the containers around
/// it, what its ancestors are called, the best range and subtree by a plain
/// density measure, the page as a whole, and marks of lines about the text.
/// Words are compared with those of the page's title and names, but no feature knows one of
/// its own, so they mean the same in every language. Rows are filled in one
/// pass after three linear preparations; the cost is about a microsecond a
/// block.
struct FeatureTable: ~Copyable {
    /// Values that the first round fills in.
    static let firstWidth = 260 + BlockMarks.width
    /// Values in a row.
    static let width = firstWidth + contextWidth

    let blockCount: Int
    /// Sixteen rows each, the last one filled up.
    let groupCount: Int
    /// Values by group, feature and row of the group, as trees read them.
    private let values: UnsafeMutablePointer<Float>
    /// The heading that is the page's title, as far as the page says what
    /// its title is.
    private(set) var title: Int?

    init(_ page: borrowing Page, evidence: PageEvidence, tables: SegmenterTables) {
        blockCount = page.blocks.count
        groupCount = (page.blocks.count + FlatTrees.lanes - 1) / FlatTrees.lanes
        let groupSize = Self.width * FlatTrees.lanes
        values = .allocate(capacity: max(1, groupCount) * groupSize)
        guard !page.blocks.isEmpty else { return }
        (values + (groupCount - 1) * groupSize).initialize(repeating: 0, count: groupSize)
        let context = PageContext(page, evidence: evidence, tables: tables)
        title = Self.title(page, context)
        let marks = BlockMarks(page, context, names: evidence.names, tables: tables)
        var ancestors = AncestorPath()
        for index in page.blocks.indices {
            var row = FeatureRow(self.row(index), at: 0)
            row.addText(page.blocks[index])
            row.addPlace(index, context)
            row.addEvidence(index, page, evidence)
            row.addNeighbours(index, page, context)
            ancestors.move(to: page.blocks[index].element, in: page)
            row.addContainers(index, page, context, ancestors)
            row.addCategories(index, page, context, ancestors)
            row.addCandidates(index, page, context)
            row.addPage(context, evidence, page)
            row.addUnits(index, page, context)
            marks.add(to: &row, index, page, ancestors)
            assert(row.next == Self.firstWidth)
        }
    }

    deinit { values.deallocate() }

    /// The values of sixteen rows: value f of row r at f * 16 + r.
    func columns(ofGroup group: Int) -> UnsafePointer<Float> {
        precondition(group >= 0 && group < groupCount)
        return UnsafePointer(values + group * Self.width * FlatTrees.lanes)
    }

    /// A block's values, each sixteen places behind the one before.
    func row(_ index: Int) -> UnsafeMutablePointer<Float> {
        precondition(index >= 0 && index < blockCount)
        let (group, lane) = index.quotientAndRemainder(dividingBy: FlatTrees.lanes)
        return values + group * Self.width * FlatTrees.lanes + lane
    }

    /// How alike a heading and the title must be, for the first level and for
    /// the others: a heading of a section often repeats words of the title.
    private static let titleLikeness: (top: Float, lower: Float) = (0.6, 0.9)

    private static func title(_ page: borrowing Page, _ context: PageContext) -> Int? {
        let index = context.titleBlock
        guard page.blocks.indices.contains(index),
            page.blocks[index].kind == Block.Kind.heading.rawValue
        else { return nil }
        let likeness = page.blocks[index].level == 1 ? titleLikeness.top : titleLikeness.lower
        return context.titleSimilarity[index] >= likeness ? index : nil
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
    private let row: UnsafeMutablePointer<Float>
    private(set) var next: Int

    /// - Parameter next: The number of the first value to write.
    init(_ row: UnsafeMutablePointer<Float>, at next: Int) {
        self.row = row
        self.next = next
    }

    @inline(__always)
    mutating func add(_ value: Float) {
        row[next &* FlatTrees.lanes] = value
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
