/// The second round of features: what the first model said of the block, of
/// its neighbours and of the containers around it. With them the second model
/// chooses between candidates and mends the ends of a range.
extension FeatureTable {
    /// Values that the second round adds to a row.
    static let contextWidth = 33

    /// Fills in the second round, from the first model's answers.
    mutating func addContext(_ page: borrowing Page, answers: [Float]) {
        guard !page.blocks.isEmpty else { return }
        let sums = AnswerSums(page, answers: answers)
        var ancestors = AncestorPath()
        for index in page.blocks.indices {
            var row = FeatureRow(self.row(index), at: Self.firstWidth)
            ancestors.move(to: page.blocks[index].element, in: page)
            row.addAnswers(index, answers)
            row.addContainerAnswers(index, page, sums, ancestors)
            row.addRange(index, page, sums)
            row.addNearest(index, page, sums)
            assert(row.next == Self.width)
        }
    }
}

/// Sums of the first model's answers over a page.
struct AnswerSums {
    /// Prefix sums of size times answer, and of size.
    var mass: [Float] = [0]
    var size: [Float] = [0]
    var bestRange = 0..<0
    var bestElement: Int32 = -1
    /// For each block the mean answer over all blocks of its template.
    var templateMean: [Float] = []
    /// The nearest block before, and behind, that is content with certainty.
    var before: [Int32] = []
    var behind: [Int32] = []
    var strongest: Float = 0

    init(_ page: borrowing Page, answers: [Float]) {
        let count = page.blocks.count
        mass.reserveCapacity(count + 1)
        size.reserveCapacity(count + 1)
        var worth: [Float] = [0]
        worth.reserveCapacity(count + 1)
        for index in 0..<count {
            let block = page.blocks[index]
            let weight = Float(min(2000, block.counts.size &+ 8))
            mass.append(mass[index] + weight * answers[index])
            size.append(size[index] + weight)
            worth.append(worth[index] + weight * (answers[index] - 0.4))
            strongest = max(strongest, answers[index])
        }
        findRange(worth)
        findElement(page, worth)
        sumTemplates(page, answers)
        findNearest(page, answers)
    }

    private mutating func findRange(_ worth: [Float]) {
        var best: Float = 0
        var low = 0
        for end in 1..<worth.count {
            if worth[end - 1] < worth[low] { low = end - 1 }
            if worth[end] - worth[low] > best {
                best = worth[end] - worth[low]
                bestRange = low..<end
            }
        }
    }

    private mutating func findElement(_ page: borrowing Page, _ worth: [Float]) {
        var best: Float = 0
        for index in page.elements.indices {
            let element = page.elements[index]
            let sum = worth[Int(element.endBlock)] - worth[Int(element.firstBlock)]
            if sum >= best, sum > 0 {
                best = sum
                bestElement = Int32(truncatingIfNeeded: index)
            }
        }
    }

    private mutating func sumTemplates(_ page: borrowing Page, _ answers: [Float]) {
        var table = HashIndex(minimumCapacity: answers.count)
        var sums: [(mass: Float, size: Float)] = []
        var slots: [Int] = []
        slots.reserveCapacity(answers.count)
        for index in page.blocks.indices {
            let block = page.blocks[index]
            let slot = table.index(of: UInt64(page.elements[Int(block.element)].template))
            if slot == sums.count { sums.append((0, 0)) }
            let weight = Float(min(2000, block.counts.size &+ 8))
            sums[slot].mass += weight * answers[index]
            sums[slot].size += weight
            slots.append(slot)
        }
        templateMean = slots.map { sums[$0].mass / max(1, sums[$0].size) }
    }

    private mutating func findNearest(_ page: borrowing Page, _ answers: [Float]) {
        before.reserveCapacity(answers.count)
        var last: Int32 = -1
        for index in answers.indices {
            before.append(last)
            if answers[index] > 0.7, page.blocks[index].counts.size >= 60 {
                last = Int32(truncatingIfNeeded: index)
            }
        }
        behind = Array(repeating: -1, count: answers.count)
        last = -1
        for index in answers.indices.reversed() {
            behind[index] = last
            if answers[index] > 0.7, page.blocks[index].counts.size >= 60 {
                last = Int32(truncatingIfNeeded: index)
            }
        }
    }

    /// The mean answer over a run of blocks, by size.
    @inline(__always)
    func mean(_ low: Int, _ high: Int) -> Float {
        high <= low ? -1 : (mass[high] - mass[low]) / max(1, size[high] - size[low])
    }
}

extension FeatureRow {
    fileprivate mutating func addAnswers(_ index: Int, _ answers: [Float]) {
        add(answers[index])
        for offset in [-3, -2, -1, 1, 2, 3] {
            let other = index + offset
            add(answers.indices.contains(other) ? answers[other] : -1)
        }
    }

    fileprivate mutating func addContainerAnswers(
        _ index: Int,
        _ page: borrowing Page,
        _ sums: AnswerSums,
        _ ancestors: AncestorPath
    ) {
        let count = page.blocks.count
        add(sums.mean(max(0, index - 6), index))
        add(sums.mean(index + 1, min(count, index + 7)))
        for up in 0..<6 {
            let depth = ancestors.depth - up
            guard depth >= 1 else {
                add(Float(-1))
                continue
            }
            let element = page.elements[Int(ancestors.byDepth[depth])]
            add(sums.mean(Int(element.firstBlock), Int(element.endBlock)))
        }
        add(sums.templateMean[index])
        add(sums.mean(0, count))
        add(sums.mass[count])
        add(sums.strongest)
    }

    fileprivate mutating func addRange(
        _ index: Int,
        _ page: borrowing Page,
        _ sums: AnswerSums
    ) {
        let range = sums.bestRange
        let total = max(1, sums.mass[page.blocks.count])
        add(range.contains(index) ? Float(1) : 0)
        add(Float(max(-100, min(100, index - range.lowerBound))))
        add(Float(max(-100, min(100, index - range.upperBound))))
        add(sums.mass[index] / total)
        add((sums.mass[range.upperBound] - sums.mass[range.lowerBound]) / total)
        add(sums.mean(range.lowerBound, range.upperBound))
        guard sums.bestElement >= 0 else {
            add(Float(-1))
            add(Float(-1))
            return
        }
        let element = page.elements[Int(sums.bestElement)]
        let first = Int(element.firstBlock)
        let end = Int(element.endBlock)
        add(index < first ? Float(-1) : index >= end ? Float(2) : Float(1))
        add((sums.mass[end] - sums.mass[first]) / total)
    }

    fileprivate mutating func addNearest(
        _ index: Int,
        _ page: borrowing Page,
        _ sums: AnswerSums
    ) {
        let element = page.blocks[index].element
        for other in [Int(sums.before[index]), Int(sums.behind[index])] {
            guard other >= 0 else {
                add(Float(100))
                add(Float(-1))
                add(Float(-1))
                continue
            }
            add(Float(min(99, abs(index - other))))
            let holder = page.blocks[other].element
            let isSibling =
                page.elements[Int(holder)].parent == page.elements[Int(element)].parent
            add(holder == element ? Float(2) : isSibling ? Float(1) : 0)
            add(
                page.elements[Int(holder)].template == page.elements[Int(element)].template
                    ? Float(1) : 0
            )
        }
    }
}
