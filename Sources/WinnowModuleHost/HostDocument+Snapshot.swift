import CWinnowModule
import WinnowModel

extension HostDocument {
    /// The document as it is now, copied out.
    public func snapshot() -> Document {
        Document(metadata: metadataSnapshot(), blocks: blockSnapshots())
    }

    /// What was done to the document since it began, in order.
    public var edits: [Edit] {
        let records = storage.pointee.edits
        return (0..<records.count).map { index in
            let record = records.elements[index]
            return Edit(
                module: moduleName(record.module),
                action: Edit.Action(rawValue: record.action) ?? .addBlock,
                block: record.block,
                key: winnow_string(data: record.key, length: Int(record.keyLength)).string
            )
        }
    }

    private func moduleName(_ index: UInt32) -> String {
        index == 0 ? "" : storage.pointee.moduleNames[Int(index) - 1]
    }

    private func metadataSnapshot() -> Metadata {
        var metadata = Metadata()
        let fields = storage.pointee.metadata.fields
        for index in 0..<fields.count {
            let field = fields.elements[index]
            metadata.set(field.key.string, to: (0..<field.count).map { field.values[$0].string })
        }
        return metadata
    }

    private func blockSnapshots() -> [Block] {
        var result: [Block] = []
        result.reserveCapacity(storage.pointee.blocks.count)
        var slot = storage.pointee.blocks.first
        while slot != BlockColumns.noSlot {
            result.append(blockSnapshot(Int(slot)))
            slot = storage.pointee.blocks.next(after: slot)
        }
        return result
    }

    private func blockSnapshot(_ slot: Int) -> Block {
        let view = storage.pointee.view(slot)
        let drop = storage.pointee.blocks.drops[slot]
        return Block(
            id: view.id,
            kind: Block.Kind(rawValue: UInt8(view.kind)) ?? .paragraph,
            level: UInt8(view.level),
            listStyle: Block.ListStyle(rawValue: UInt8(view.list_style)) ?? .none,
            text: view.text.string,
            spans: (0..<view.span_count).compactMap { index in
                view.spans.flatMap { Block.Span($0[index]) }
            },
            language: view.language.length == 0
                ? nil
                : TaggedLanguage(
                    tag: view.language.string,
                    confidence: view.language_confidence
                ),
            hints: Block.Hints(
                tag: view.hints.tag.string,
                markupWords: view.hints.words.string,
                linkDensity: view.hints.link_density,
                position: view.hints.position
            ),
            dropped: drop.module == 0
                ? nil : Block.Drop(module: moduleName(drop.module), rule: drop.rule.string)
        )
    }
}

extension Block.Span {
    fileprivate init?(_ span: winnow_span) {
        guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: span.kind)) else { return nil }
        self.init(start: span.start, end: span.end, kind: kind, value: span.value.string)
    }
}
