import WinnowModel

/// What lines at the head of a text say of the document.
public struct LeadingFacts: Sendable {
    /// When it was published.
    public var published: FeedDate?
    /// When it was changed.
    public var updated: FeedDate?
    /// Who wrote it.
    public var authors: [String] = []
}
