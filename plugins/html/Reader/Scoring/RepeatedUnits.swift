/// Sibling elements of one shape, as comments, posts, teasers and products
/// are: what tells a list of them from the one text of a page.
struct RepeatedUnits {
    /// Siblings with the same tag and class words.
    struct Group {
        /// How many of them have text.
        var count: Float = 0
        var prose: Float = 0
        var size: Float = 0
        var linkSize: Float = 0
        var firstBlock: Int32 = 0
        var endBlock: Int32 = 0

        /// Blocks in one unit, on average.
        var blocks: Float { Float(endBlock - firstBlock) / max(1, count) }
    }

    private(set) var groups: [Group] = []
    /// For each element its group, -1 for an empty element.
    private(set) var groupOf: [Int32] = []
    /// For each element its place in the group.
    private(set) var placeOf: [Int32] = []
    /// For each element the nearest one, itself included, that is one of at
    /// least three units of several blocks; -1 for none.
    private(set) var unitOf: [Int32] = []

    init() {}

    /// Groups the elements of a page.
    mutating func find(_ page: borrowing Page, _ context: PageContext) {
        let count = page.elements.count
        var table = HashIndex(minimumCapacity: count)
        groupOf.reserveCapacity(count)
        placeOf.reserveCapacity(count)
        for element in page.elements {
            guard element.endBlock > element.firstBlock else {
                groupOf.append(-1)
                placeOf.append(0)
                continue
            }
            let key = UInt64(UInt32(bitPattern: element.parent)) << 32 | UInt64(element.shape)
            let slot = table.index(of: key)
            if slot == groups.count {
                groups.append(Group(firstBlock: element.firstBlock))
            }
            let first = Int(element.firstBlock)
            let end = Int(element.endBlock)
            var group = groups[slot]
            placeOf.append(Int32(group.count))
            group.count += 1
            group.prose += context.proseSize[end] - context.proseSize[first]
            group.size += context.size[end] - context.size[first]
            group.linkSize += context.linkSize[end] - context.linkSize[first]
            group.endBlock = element.endBlock
            groups[slot] = group
            groupOf.append(Int32(truncatingIfNeeded: slot))
        }
        findUnits(page)
    }

    private mutating func findUnits(_ page: borrowing Page) {
        unitOf.reserveCapacity(page.elements.count)
        for index in page.elements.indices {
            let group = groupOf[index]
            if group >= 0, groups[Int(group)].count >= 3, groups[Int(group)].blocks >= 1.8 {
                unitOf.append(Int32(truncatingIfNeeded: index))
            } else {
                // A parent stands before its children.
                let parent = page.elements[index].parent
                unitOf.append(parent >= 0 && parent < index ? unitOf[Int(parent)] : -1)
            }
        }
    }
}

extension FeatureRow {
    /// The repeated units that the block stands in, and its own siblings.
    mutating func addUnits(_ index: Int, _ page: borrowing Page, _ context: PageContext) {
        let units = context.units
        let holder = Int(page.blocks[index].element)
        let own = units.groupOf[holder]
        add(own < 0 ? 0 : units.groups[Int(own)].count)
        add(own < 0 ? 0 : Float(units.placeOf[holder]))
        let unit = Int(units.unitOf[holder])
        if unit < 0 {
            for value: Float in [0, -1, -1, -1, -1, -1, -1, -1, -1] { add(value) }
        } else {
            let group = units.groups[Int(units.groupOf[unit])]
            let prose = max(1, context.totalProse)
            add(group.count)
            add(Float(page.elements[holder].depth - page.elements[unit].depth))
            add(Float(units.placeOf[unit]))
            add(group.prose / group.count)
            add(group.prose / prose)
            add(context.proseSize[Int(group.firstBlock)] / prose)
            let title = Int32(truncatingIfNeeded: context.titleBlock)
            add(title >= group.firstBlock && title < group.endBlock ? Float(1) : 0)
            add(group.linkSize / max(1, group.size))
            add(group.blocks)
        }
        let template = context.templateOf[index]
        add(template == context.firstProseTemplate ? Float(1) : 0)
        add(template == context.mainTemplate ? Float(1) : 0)
    }
}
