/// Everything a tree owns: one allocation for this structure and one for each buffer, all reused by the next page.
@usableFromInline
struct HTMLStorage: ~Copyable {
    @usableFromInline var nodes = GrowableBuffer<NodeRecord>(minimumCapacity: 1024)
    @usableFromInline var attributes = GrowableBuffer<AttributeRecord>(minimumCapacity: 1024)
    @usableFromInline var names = NameTable()
    @usableFromInline var doctypes = GrowableBuffer<DoctypeRecord>()
    /// The page after newline normalisation, with zeros behind it for whole-vector reads.
    @usableFromInline var source = GrowableBuffer<UInt8>(minimumCapacity: 4096)
    /// Text that differs from the source: positions from `sourceLimit` on mean this buffer.
    @usableFromInline var decoded = GrowableBuffer<UInt8>(minimumCapacity: 1024)
    /// The length of the page without the zeros behind it.
    @usableFromInline var sourceLimit = 0
    /// The document, or the root element of a fragment.
    @usableFromInline var root: Int32 = 0
    @usableFromInline var quirks = HTMLQuirksMode.noQuirks
    /// The parser's scratch space, kept between pages.
    var openElements = GrowableBuffer<OpenElement>(minimumCapacity: 1024)
    var formatting = GrowableBuffer<FormattingEntry>(minimumCapacity: 512)

    @usableFromInline
    init() {}

    /// The bytes at a text position.
    @inlinable
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
        nodes.truncate(to: 0)
        attributes.truncate(to: 0)
        names.reset()
        doctypes.truncate(to: 0)
        source.truncate(to: 0)
        decoded.truncate(to: 0)
        openElements.truncate(to: 0)
        formatting.truncate(to: 0)
        sourceLimit = 0
        root = 0
        quirks = .noQuirks
        nodes.append(NodeRecord(kind: .document, sourceOffset: 0))
    }
}
