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

    /// Values of sixteen rows.
    static let groupSize = width * FlatTrees.lanes

    let blockCount: Int
    /// Sixteen rows each, the last one filled up.
    let groupCount: Int
    /// Values by group, feature and row of the group, as trees read them.
    private let values: UnsafeMutablePointer<Float>
    /// The heading that is the page's title, as far as the page says what
    /// its title is.
    private(set) var title: Int?

    init(_ page: borrowing Page, evidence: PageEvidence) {
        blockCount = page.blocks.count
        groupCount = (page.blocks.count + FlatTrees.lanes - 1) / FlatTrees.lanes
        // Sixteen values are one line of the cache then, of which trees read many.
        let size = max(1, groupCount) * Self.groupSize
        values = UnsafeMutableRawPointer.allocate(
            byteCount: size * MemoryLayout<Float>.stride,
            alignment: FlatTrees.lanes * MemoryLayout<Float>.stride
        ).bindMemory(to: Float.self, capacity: size)
        guard !page.blocks.isEmpty else { return }
        let lastGroup = values + (groupCount - 1) * Self.groupSize
        lastGroup.initialize(repeating: 0, count: Self.groupSize)
        let words = SharedWords(page, evidence)
        let copied = CopiedShares(page, evidence)
        let context = PageContext(page, words)
        title = Self.title(page, context, words)
        let marks = BlockMarks(page, context, words)
        var ancestors = AncestorPath()
        for index in page.blocks.indices {
            if index % FlatTrees.lanes == 0 { addCommon(index, page, context, evidence) }
            var row = FeatureRow(self.row(index), at: 0)
            row.addText(page.blocks[index])
            row.addPlace(index, context, words)
            row.add(copied.body[index])
            row.add(copied.description[index])
            row.addNeighbours(index, page, context)
            ancestors.move(to: page.blocks[index].element, in: page)
            row.addContainers(index, page, context, ancestors)
            assert(row.next == Self.firstCategory)
            row.addCategories(index, page, context, ancestors)
            row.addCandidates(index, page, context)
            assert(row.next == Self.firstOfPage)
            row.skip(Self.pageWidth)
            row.addUnits(index, page, context)
            marks.add(to: &row, index, page, ancestors)
            assert(row.next == Self.firstWidth)
        }
    }

    deinit { values.deallocate() }

    /// Values before those of categories, and before those of the page.
    private static let firstCategory = 109
    private static let firstOfPage = firstCategory + FeatureRow.categoryWidth + 7
    private static let pageWidth = 13

    /// Writes what the rows of one group have in common.
    private func addCommon(
        _ index: Int,
        _ page: borrowing Page,
        _ context: PageContext,
        _ evidence: PageEvidence
    ) {
        let group = row(index)
        var categories = FeatureColumns(group, at: Self.firstCategory)
        categories.addNoCategories()
        var values = FeatureColumns(group, at: Self.firstOfPage)
        values.addPage(context, evidence, page)
        assert(values.next == Self.firstOfPage + Self.pageWidth)
    }

    /// The values of all groups: value f of row r of group g stands at
    /// g * groupSize + f * 16 + r.
    var columns: UnsafePointer<Float> { UnsafePointer(values) }

    /// A block's values, each sixteen places behind the one before.
    func row(_ index: Int) -> UnsafeMutablePointer<Float> {
        precondition(index >= 0 && index < blockCount)
        let (group, lane) = index.quotientAndRemainder(dividingBy: FlatTrees.lanes)
        return values + group * Self.groupSize + lane
    }

    /// How alike a heading and the title must be, for the first level and for
    /// the others: a heading of a section often repeats words of the title.
    private static let titleLikeness: (top: Float, lower: Float) = (0.6, 0.9)

    private static func title(
        _ page: borrowing Page,
        _ context: PageContext,
        _ words: SharedWords
    ) -> Int? {
        let index = context.titleBlock
        guard page.blocks.indices.contains(index),
            page.blocks[index].kind == Block.Kind.heading.rawValue
        else { return nil }
        let likeness = page.blocks[index].level == 1 ? titleLikeness.top : titleLikeness.lower
        return words.titleSimilarity[index] >= likeness ? index : nil
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

    /// Leaves out values that are written in another way.
    mutating func skip(_ count: Int) { next &+= count }

    /// Writes a value so many places behind the next one.
    @inline(__always)
    func set(_ place: Int, _ value: Float) {
        row[(next &+ place) &* FlatTrees.lanes] = value
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

/// Writes values that all sixteen rows of a group have in common.
struct FeatureColumns {
    private let group: UnsafeMutablePointer<Float>
    private(set) var next: Int

    /// - Parameters:
    ///   - group: The group's first value.
    ///   - next: The number of the first value to write.
    init(_ group: UnsafeMutablePointer<Float>, at next: Int) {
        self.group = group
        self.next = next
    }

    @inline(__always)
    mutating func add(_ value: Float) {
        let values = UnsafeMutableRawPointer(group + next &* FlatTrees.lanes)
        values.storeBytes(of: SIMD16(repeating: value), as: SIMD16<Float>.self)
        next &+= 1
    }
}
