/// The blocks of one page with their features, for training.
package struct FeatureDump {
    /// The blocks' texts.
    package let texts: [String]
    /// The blocks come out of a script's data: all are kept, unjudged.
    package var isData = false
    /// The block that is the page's title and so no part of the text.
    package var title: Int?
    /// First-round features, `firstWidth` a block, behind each other.
    package let firstRows: [Float]
    /// Second-round features, `contextWidth` a block; empty without answers.
    package let contextRows: [Float]

    /// Values of the first round for a block.
    package static var firstWidth: Int { FeatureTable.firstWidth }
    /// Values that the second round adds.
    package static var contextWidth: Int { FeatureTable.contextWidth }
}

extension PageReader {
    /// The features of a page's blocks.
    ///
    /// - Parameter answers: What the first round said of each block, for the
    ///   second round's features; of another count than the blocks, they are
    ///   left out.
    package func features(
        of bytes: UnsafeBufferPointer<UInt8>,
        answers: [Float] = []
    ) -> FeatureDump {
        _ = PageDecoder.parse(bytes, transport: nil, into: tree)
        values.forget()
        let head = PageHead(tree, values: values)
        let linked = LinkedObjects(head.linkedData)
        let evidence = PageEvidence(head, linked: linked)
        guard let source = source(evidence, explained: false) else {
            return FeatureDump(texts: [], firstRows: [], contextRows: [])
        }
        var table = FeatureTable(source.page, evidence: evidence)
        if answers.count == source.page.blocks.count {
            table.addContext(source.page, answers: answers)
        }
        var first: [Float] = []
        var context: [Float] = []
        var texts: [String] = []
        for index in source.page.blocks.indices {
            texts.append(source.page.string(of: source.page.blocks[index]))
            let row = table.row(index)
            let values = (0..<FeatureTable.width).map { row[$0 * FlatTrees.lanes] }
            first += values[..<FeatureTable.firstWidth]
            if answers.count == source.page.blocks.count {
                context += values[FeatureTable.firstWidth...]
            }
        }
        return FeatureDump(
            texts: texts,
            isData: source.isData,
            title: table.title,
            firstRows: first,
            contextRows: context
        )
    }
}
