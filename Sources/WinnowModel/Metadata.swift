/// What is known of a document beside its text: keys with one or more values.
///
/// The host presets what it knows (`url.effective`, `language.http`, ...);
/// readers and processors add what the document says. Keys are listed in
/// `Metadata.Key`; modules may add keys of their own, which the record ignores.
public struct Metadata: Sendable, Equatable {
    /// The keys that the host sets or the record reads.
    public enum Key {
        public static let requestedURL = "url.requested"
        public static let effectiveURL = "url.effective"
        /// What references in the document are resolved against.
        public static let baseURL = "url.base"
        public static let canonicalURL = "url.canonical"
        public static let mediaType = "media_type"
        /// The character encoding that the transport named.
        public static let transportEncoding = "encoding.transport"
        /// The character encoding that the reader decoded the bytes with.
        public static let encoding = "encoding"
        /// `page`, `feed` or `file`.
        public static let origin = "origin"
        public static let httpLanguage = "language.http"
        public static let feedLanguage = "language.feed"
        public static let htmlLanguage = "language.html"
        /// The document's language, as the language module tags it.
        public static let language = "language"
        /// The tagger's trust in `language`, a decimal from 0 to 1.
        public static let languageConfidence = "language.confidence"
        /// One value for each language: tag, share of letters and confidence,
        /// separated by spaces, largest share first.
        public static let languages = "languages"
        public static let title = "title"
        /// One value for each author.
        public static let authors = "authors"
        public static let published = "published"
        public static let updated = "updated"
        public static let siteName = "site_name"
        public static let description = "description"
        public static let image = "image"
        /// One value for each tag.
        public static let tags = "tags"
        public static let license = "license"
        public static let rights = "rights"
        /// Why the reader found no main content.
        public static let emptyReason = "empty.reason"
    }

    /// One key with its values, in the order they were given.
    public struct Field: Sendable, Equatable {
        public var key: String
        public var values: [String]

        public init(key: String, values: [String]) {
            self.key = key
            self.values = values
        }
    }

    /// The fields in the order their keys were first set. Documents have a
    /// dozen, so a scan is faster than a dictionary.
    public private(set) var fields: [Field] = []

    public init() {}

    /// Replaces the values of `key`; an empty list removes it.
    public mutating func set(_ key: String, to values: [String]) {
        guard let index = fields.firstIndex(where: { $0.key == key }) else {
            if !values.isEmpty { fields.append(Field(key: key, values: values)) }
            return
        }
        if values.isEmpty {
            fields.remove(at: index)
        } else {
            fields[index].values = values
        }
    }

    /// Adds one value behind those that `key` has.
    public mutating func append(_ value: String, to key: String) {
        if let index = fields.firstIndex(where: { $0.key == key }) {
            fields[index].values.append(value)
        } else {
            fields.append(Field(key: key, values: [value]))
        }
    }

    /// All values of `key`, or an empty list.
    public func values(of key: String) -> [String] {
        fields.first { $0.key == key }?.values ?? []
    }

    /// The first value of `key`. Setting nil removes the key.
    public subscript(key: String) -> String? {
        get { fields.first { $0.key == key }?.values.first }
        set { set(key, to: newValue.map { [$0] } ?? []) }
    }
}
