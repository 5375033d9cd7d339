import WinnowHTML
import WinnowModel

/// The table of elements: what each is, and what its attributes say.
extension PageSegmenter {
    mutating func pushElement(_ node: HTMLNodeID, name: HTMLName) {
        let parentIndex = element
        if parentIndex >= 0, page.elements[Int(parentIndex)].depth >= maximumElementDepth {
            return
        }
        var new = PageElement(
            node: node.rawValue,
            parent: parentIndex,
            name: name.rawValue,
            depth: 1
        )
        new.firstBlock = Int32(truncatingIfNeeded: page.blocks.count)
        new.endBlock = new.firstBlock
        var shape = UInt32(bitPattern: name.rawValue) &* 2_654_435_761
        var mask = tables.roles.categories(of: name)
        // The classes of the root speak of the whole page.
        let isRoot = name == .body || parentIndex < 0
        let words = readAttributes(of: node, shape: &shape)
        if !isRoot { mask |= words }
        if line.linkDepth > 0 { mask |= 1 << UInt64(MarkupCategory.linkedBlock.rawValue) }
        new.shape = shape
        inherit(&new, from: parentIndex, name: name)
        element = Int32(truncatingIfNeeded: page.elements.count)
        if name == .li { new.item = element }
        page.elements.append(new)
        mark(element, with: mask)
    }

    /// Makes an element the nearest one of its categories, in memory: lanes of
    /// a vector are slow to set one by one.
    private mutating func mark(_ element: Int32, with categories: UInt64) {
        let depth = page.elements[Int(element)].depth
        withUnsafeMutableBytes(of: &page.elements[Int(element)].nearest) { nearest in
            var left = categories
            while left != 0 {
                nearest[left.trailingZeroBitCount] = depth
                left &= left &- 1
            }
        }
    }

    private mutating func inherit(_ new: inout PageElement, from parentIndex: Int32, name: HTMLName)
    {
        var parentShape: UInt32 = 0
        var grandparentShape: UInt32 = 0
        if parentIndex >= 0 {
            let parent = page.elements[Int(parentIndex)]
            new.depth = parent.depth &+ 1
            new.nearest = parent.nearest
            new.listStyle = parent.listStyle
            new.listLevel = parent.listLevel
            new.item = parent.item
            parentShape = parent.shape
            if parent.parent >= 0 { grandparentShape = page.elements[Int(parent.parent)].shape }
            if parent.kind != Block.Kind.heading.rawValue || !isSectioning(name) {
                new.kind = parent.kind
                new.level = parent.level
            }
        }
        new.template = (new.shape &* 31 ^ parentShape) &* 0x9E37_79B1 ^ (grandparentShape &* 7)
        setKind(&new, name: name)
    }

    private func isSectioning(_ name: HTMLName) -> Bool {
        name == .section || name == .article || name == .div
    }

    private mutating func setKind(_ new: inout PageElement, name: HTMLName) {
        switch name {
        case .h1, .h2, .h3, .h4, .h5, .h6:
            new.kind = Block.Kind.heading.rawValue
            new.level = UInt8(truncatingIfNeeded: tables.headingLevel(of: name))
        case .pre, .listing, .xmp, .plaintext:
            new.kind = Block.Kind.code.rawValue
        case .ul, .menu, .dir:
            new.listStyle = Block.ListStyle.bulleted.rawValue
            new.listLevel = new.listLevel &+ 1
        case .ol:
            new.listStyle = Block.ListStyle.numbered.rawValue
            new.listLevel = new.listLevel &+ 1
        case .li:
            new.kind = Block.Kind.listItem.rawValue
        case .blockquote:
            new.kind = Block.Kind.quote.rawValue
        case .figcaption, .caption:
            new.kind = Block.Kind.caption.rawValue
        case .td, .th, .table, .dl, .body, .main, .article:
            new.kind = Block.Kind.paragraph.rawValue
            new.item = -1
        default:
            break
        }
    }

    /// The categories that an element's attributes give it.
    mutating func readAttributes(of node: HTMLNodeID, shape: inout UInt32) -> UInt64 {
        var mask: UInt64 = 0
        var isStreamed = false
        let count = tree.attributeCount(of: node)
        var index = 0
        while index < count {
            let attribute = tree.attribute(at: index, of: node)
            index += 1
            switch attribute.name {
            case .class, .id:
                if attribute.name == .id {
                    // React sends late parts of a page hidden, under such an
                    // id, for a script to move to their place.
                    isStreamed = tree.withBytes(of: attribute) { $0.has("S:", at: 0) }
                }
                let reading = tree.withBytes(of: attribute) { values.reading(of: $0) }
                mask |= reading.categories
                if attribute.name == .class, reading.digest != 0 {
                    shape = (shape ^ reading.digest) &* 16_777_619
                }
            case .role, .itemprop, .property, .style, .ariaHidden, .hidden:
                mask |= tree.withBytes(of: attribute) {
                    tables.attributes.categories(of: attribute.name, value: $0)
                }
            default:
                break
            }
        }
        if isStreamed { mask &= ~(1 << UInt64(MarkupCategory.hidden.rawValue)) }
        return mask
    }
}
