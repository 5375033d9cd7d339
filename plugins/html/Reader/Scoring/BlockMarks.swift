import WinnowHTML
import WinnowModel

/// What tells lines about a text from the text: names of site and authors,
/// marks at their ends, rules and pictures beside them, and whether the
/// element that holds the text has more children of their make.
struct BlockMarks {
    /// Values that it adds to a row.
    static let width = 20
    private let words: SharedWords
    /// For each block how many blocks ago the last picture stood, and how far
    /// the next one is.
    private var sincePicture: [Float] = []
    private var untilPicture: [Float] = []
    /// The element whose children hold the most prose themselves.
    private var body: Int32 = -1
    private var bodyShare: Float = 0
    /// For each shape among the body's children how many there are.
    private var shapes: [UInt32: Float] = [:]

    init(_ page: borrowing Page, _ context: PageContext, _ words: SharedWords) {
        self.words = words
        findPictures(page)
        findBody(page, context)
    }

    private mutating func findPictures(_ page: borrowing Page) {
        let far: Float = 20
        var distance = far
        sincePicture.reserveCapacity(page.blocks.count)
        for block in page.blocks {
            distance = block.imageCount > 0 ? 0 : min(far, distance + 1)
            sincePicture.append(distance)
        }
        untilPicture = Array(repeating: far, count: page.blocks.count)
        distance = far
        for index in page.blocks.indices.reversed() {
            untilPicture[index] = distance
            distance = page.blocks[index].imageCount > 0 ? 1 : min(far, distance + 1)
        }
    }

    private mutating func findBody(_ page: borrowing Page, _ context: PageContext) {
        var prose: [Float] = Array(repeating: 0, count: page.elements.count)
        var most: Float = 0
        for block in page.blocks {
            let parent = page.elements[Int(block.element)].parent
            guard parent >= 0 else { continue }
            prose[Int(parent)] += min(600, PageContext.prose(block))
            if prose[Int(parent)] > most {
                most = prose[Int(parent)]
                body = parent
            }
        }
        guard body >= 0 else { return }
        bodyShare = most / max(1, context.totalProse)
        for index in page.elements.indices where page.elements[index].parent == body {
            shapes[page.elements[index].shape, default: 0] += 1
        }
    }

    /// Writes the values of one block.
    func add(
        to row: inout FeatureRow,
        _ index: Int,
        _ page: borrowing Page,
        _ ancestors: AncestorPath
    ) {
        let block = page.blocks[index]
        let isLast = index + 1 == page.blocks.count
        let next = page.blocks[isLast ? index : index + 1]
        row.add(words.siteShare[index])
        row.add(words.authorShare[index])
        row.add(index > 0 ? words.siteShare[index - 1] : -1)
        row.add(isLast ? -1 : words.authorShare[index + 1])
        let text = page.text.bytes(block.textStart, block.textEnd)
        row.add(Float(text.count { $0 == UInt8(ascii: "@") }))
        row.add(Self.opening(of: text))
        row.add(Self.closing(of: text))
        row.add(Float(block.lineBreaks >> 3 & 3))
        row.add(isLast ? -1 : Float(next.lineBreaks >> 3 & 3))
        row.add(isLast ? -1 : next.imageCount)
        row.add(sincePicture[index])
        row.add(untilPicture[index])
        row.add(index > 0 ? Self.closing(page, index - 1) : -1)
        addBody(to: &row, index, page, ancestors)
    }

    private func addBody(
        to row: inout FeatureRow,
        _ index: Int,
        _ page: borrowing Page,
        _ ancestors: AncestorPath
    ) {
        guard body >= 0 else {
            for _ in 0..<7 { row.add(Float(-1)) }
            return
        }
        let element = page.elements[Int(body)]
        row.add(bodyShare)
        row.add(Float(max(-30, min(30, index - Int(element.firstBlock)))))
        row.add(Float(max(-30, min(30, index - Int(element.endBlock)))))
        row.add(Float(ancestors.depth - Int(element.depth)))
        let depth = Int(element.depth) + 1
        guard ancestors.depth >= depth, ancestors.byDepth[depth - 1] == body else {
            for _ in 0..<3 { row.add(Float(-1)) }
            return
        }
        let child = page.elements[Int(ancestors.byDepth[depth])]
        row.add(shapes[child.shape] ?? 0)
        row.add(Float(child.endBlock - child.firstBlock))
        row.add(Float(index - Int(child.firstBlock)))
    }

    private static func closing(_ page: borrowing Page, _ index: Int) -> Float {
        let block = page.blocks[index]
        return closing(of: page.text.bytes(block.textStart, block.textEnd))
    }

    /// A small number for a text's first character, 0 for letters and digits.
    private static func opening(of text: UnsafeBufferPointer<UInt8>) -> Float {
        guard let first = text.first else { return 0 }
        switch first {
        case UInt8(ascii: "("): return 1
        case UInt8(ascii: "["): return 2
        case UInt8(ascii: "*"): return 3
        case UInt8(ascii: "-"), UInt8(ascii: "~"): return 4
        case UInt8(ascii: "@"): return 5
        case UInt8(ascii: "#"): return 6
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return 7
        case UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "/"): return 8
        case 0xE2:
            // General punctuation: dashes, quotes; beyond it arrows and bullets.
            guard text.count > 2, text[1] == 0x80 else { return 9 }
            return text[2] < 0x98 ? 4 : text[2] < 0xA0 ? 7 : 9
        case 0xC2:
            guard text.count > 1 else { return 0 }
            return text[1] == 0xA9 ? 10 : text[1] == 0xAB ? 7 : 11
        case 0xE3: return text.count > 2 && text[1] == 0x80 && text[2] < 0xA0 ? 12 : 0
        default: return first < 0x30 ? 13 : 0
        }
    }

    /// A small number for a text's last character, 0 for letters and digits.
    private static func closing(of text: UnsafeBufferPointer<UInt8>) -> Float {
        guard let last = text.last else { return 0 }
        switch last {
        case UInt8(ascii: "."): return 1
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return 2
        case UInt8(ascii: ":"): return 3
        case UInt8(ascii: ")"): return 4
        case UInt8(ascii: "]"): return 5
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return 6
        case UInt8(ascii: ","), UInt8(ascii: ";"): return 7
        case 0xA6 where text.count > 2 && text[text.count - 2] == 0x80: return 8
        case 0x9A where text.count > 2 && text[text.count - 2] == 0xBC: return 3
        case UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "/"): return 9
        default: return last < 0x30 ? 10 : 0
        }
    }
}
