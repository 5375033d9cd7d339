/// A document on its way through a route: metadata and an ordered list of
/// blocks.
public struct Document: Sendable, Equatable {
    public var metadata: Metadata
    /// Kept and dropped blocks in document order.
    public var blocks: [Block]

    public init(metadata: Metadata = Metadata(), blocks: [Block] = []) {
        self.metadata = metadata
        self.blocks = blocks
    }

    /// The blocks that no module dropped.
    public var keptBlocks: some Sequence<Block> {
        blocks.lazy.filter { $0.dropped == nil }
    }
}
