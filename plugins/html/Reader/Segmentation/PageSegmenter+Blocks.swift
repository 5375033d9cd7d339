import WinnowHTML
import WinnowModel

/// Where blocks begin and end.
extension PageSegmenter {
    mutating func breakLine() {
        if tableDepth > 0 {
            line.pendingSpace = true
        } else if preDepth > 0 {
            line.separate(with: 0x0A)
        } else {
            if !line.isEmpty {
                flush(lineBreakAfter: true)
            } else if breakBefore {
                emptyLineBefore = true
            }
            breakBefore = true
        }
    }

    /// Ends the block that is being built, if it has anything to read.
    mutating func flush(lineBreakAfter: Bool = false) {
        if line.isEmpty, page.spans.count == Int(blockSpanStart), inlineFrames.isEmpty {
            breakBefore = false
            emptyLineBefore = false
            return
        }
        line.closeCounts()
        if line.counts.size == 0 || element < 0 {
            page.spans.removeLast(page.spans.count - Int(blockSpanStart))
            line.discard()
        } else {
            trimEnd()
            appendBlock(lineBreakAfter: lineBreakAfter)
        }
        breakBefore = false
        emptyLineBefore = false
        images = 0
        links = 0
        closedMasks.removeAll(keepingCapacity: true)
        for index in inlineFrames.suffix(Self.inlineLimit) { frames[index].maskStart = 0 }
        blockSpanStart = Int32(truncatingIfNeeded: page.spans.count)
    }

    private mutating func trimEnd() {
        var end = line.text.count
        while end > line.start, line.text.base[end - 1] <= 0x20 { end -= 1 }
        line.text.truncate(to: end)
    }

    private mutating func appendBlock(lineBreakAfter: Bool) {
        closeOpenSpans()
        let holder = page.elements[Int(element)]
        var block = PageBlock(
            textStart: Int32(truncatingIfNeeded: line.start),
            textEnd: Int32(truncatingIfNeeded: line.text.count),
            element: element,
            spanStart: blockSpanStart,
            spanEnd: Int32(truncatingIfNeeded: page.spans.count),
            kind: holder.kind,
            level: holder.level,
            listStyle: 0
        )
        setListPlace(&block, holder: holder)
        block.lineBreaks =
            (breakBefore ? 1 : 0) | (lineBreakAfter ? 2 : 0) | (emptyLineBefore ? 4 : 0) | between
        between = 0
        block.counts = line.counts
        block.linkSize = line.linkSize
        block.emphasisSize = line.emphasisSize
        block.linkCount = links
        block.imageCount = images
        block.inlineMask = coveringMask(size: line.counts.size)
        page.blocks.append(block)
        line.finish()
    }

    private mutating func setListPlace(_ block: inout PageBlock, holder: PageElement) {
        guard block.kind == Block.Kind.listItem.rawValue else { return }
        block.listStyle = holder.listStyle
        block.level = max(1, holder.listLevel)
        // Further paragraphs of an item are no items of their own.
        if holder.item >= 0,
            page.elements[Int(holder.item)].firstBlock != Int32(page.blocks.count)
        {
            block.kind = Block.Kind.paragraph.rawValue
            block.listStyle = 0
            block.level = 0
        }
    }

    private mutating func closeOpenSpans() {
        for index in inlineFrames.suffix(Self.inlineLimit) { closeSpan(frames[index]) }
    }

    /// Categories of the inline elements that hold at least 60 % of the block.
    private mutating func coveringMask(size: Int32) -> UInt64 {
        var mask: UInt64 = 0
        for closed in closedMasks where closed.size &* 5 >= size &* 3 { mask |= closed.mask }
        for index in inlineFrames.suffix(Self.inlineLimit) where frames[index].mask != 0 {
            let frame = frames[index]
            if (size &- frame.maskStart) &* 5 >= size &* 3 { mask |= frame.mask }
        }
        return mask
    }
}
