import WinnowHTML
import WinnowModel

/// What of a page is judged: its visible tree or, where that is a shell, the
/// body that it hides.
struct PageSource: ~Copyable {
    let page: Page
    /// The tree that the blocks stand in.
    let tree: HTMLTree
    /// The blocks come out of data, where all is content.
    let isData: Bool
    /// The blocks of the shell, where they were asked for.
    let shell: [Block]

    /// Cuts a page's body into blocks.
    ///
    /// - Parameters:
    ///   - spare: Takes the tree of a hidden body.
    ///   - explained: Whether a shell's blocks are wanted too.
    init(
        _ tree: HTMLTree,
        body: HTMLNodeID,
        spare: HTMLTree,
        evidence: PageEvidence,
        tables: SegmenterTables,
        values: MarkupValues,
        explained: Bool
    ) {
        let visible = PageSegmenter.segment(tree, from: body, tables: tables, values: values)
        let prose = HiddenBody.prose(visible)
        if HiddenBody.isShell(prose) {
            let size = visible.blocks.reduce(Float(0)) { $0 + Float($1.counts.size) }
            var places = [HiddenBody.inNoscript]
            if HiddenBody.mayBeData(evidence, size: size) { places.append(HiddenBody.inData) }
            for find in places {
                guard let hidden = find(tree) else { continue }
                HTMLParser.parse(hidden.html, options: .init(scripting: true), into: spare)
                guard let root = spare.body else { continue }
                let page = PageSegmenter.segment(
                    spare,
                    from: root,
                    tables: tables,
                    values: values
                )
                let found = HiddenBody.prose(page)
                guard hidden.isBetter(found, than: prose, size: size) else { continue }
                shell = explained ? Self.dropped(visible, of: tree) : []
                self.page = page
                self.tree = spare
                isData = hidden.isData
                return
            }
        }
        page = visible
        self.tree = tree
        isData = false
        shell = []
    }

    private static func dropped(_ page: borrowing Page, of tree: HTMLTree) -> [Block] {
        var builder = BlockBuilder(tree: tree, base: nil)
        for index in page.blocks.indices {
            builder.add(page.blocks[index], of: page, dropped: "replaced")
        }
        return builder.take()
    }
}
