import WinnowModel

/// Names a source's row. It never changes and is never given out again.
public struct SourceID: RawRepresentable, Sendable, Hashable {
    /// The row's number.
    public var rawValue: Int64

    /// Wraps a row's number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What kind of thing a source is. Raw values stand in the database.
public enum SourceKind: String, Sendable, CaseIterable {
    /// A syndication feed.
    case feed
    /// One page, looked at again and again.
    case page
    /// An XML sitemap.
    case sitemap
    /// A page whose links lead to documents.
    case pages
    /// A local directory.
    case directory
}

/// A source as the configuration declares it.
public struct SourceDeclaration: Sendable, Equatable {
    /// Unique among the declarations.
    public var name: String
    /// What the source is.
    public var kind: SourceKind
    /// URL of the feed, page, sitemap or link page; path of the directory.
    public var location: String
    /// When a source that is new, or whose location is, becomes due. Spread
    /// over some time, a thousand new sources do not start together.
    public var firstFetch: Timestamp

    /// Creates a declaration.
    public init(name: String, kind: SourceKind, location: String, firstFetch: Timestamp) {
        self.name = name
        self.kind = kind
        self.location = location
        self.firstFetch = firstFetch
    }
}

/// A source as the store knows it.
public struct StoredSource: Sendable, Equatable {
    /// Names the source in other calls.
    public var id: SourceID
    /// Name in the current configuration.
    public var name: String
    /// What the source is.
    public var kind: SourceKind
    /// Where the source is now.
    public var location: String
    /// Where it was when it was first configured; document ids derive from it.
    public var identity: String
    /// The target that stands for the source's own resource.
    public var target: TargetID

    /// Creates a stored source.
    public init(
        id: SourceID,
        name: String,
        kind: SourceKind,
        location: String,
        identity: String,
        target: TargetID
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.location = location
        self.identity = identity
        self.target = target
    }
}
