import WinnowModel
import WinnowModuleKit

/// Hands what was read to the host.
struct DocumentTransfer {
    let document: DocumentHandle

    /// Adds blocks and metadata.
    func add(_ page: Document) throws(ModuleError) {
        for block in page.blocks {
            guard add(block) else {
                throw ModuleError(
                    .limitReached,
                    subject: "html",
                    message: "the host takes no more blocks"
                )
            }
        }
        for field in page.metadata.fields where isBetter(field) {
            document.setMetadata(field.key, to: field.values)
        }
    }

    private func add(_ block: Block) -> Bool {
        var new = NewBlock(
            BlockKind(rawValue: UInt32(block.kind.rawValue)) ?? .paragraph,
            level: Int(block.level),
            listStyle: ListStyle(rawValue: UInt32(block.listStyle.rawValue)) ?? .none
        )
        new.hints = BlockHints(
            tag: block.hints.tag,
            words: block.hints.markupWords,
            linkDensity: block.hints.linkDensity,
            position: block.hints.position
        )
        new.spans = block.spans.compactMap { span in
            SpanKind(rawValue: UInt32(span.kind.rawValue)).map {
                BlockSpan(start: Int(span.start), end: Int(span.end), kind: $0, value: span.value)
            }
        }
        new.dropRule = block.dropped?.rule
        return document.add(new, text: block.text) != nil
    }

    /// Whether the page's value replaces one that the feed gave.
    ///
    /// A feed states its entry's title, authors and dates on purpose, while
    /// a page's may be those of its site; the page wins where it says more: a
    /// time where the feed has a day, text where the feed has none.
    private func isBetter(_ field: Metadata.Field) -> Bool {
        guard let preset = document.metadata(field.key), !preset.isEmpty else { return true }
        switch field.key {
        case MetadataKey.title, MetadataKey.authors, MetadataKey.tags, MetadataKey.description:
            return false
        case MetadataKey.published, MetadataKey.updated:
            guard let value = field.values.first else { return false }
            return preset.utf8.count <= 10 && value.utf8.count > 10 && value.hasPrefix(preset)
        default:
            return true
        }
    }
}
