import CWinnowModule
import WinnowModel

/// A document on its way through a route, in the form that modules work on.
///
/// One object serves one document after another; its memory is kept between
/// them. It belongs to one thread.
public final class HostDocument {
    let storage: UnsafeMutablePointer<DocumentStorage>
    private(set) var options = ModuleOptionsTable()

    /// Makes an empty document.
    public init(limits: DocumentLimits = DocumentLimits()) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: DocumentStorage(limits: limits))
    }

    deinit {
        storage.pointee.deallocate()
        storage.deinitialize(count: 1)
        storage.deallocate()
    }

    /// Forgets the document before and begins a new one.
    ///
    /// `raw` is borrowed: it must stay in place and unchanged until the next
    /// call of `begin`, or for as long as routes run on this document.
    /// Metadata beyond the limits is left out.
    public func begin(
        raw: UnsafeRawBufferPointer,
        mediaType: String,
        metadata: Metadata = Metadata(),
        options: ModuleOptionsTable = ModuleOptionsTable(),
        explain: Bool = false
    ) {
        storage.pointee.reset()
        self.options = options
        storage.pointee.raw = winnow_bytes(
            data: raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
            length: raw.count
        )
        storage.pointee.mediaType =
            storage.pointee.arena.copy(mediaType) ?? winnow_string()
        storage.pointee.explain = explain ? 1 : 0
        for field in metadata.fields { preset(field) }
    }

    /// Begins a document with blocks that were made before, as when stored
    /// records pass processors again.
    public func begin(
        _ document: Document,
        mediaType: String = "text/plain",
        options: ModuleOptionsTable = ModuleOptionsTable(),
        explain: Bool = false
    ) {
        begin(
            raw: UnsafeRawBufferPointer(start: nil, count: 0),
            mediaType: mediaType,
            metadata: document.metadata,
            options: options,
            explain: explain
        )
        for block in document.blocks { preset(block) }
        storage.pointee.edits.removeAll()
    }

    /// Number of blocks, dropped ones included.
    public var blockCount: Int { storage.pointee.blocks.count }

    private func preset(_ field: Metadata.Field) {
        guard let key = storage.pointee.arena.copy(field.key) else { return }
        for value in field.values {
            guard let value = storage.pointee.arena.copy(value) else { return }
            _ = storage.pointee.metadata.append(value, to: key, in: &storage.pointee.arena)
        }
    }

    private func preset(_ block: Block) {
        guard let text = storage.pointee.arena.copy(block.text),
            let tag = storage.pointee.arena.copy(block.hints.tag),
            let words = storage.pointee.arena.copy(block.hints.markupWords)
        else { return }
        var raw = winnow_new_block()
        raw.struct_size = MemoryLayout<winnow_new_block>.size
        raw.kind = UInt32(block.kind.rawValue)
        raw.level = UInt32(block.level)
        raw.list_style = UInt32(block.listStyle.rawValue)
        raw.text = text
        raw.hints = winnow_hints(
            tag: tag,
            words: words,
            link_density: block.hints.linkDensity,
            position: block.hints.position
        )
        let id = storage.pointee.insert(raw, after: storage.pointee.blocks.lastSlot)
        guard let slot = storage.pointee.slot(of: id) else { return }
        presetMarks(of: block, slot: slot)
    }

    private func presetMarks(of block: Block, slot: Int) {
        for span in block.spans {
            guard let value = storage.pointee.arena.copy(span.value) else { return }
            _ = storage.pointee.addSpan(
                slot,
                winnow_span(
                    start: span.start,
                    end: span.end,
                    kind: UInt32(span.kind.rawValue),
                    reserved: 0,
                    value: value
                )
            )
        }
        if let language = block.language,
            let tag = storage.pointee.arena.copy(language.tag)
        {
            _ = storage.pointee.setLanguage(slot, tag, language.confidence)
        }
        if let drop = block.dropped, let rule = storage.pointee.arena.copy(drop.rule),
            let name = storage.pointee.arena.copy(drop.module)
        {
            storage.pointee.enter(
                module: drop.module,
                nameBytes: name,
                options: winnow_string(literal: "{}")
            )
            _ = storage.pointee.drop(slot, rule)
        }
    }
}
