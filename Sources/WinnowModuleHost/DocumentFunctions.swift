// The table of document functions that modules call. Each one finds the
// storage behind the opaque pointer, checks its arguments and does one thing;
// none of them allocates beyond the arena.

import CWinnowModule

@inline(__always)
private func storage(_ document: OpaquePointer?) -> UnsafeMutablePointer<DocumentStorage>? {
    document.map { UnsafeMutablePointer<DocumentStorage>($0) }
}

/// Memory that is set once and never freed. Safe: constant after its
/// initialisation.
nonisolated(unsafe) let documentFunctions: UnsafePointer<winnow_document_api> = {
    let table = UnsafeMutablePointer<winnow_document_api>.allocate(capacity: 1)
    var api = winnow_document_api()
    api.struct_size = MemoryLayout<winnow_document_api>.size
    addInputFunctions(to: &api)
    addMetadataFunctions(to: &api)
    addBlockReaders(to: &api)
    addBlockWriters(to: &api)
    addBlockEditors(to: &api)
    table.initialize(to: api)
    return UnsafePointer(table)
}()

private func addInputFunctions(to api: inout winnow_document_api) {
    api.raw_bytes = { storage($0)?.pointee.raw ?? winnow_bytes() }
    api.media_type = { storage($0)?.pointee.mediaType ?? winnow_string() }
    api.options = { storage($0)?.pointee.options ?? winnow_string() }
    api.explain = { storage($0)?.pointee.explain ?? 0 }
}

private func addMetadataFunctions(to api: inout winnow_document_api) {
    api.metadata_count = { document, key in
        guard let storage = storage(document) else { return 0 }
        guard let index = storage.pointee.metadata.find(key) else { return 0 }
        return storage.pointee.metadata.fields.elements[index].count
    }
    api.metadata_get = { document, key, index, value in
        guard let storage = storage(document), let value,
            let field = storage.pointee.metadata.find(key),
            index < storage.pointee.metadata.fields.elements[field].count
        else { return 0 }
        value.pointee = storage.pointee.metadata.fields.elements[field].values[index]
        return 1
    }
    api.metadata_key = { document, index, key in
        guard let storage = storage(document), let key,
            index < storage.pointee.metadata.fields.count
        else { return 0 }
        key.pointee = storage.pointee.metadata.fields.elements[index].key
        return 1
    }
    api.metadata_set = { document, key, values, count in
        guard let storage = storage(document), count == 0 || values != nil else { return 0 }
        let values = UnsafeBufferPointer(start: values, count: min(count, 1 << 20))
        let done = storage.pointee.metadata.set(key, to: values, in: &storage.pointee.arena)
        if done { storage.pointee.record(.setMetadata, block: 0, key: key) }
        return done ? 1 : 0
    }
    api.metadata_append = { document, key, value in
        guard let storage = storage(document) else { return 0 }
        let done = storage.pointee.metadata.append(value, to: key, in: &storage.pointee.arena)
        if done { storage.pointee.record(.appendMetadata, block: 0, key: key) }
        return done ? 1 : 0
    }
}

private func addBlockReaders(to api: inout winnow_document_api) {
    api.block_count = { storage($0)?.pointee.blocks.count ?? 0 }
    api.block_ids = { storage($0)?.pointee.ids() ?? winnow_block_ids() }
    api.block_get = { document, id, block in
        guard let storage = storage(document), let block,
            let slot = storage.pointee.slot(of: id)
        else { return 0 }
        let size = block.pointee.struct_size
        var view = storage.pointee.view(slot)
        if size >= MemoryLayout<winnow_block>.size {
            view.struct_size = size
            block.pointee = view
        } else {
            view.struct_size = size
            UnsafeMutableRawPointer(block).copyMemory(from: &view, byteCount: size)
        }
        return 1
    }
}

/// Reads as much of a new block as its maker knew of.
@inline(__always)
private func read(_ block: UnsafePointer<winnow_new_block>) -> winnow_new_block {
    let size = block.pointee.struct_size
    if size >= MemoryLayout<winnow_new_block>.size { return block.pointee }
    var copy = winnow_new_block()
    withUnsafeMutableBytes(of: &copy) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: block, count: size))
    }
    return copy
}

private func addBlockWriters(to api: inout winnow_document_api) {
    api.block_add = { document, block in
        guard let storage = storage(document), let block else { return 0 }
        return storage.pointee.insert(read(block), after: storage.pointee.blocks.lastSlot)
    }
    api.block_insert_before = { document, id, block in
        guard let storage = storage(document), let block,
            let slot = storage.pointee.slot(of: id)
        else { return 0 }
        let previous = storage.pointee.blocks.previous(before: UInt32(slot))
        return storage.pointee.insert(read(block), after: previous)
    }
    api.block_insert_after = { document, id, block in
        guard let storage = storage(document), let block,
            let slot = storage.pointee.slot(of: id)
        else { return 0 }
        return storage.pointee.insert(read(block), after: UInt32(slot))
    }
}

/// Calls `edit` with the storage and the block's slot, if both exist.
@inline(__always)
private func edit(
    _ document: OpaquePointer?,
    _ id: UInt32,
    _ edit: (UnsafeMutablePointer<DocumentStorage>, Int) -> Bool
) -> Int32 {
    guard let storage = storage(document), let slot = storage.pointee.slot(of: id) else {
        return 0
    }
    return edit(storage, slot) ? 1 : 0
}

private func addBlockEditors(to api: inout winnow_document_api) {
    api.block_set_text = { document, id, text in
        edit(document, id) { $0.pointee.setText($1, text) }
    }
    api.block_set_kind = { document, id, kind, level, listStyle in
        edit(document, id) { storage, slot in
            guard let form = BlockForm(kind: kind, level: level, listStyle: listStyle) else {
                return false
            }
            storage.pointee.setKind(slot, form)
            return true
        }
    }
    api.block_set_hints = { document, id, hints in
        edit(document, id) { storage, slot in
            guard let hints else { return false }
            return storage.pointee.setHints(slot, hints.pointee)
        }
    }
    api.block_set_language = { document, id, tag, confidence in
        edit(document, id) { $0.pointee.setLanguage($1, tag, confidence) }
    }
    api.block_add_span = { document, id, span in
        edit(document, id) { storage, slot in
            guard let span else { return false }
            return storage.pointee.addSpan(slot, span.pointee)
        }
    }
    api.block_drop = { document, id, rule in
        edit(document, id) { $0.pointee.drop($1, rule) }
    }
}
