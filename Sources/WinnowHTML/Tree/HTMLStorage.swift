/// Everything a tree owns: one allocation for this structure and one for each buffer, all reused by the next page.
struct HTMLStorage: ~Copyable {
    var nodes = GrowableBuffer<NodeRecord>(minimumCapacity: 1024)
    var attributes = GrowableBuffer<AttributeRecord>(minimumCapacity: 1024)
    var names = NameTable()
    var doctypes = GrowableBuffer<DoctypeRecord>()
    /// The page after newline normalisation, with zeros behind it for whole-vector reads.
    var source = GrowableBuffer<UInt8>(minimumCapacity: 4096)
    /// Text that differs from the source: positions from `sourceLimit` on mean this buffer.
    var decoded = GrowableBuffer<UInt8>(minimumCapacity: 1024)
    /// The length of the page without the zeros behind it.
    var sourceLimit = 0
    /// The document, or the root element of a fragment.
    var root: Int32 = 0
    var quirks = HTMLQuirksMode.noQuirks
    /// The parser's scratch space, kept between pages.
    var openElements = GrowableBuffer<OpenElement>(minimumCapacity: 1024)
    var formatting = GrowableBuffer<FormattingEntry>(minimumCapacity: 512)

    /// The bytes at a text position.
    func bytes(at start: UInt32, count: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = Int(start)
        let count = Int(count)
        if start < sourceLimit {
            precondition(count <= sourceLimit - start)
            return UnsafeBufferPointer(start: source.base + start, count: count)
        }
        precondition(
            start - sourceLimit <= decoded.count && count <= decoded.count - (start - sourceLimit)
        )
        return UnsafeBufferPointer(start: decoded.base + (start - sourceLimit), count: count)
    }

    /// Empties every buffer.
    mutating func reset() {
        nodes.removeAll()
        attributes.removeAll()
        names.reset()
        doctypes.removeAll()
        source.removeAll()
        decoded.removeAll()
        openElements.removeAll()
        formatting.removeAll()
        sourceLimit = 0
        root = 0
        quirks = .noQuirks
        nodes.append(NodeRecord(kind: .document, sourceOffset: 0))
    }
}

/// Where a tree's buffers lie, as reading needs them: set when a parse has ended, constant until the next one.
///
/// Reading goes through this instead of the buffers themselves, so that its functions can be inlined into other modules.
@usableFromInline
struct TreeView: BitwiseCopyable {
    @usableFromInline var nodes: UnsafePointer<NodeRecord>
    @usableFromInline var nodeCount: Int
    @usableFromInline var attributes: UnsafePointer<AttributeRecord>
    @usableFromInline var attributeCount: Int
    @usableFromInline var source: UnsafePointer<UInt8>
    @usableFromInline var sourceLimit: Int
    @usableFromInline var decoded: UnsafePointer<UInt8>
    @usableFromInline var decodedCount: Int
    @usableFromInline var names: UnsafePointer<NameRecord>
    @usableFromInline var nameCount: Int
    @usableFromInline var nameBytes: UnsafePointer<UInt8>
    @usableFromInline var root: Int32
    @usableFromInline var quirks: HTMLQuirksMode

    init(_ storage: borrowing HTMLStorage) {
        nodes = UnsafePointer(storage.nodes.base)
        nodeCount = storage.nodes.count
        attributes = UnsafePointer(storage.attributes.base)
        attributeCount = storage.attributes.count
        source = UnsafePointer(storage.source.base)
        sourceLimit = storage.sourceLimit
        decoded = UnsafePointer(storage.decoded.base)
        decodedCount = storage.decoded.count
        names = UnsafePointer(storage.names.records.base)
        nameCount = storage.names.records.count
        nameBytes = UnsafePointer(storage.names.bytes.base)
        root = storage.root
        quirks = storage.quirks
    }

    /// A node; an index outside the tree ends the process instead of reading foreign memory.
    @inlinable
    func node(_ index: Int32) -> NodeRecord {
        precondition(index >= 0 && Int(index) < nodeCount)
        return nodes[Int(index)]
    }

    /// An attribute by its index in the flat buffer.
    @inlinable
    func attribute(_ index: Int) -> AttributeRecord {
        precondition(index >= 0 && index < attributeCount)
        return attributes[index]
    }

    /// The bytes of a name.
    @inlinable
    func nameBytes(_ name: Int32) -> UnsafeBufferPointer<UInt8> {
        precondition(name >= 0 && Int(name) < nameCount)
        let record = names + Int(name)
        return UnsafeBufferPointer(
            start: nameBytes + Int(record.pointee.start),
            count: Int(record.pointee.count)
        )
    }

    /// The bytes at a text position.
    @inlinable
    func bytes(at start: UInt32, count: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = Int(start)
        let count = Int(count)
        if start < sourceLimit {
            precondition(count <= sourceLimit - start)
            return UnsafeBufferPointer(start: source + start, count: count)
        }
        precondition(
            start - sourceLimit <= decodedCount && count <= decodedCount - (start - sourceLimit)
        )
        return UnsafeBufferPointer(start: decoded + (start - sourceLimit), count: count)
    }
}
