import CWinnowModule

/// Where a new block stands.
public enum Placement: Sendable {
    case end
    case before(BlockID)
    case after(BlockID)
}

// Reading blocks.
extension DocumentHandle {
    /// Number of blocks, dropped ones included.
    public var blockCount: Int { api.pointee.block_count(document) }

    /// Ids of all blocks, dropped ones included, in document order. A
    /// snapshot: blocks added later are not in it.
    public var blockIDs: UnsafeBufferPointer<BlockID> {
        let ids = api.pointee.block_ids(document)
        return UnsafeBufferPointer(start: ids.data, count: ids.count)
    }

    /// The block `id` as it is now, or nil.
    public func block(_ id: BlockID) -> BlockView? {
        var raw = winnow_block()
        raw.struct_size = MemoryLayout<winnow_block>.size
        return api.pointee.block_get(document, id, &raw) != 0 ? BlockView(raw: raw) : nil
    }

    /// All blocks, dropped ones included, each read when it is reached. Edits
    /// during the loop are allowed.
    public var blocks: some Sequence<BlockView> {
        blockIDs.lazy.compactMap { block($0) }
    }
}

// Editing blocks. Each function returns false, or nil, where the host refuses:
// an id that does not exist, a value out of range, a limit reached.
extension DocumentHandle {
    /// Adds a block with text given as UTF-8 bytes.
    @discardableResult
    public func add(
        _ block: NewBlock,
        text: UnsafeBufferPointer<UInt8>,
        at placement: Placement = .end
    ) -> BlockID? {
        block.hints.tag.withWinnowString { tag in
            block.hints.words.withWinnowString { words in
                (block.dropRule ?? "").withWinnowString { rule in
                    withSpans(block.spans) { spans in
                        var raw = winnow_new_block()
                        raw.struct_size = MemoryLayout<winnow_new_block>.size
                        raw.kind = block.kind.rawValue
                        raw.level = UInt32(clamping: block.level)
                        raw.list_style = block.listStyle.rawValue
                        raw.text = winnow_string(text)
                        raw.hints = winnow_hints(block.hints, tag: tag, words: words)
                        raw.spans = spans.baseAddress
                        raw.span_count = spans.count
                        raw.drop_rule = rule
                        return add(raw, at: placement)
                    }
                }
            }
        }
    }

    /// Calls `body` with spans as the ABI wants them; valid for the call.
    private func withSpans<Result>(
        _ spans: [BlockSpan],
        _ body: (UnsafeBufferPointer<winnow_span>) -> Result
    ) -> Result {
        if spans.isEmpty { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        var packer = StringPacker(
            reservingBytes: spans.reduce(0) { $0 + $1.value.utf8.count },
            strings: spans.count
        )
        for span in spans { _ = packer.add(span.value) }
        return packer.withStrings { values in
            withUnsafeTemporaryAllocation(of: winnow_span.self, capacity: spans.count) { room in
                for (index, span) in spans.enumerated() {
                    room.initializeElement(
                        at: index,
                        to: winnow_span(span, value: values[index])
                    )
                }
                return body(UnsafeBufferPointer(room))
            }
        }
    }

    /// Adds a block with text given as UTF-8 bytes.
    @discardableResult
    public func add(_ block: NewBlock, text: [UInt8], at placement: Placement = .end) -> BlockID? {
        text.withUnsafeBufferPointer { add(block, text: $0, at: placement) }
    }

    /// Adds a block.
    @discardableResult
    public func add(_ block: NewBlock, text: String, at placement: Placement = .end) -> BlockID? {
        var copy = text
        return copy.withUTF8 { add(block, text: $0, at: placement) }
    }

    private func add(_ raw: winnow_new_block, at placement: Placement) -> BlockID? {
        let id = withUnsafePointer(to: raw) { raw in
            switch placement {
            case .end: api.pointee.block_add(document, raw)
            case .before(let anchor): api.pointee.block_insert_before(document, anchor, raw)
            case .after(let anchor): api.pointee.block_insert_after(document, anchor, raw)
            }
        }
        return id == 0 ? nil : id
    }

    /// Replaces the text of a block, which loses its spans.
    @discardableResult
    public func setText(_ text: UnsafeBufferPointer<UInt8>, of id: BlockID) -> Bool {
        api.pointee.block_set_text(document, id, winnow_string(text)) != 0
    }

    /// Replaces the text of a block, which loses its spans.
    @discardableResult
    public func setText(_ text: String, of id: BlockID) -> Bool {
        text.withWinnowString { api.pointee.block_set_text(document, id, $0) != 0 }
    }

    /// Changes kind, level and list style together.
    @discardableResult
    public func setKind(
        _ kind: BlockKind,
        level: Int = 0,
        listStyle: ListStyle = .none,
        of id: BlockID
    ) -> Bool {
        api.pointee.block_set_kind(
            document,
            id,
            kind.rawValue,
            UInt32(clamping: level),
            listStyle.rawValue
        ) != 0
    }

    /// Replaces the hints of a block.
    @discardableResult
    public func setHints(_ hints: BlockHints, of id: BlockID) -> Bool {
        hints.tag.withWinnowString { tag in
            hints.words.withWinnowString { words in
                var raw = winnow_hints(hints, tag: tag, words: words)
                return api.pointee.block_set_hints(document, id, &raw) != 0
            }
        }
    }

    /// Tags a block with its language. An empty tag removes the tag.
    @discardableResult
    public func setLanguage(_ tag: String, confidence: Float, of id: BlockID) -> Bool {
        tag.withWinnowString {
            api.pointee.block_set_language(document, id, $0, confidence) != 0
        }
    }

    /// Adds a span behind those that the block has.
    @discardableResult
    public func addSpan(_ span: BlockSpan, to id: BlockID) -> Bool {
        span.value.withWinnowString {
            var raw = winnow_span(span, value: $0)
            return api.pointee.block_add_span(document, id, &raw) != 0
        }
    }

    /// Drops a block by a rule. A block that is dropped already keeps its
    /// first rule.
    @discardableResult
    public func drop(_ id: BlockID, rule: String) -> Bool {
        rule.withWinnowString { api.pointee.block_drop(document, id, $0) != 0 }
    }
}

extension winnow_span {
    init(_ span: BlockSpan, value: winnow_string) {
        self.init(
            start: UInt32(clamping: span.start),
            end: UInt32(clamping: span.end),
            kind: span.kind.rawValue,
            reserved: 0,
            value: value
        )
    }
}

extension winnow_hints {
    init(_ hints: BlockHints, tag: winnow_string, words: winnow_string) {
        self.init(
            tag: tag,
            words: words,
            link_density: hints.linkDensity,
            position: hints.position
        )
    }
}
