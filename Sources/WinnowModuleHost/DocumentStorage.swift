// The document as the C functions see it.
//
// It is a struct behind a pointer, not a class: a call of a module then costs
// neither reference counting nor exclusivity checks. One thread uses it.

import CWinnowModule

/// How large a document may become. Modules get a refusal beyond.
public struct DocumentLimits: Sendable, Equatable {
    /// Bytes of texts, names and arrays, edits included.
    public var bytes: Int
    /// Number of blocks.
    public var blocks: Int

    /// Makes limits.
    public init(bytes: Int = 256 << 20, blocks: Int = 1 << 20) {
        self.bytes = bytes
        self.blocks = blocks
    }
}

struct DocumentStorage {
    /// Beyond this number edits are still done, but no longer recorded.
    private static let mostEdits = 1 << 21

    let limits: DocumentLimits
    var arena: ByteArena
    var blocks = BlockColumns(capacity: 256)
    var metadata = MetadataTable()
    var edits = GrowableBuffer<EditRecord>(capacity: 1024)

    var raw = winnow_bytes()
    var mediaType = winnow_string()
    var explain: Int32 = 0

    /// Index of the running module's name plus one; 0 for the host.
    var module: UInt32 = 0
    /// The source's options for the running module.
    var options = winnow_string(literal: "{}")
    /// Names of the modules that touched the document, for drops and edits.
    var moduleNames: [String] = []
    private var moduleNameCopies = GrowableBuffer<winnow_string>(capacity: 16)

    /// The snapshot that `block_ids` gave last, while the order is as it was.
    private var idSnapshot = winnow_block_ids()
    private var isSnapshotFresh = false

    init(limits: DocumentLimits) {
        self.limits = limits
        arena = ByteArena(limit: limits.bytes)
    }

    func deallocate() {
        arena.deallocate()
        blocks.deallocate()
        metadata.deallocate()
        edits.deallocate()
        moduleNameCopies.deallocate()
    }

    mutating func reset() {
        arena.reset()
        blocks.removeAll()
        metadata.removeAll()
        edits.removeAll()
        moduleNames.removeAll(keepingCapacity: true)
        moduleNameCopies.removeAll()
        module = 0
        isSnapshotFresh = false
    }

    /// Makes `name` the author of what follows.
    mutating func enter(module name: String, nameBytes: winnow_string, options: winnow_string) {
        moduleNames.append(name)
        moduleNameCopies.append(nameBytes)
        module = UInt32(moduleNames.count)
        self.options = options
    }

    mutating func record(_ action: Edit.Action, block: UInt32, key: winnow_string? = nil) {
        guard edits.count < Self.mostEdits else { return }
        let copy = key.flatMap { key in
            metadata.find(key).map { metadata.fields.elements[$0].key } ?? arena.copy(key)
        }
        edits.append(
            EditRecord(
                module: module,
                block: block,
                key: copy?.data,
                keyLength: UInt32(truncatingIfNeeded: copy?.length ?? 0),
                action: action.rawValue
            )
        )
    }
}

// Blocks.
extension DocumentStorage {
    /// The slot of a block's id, or nil.
    @inline(__always)
    func slot(of id: UInt32) -> Int? {
        id > 0 && Int(id) <= blocks.count ? Int(id) &- 1 : nil
    }

    mutating func ids() -> winnow_block_ids {
        if isSnapshotFresh { return idSnapshot }
        guard let memory = arena.allocate(blocks.count * 4) else { return winnow_block_ids() }
        let ids = memory.assumingMemoryBound(to: UInt32.self)
        var count = 0
        var slot = blocks.first
        while slot != BlockColumns.noSlot {
            (ids + count).initialize(to: slot + 1)
            count += 1
            slot = blocks.next(after: slot)
        }
        idSnapshot = winnow_block_ids(data: UnsafePointer(ids), count: count)
        isSnapshotFresh = true
        return idSnapshot
    }

    /// The block as modules see it.
    func view(_ slot: Int) -> winnow_block {
        let form = blocks.forms[slot]
        let spans = blocks.spans[slot]
        let language = blocks.languages[slot]
        let drop = blocks.drops[slot]
        return winnow_block(
            struct_size: MemoryLayout<winnow_block>.size,
            id: UInt32(truncatingIfNeeded: slot) &+ 1,
            kind: UInt32(form.kind),
            level: UInt32(form.level),
            list_style: UInt32(form.listStyle),
            text: blocks.texts[slot],
            hints: blocks.hints[slot],
            spans: UnsafePointer(spans.start),
            span_count: Int(spans.count),
            language: language.tag,
            language_confidence: language.confidence,
            dropped: drop.module == 0 ? 0 : 1,
            dropped_by: drop.module == 0
                ? winnow_string() : moduleNameCopies.elements[Int(drop.module) - 1],
            drop_rule: drop.rule
        )
    }

