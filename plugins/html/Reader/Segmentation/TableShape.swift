import WinnowHTML

/// Tells tables that hold data from tables that only lay out a page.
///
/// A data table has at least two rows and two columns, no table inside it, and
/// cells of a few words. The scan stops at the first inner table, so a stack
/// of nested layout tables costs linear time altogether.
struct TableShape {
    private static let longCell = 400

    private var rows = 0
    private var wideRows = 0
    private var cellsInRow = 0
    private var cells = 0
    private var longCells = 0
    private var headings = 0
    private var headerCells = 0
    private var text = 0

    /// Whether the table at a node holds data.
    static func isData(_ table: HTMLNodeID, in tree: HTMLTree) -> Bool {
        var shape = TableShape()
        return shape.scan(table, in: tree)
    }

    private mutating func scan(_ table: HTMLNodeID, in tree: HTMLTree) -> Bool {
        var node = tree.following(table, within: table)
        var cellText = 0
        while let current = node {
            if let name = tree.name(of: current) {
                switch name {
                case .table, .article, .main, .form, .iframe: return false
                case .tr: startRow()
                case .td, .th:
                    endCell(cellText)
                    cellText = 0
                    cells += 1
                    cellsInRow += 1
                    if name == .th { headerCells += 1 }
                case .h1, .h2, .h3, .section, .nav: headings += 1
                case .script, .style, .svg, .noscript, .template, .select:
                    node = tree.followingSkippingChildren(current, within: table)
                    continue
                default: break
                }
            } else if tree.isText(current) {
                cellText += tree.withText(of: current) { $0.count }
            }
            node = tree.following(current, within: table)
        }
        endCell(cellText)
        startRow()
        return isData
    }

    private mutating func startRow() {
        if cellsInRow > 0 { rows += 1 }
        if cellsInRow > 1 { wideRows += 1 }
        cellsInRow = 0
    }

    private mutating func endCell(_ length: Int) {
        text += length
        if length > Self.longCell { longCells += 1 }
    }

    private var isData: Bool {
        guard rows >= 2, wideRows * 2 > rows, headings == 0 else { return false }
        return longCells * 8 <= cells || (headerCells > 1 && longCells * 3 <= cells)
    }
}
