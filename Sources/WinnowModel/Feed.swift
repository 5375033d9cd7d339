/// A parsed syndication document, whatever its format was.
public struct Feed: Sendable, Equatable {
    public var title: String?
    /// The site the feed belongs to, absolute.
    public var link: String?
    public var subtitle: String?
    public var language: String?
    public var updated: FeedDate?
    public var published: FeedDate?
    public var id: String?
    /// Minutes that the publisher asks between polls.
    public var timeToLive: Int?
    public var generator: String?
    public var authors: [Person] = []
    public var categories: [String] = []
    public var rights: String?
    /// `rel=hub` links (WebSub).
    public var hubs: [String] = []
    /// The feed's own `rel=self` link, absolute.
    public var selfLink: String?
    /// The publisher's wishes for the schedule beside `timeToLive`.
    public var pollHints = PollHints()
    public var entries: [Entry] = []
    /// Label of the character encoding the document was decoded with.
    public var encoding: String?
    /// `rss20`, `rss10`, `atom10`, `json11`, ...
    public var format: String?
    /// What was wrong with the document, in words; it was read all the same.
    public var diagnostics: [String] = []

    public init() {}
}

/// What a feed says about when to poll it, beside its time to live.
public struct PollHints: Sendable, Equatable {
    /// `sy:updatePeriod` over `sy:updateFrequency`, in seconds.
    public var updateSeconds: Int?
    /// Hours in UTC, 0 to 23, without new entries.
    public var skipHours: [UInt8] = []
    /// Days without new entries, 0 (Sunday) to 6.
    public var skipDays: [UInt8] = []

    public init() {}
}

/// One item in a feed.
public struct Entry: Sendable, Equatable {
    /// `atom:id`, `guid` or JSON Feed `id`, as written; nil where there is none.
    public var id: String?
    /// The entry's page, absolute.
    public var link: String?
    public var title: String?
    public var authors: [Person] = []
    public var published: FeedDate?
    public var updated: FeedDate?
    /// Sanitised HTML.
    public var summary: String?
    /// Sanitised HTML.
    public var content: String?
    public var categories: [String] = []
    public var enclosures: [Enclosure] = []
    public var language: String?
    /// What relative references in `content` and `summary` were resolved
    /// against.
    public var baseURL: String?
    public var rights: String?

    public init() {}
}

/// Somebody whom a feed names.
public struct Person: Sendable, Equatable {
    public var name: String?
    public var email: String?
    public var uri: String?

    public init(name: String? = nil, email: String? = nil, uri: String? = nil) {
        self.name = name
        self.email = email
        self.uri = uri
    }
}

/// A file that belongs to an entry.
public struct Enclosure: Sendable, Equatable {
    public var url: String
    public var type: String?
    /// Bytes, as the feed says.
    public var length: Int64?

    public init(url: String, type: String? = nil, length: Int64? = nil) {
        self.url = url
        self.type = type
        self.length = length
    }
}

/// A date as a document gave it: an instant, or a day without a time.
public struct FeedDate: Sendable, Hashable {
    /// How exactly the document gave the date.
    public enum Precision: UInt8, Sendable {
        case year, month, day, minute, second
    }

    /// The instant in UTC. A date alone stands for its first second.
    public var timestamp: Timestamp
    public var precision: Precision
    /// Whether the document gave a zone; without one UTC was assumed.
    public var hasZone: Bool

    public init(timestamp: Timestamp, precision: Precision, hasZone: Bool) {
        self.timestamp = timestamp
        self.precision = precision
        self.hasZone = hasZone
    }

    /// RFC 3339; a day alone where no time was given.
    public var rfc3339: String {
        precision.rawValue <= Precision.day.rawValue
            ? timestamp.rfc3339Date : timestamp.rfc3339
    }
}