    /// Adds a block behind the slot `previous`; returns its id, or 0.
    mutating func insert(_ block: winnow_new_block, after previous: UInt32) -> UInt32 {
        let checkpoint = blocks.count
        guard checkpoint < limits.blocks,
            let form = BlockForm(
                kind: block.kind,
                level: block.level,
                listStyle: block.list_style
            ),
            let text = arena.copy(block.text), let hints = copy(block.hints),
            let spans = copySpans(block, textLength: text.length),
            let rule = arena.copy(block.drop_rule)
        else { return 0 }
        let slot = blocks.insert(text: text, form: form, hints: hints, after: previous)
        blocks.spans[Int(slot)] = spans
        isSnapshotFresh = false
        record(.addBlock, block: slot + 1)
        if rule.length > 0 {
            blocks.drops[Int(slot)] = BlockDrop(module: module, rule: rule)
            record(.dropBlock, block: slot + 1)
        }
        return slot + 1
    }

    mutating func setText(_ slot: Int, _ text: winnow_string) -> Bool {
        guard let copy = arena.copy(text) else { return false }
        blocks.texts[slot] = copy
        blocks.spans[slot] = BlockSpans(start: nil, count: 0, capacity: 0)
        record(.setText, block: UInt32(slot + 1))
        return true
    }

    mutating func setKind(_ slot: Int, _ form: BlockForm) {
        blocks.forms[slot] = form
        record(.setKind, block: UInt32(slot + 1))
    }

    mutating func setHints(_ slot: Int, _ hints: winnow_hints) -> Bool {
        guard let copy = copy(hints) else { return false }
        blocks.hints[slot] = copy
        record(.setHints, block: UInt32(slot + 1))
        return true
    }

    mutating func setLanguage(_ slot: Int, _ tag: winnow_string, _ confidence: Float) -> Bool {
        guard confidence >= 0, confidence <= 1, let copy = arena.copy(tag) else { return false }
        blocks.languages[slot] = BlockLanguage(
            tag: copy,
            confidence: copy.length == 0 ? 0 : confidence
        )
        record(.setLanguage, block: UInt32(slot + 1))
        return true
    }

    mutating func addSpan(_ slot: Int, _ span: winnow_span) -> Bool {
        guard let copy = checked(span, textLength: blocks.texts[slot].length) else { return false }
        var spans = blocks.spans[slot]
        if spans.count == spans.capacity {
            let capacity = max(4, Int(spans.capacity) * 2)
            guard capacity <= Int(Int32.max), let larger = allocateSpans(capacity) else {
                return false
            }
            if let start = spans.start { larger.initialize(from: start, count: Int(spans.count)) }
            spans.start = larger
            spans.capacity = Int32(capacity)
        }
        spans.start.map { ($0 + Int(spans.count)).initialize(to: copy) }
        spans.count += 1
        blocks.spans[slot] = spans
        record(.addSpan, block: UInt32(slot + 1))
        return true
    }

    mutating func drop(_ slot: Int, _ rule: winnow_string) -> Bool {
        guard blocks.drops[slot].module == 0 else { return true }
        guard rule.length > 0, let copy = arena.copy(rule) else { return false }
        blocks.drops[slot] = BlockDrop(module: module, rule: copy)
        record(.dropBlock, block: UInt32(slot + 1))
        return true
    }

    private mutating func copy(_ hints: winnow_hints) -> winnow_hints? {
        guard let tag = arena.copy(hints.tag), let words = arena.copy(hints.words) else {
            return nil
        }
        return winnow_hints(
            tag: tag,
            words: words,
            link_density: hints.link_density.clampedToUnit,
            position: hints.position.clampedToUnit
        )
    }

    private mutating func copySpans(_ block: winnow_new_block, textLength: Int) -> BlockSpans? {
        guard block.span_count > 0, let source = block.spans else {
            return BlockSpans(start: nil, count: 0, capacity: 0)
        }
        guard block.span_count <= 1 << 20, let copies = allocateSpans(block.span_count) else {
            return nil
        }
        for index in 0..<block.span_count {
            guard let copy = checked(source[index], textLength: textLength) else { return nil }
            (copies + index).initialize(to: copy)
        }
        let count = Int32(block.span_count)
        return BlockSpans(start: copies, count: count, capacity: count)
    }

    private mutating func allocateSpans(_ count: Int) -> UnsafeMutablePointer<winnow_span>? {
        arena.allocate(count * MemoryLayout<winnow_span>.stride)?
            .assumingMemoryBound(to: winnow_span.self)
    }

    private mutating func checked(_ span: winnow_span, textLength: Int) -> winnow_span? {
        guard span.start <= span.end, Int(span.end) <= textLength,
            span.kind <= UInt32(WINNOW_SPAN_LANGUAGE), let value = arena.copy(span.value)
        else { return nil }
        return winnow_span(
            start: span.start,
            end: span.end,
            kind: span.kind,
            reserved: 0,
            value: value
        )
    }
}

extension BlockForm {
    /// Nil for values that version 1 does not have.
    init?(kind: UInt32, level: UInt32, listStyle: UInt32) {
        guard kind <= UInt32(WINNOW_BLOCK_CAPTION), level <= 255,
            listStyle <= UInt32(WINNOW_LIST_NUMBERED)
        else { return nil }
        self.init(kind: UInt8(kind), level: UInt8(level), listStyle: UInt8(listStyle))
    }
}

extension Float {
    /// 0 to 1; not-a-number becomes 0.
    fileprivate var clampedToUnit: Float { self > 0 ? min(self, 1) : 0 }
}
