/// Why bytes could not be read as a feed, sitemap or subscription list.
public struct FeedError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: Sendable, Equatable {
        /// Nothing but white space was given.
        case empty
        /// The bytes are neither a feed nor anything that contains one.
        case notAFeed
        /// The bytes are not a sitemap of any known form.
        case notASitemap
        /// The bytes are not a list of subscriptions.
        case notASubscriptionList
        /// A rule that chooses links is neither a selector nor a pattern.
        case invalidRule
        /// The text is not JSON, or broken before its first entry.
        case invalidJSON
    }

    /// The kind of failure.
    public var code: Code
    /// What was read: an URL or a file where the caller knew one.
    public var subject: String
    /// What was looked for and what was found.
    public var message: String

    /// Creates an error.
    public init(code: Code, subject: String, message: String) {
        self.code = code
        self.subject = subject
        self.message = message
    }

    /// Subject and message.
    public var description: String {
        subject.isEmpty ? message : subject + ": " + message
    }
}
