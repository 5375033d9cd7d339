import CWinnowModule

/// The metadata keys that the host presets or the record reads. A module may
/// set others, with its own name and a dot in front; the record ignores them.
public enum MetadataKey {
    /// Preset: the URL that was asked for.
    public static let requestedURL = WINNOW_KEY_URL_REQUESTED
    /// Preset: the URL after redirects.
    public static let effectiveURL = WINNOW_KEY_URL_EFFECTIVE
    /// Preset: what references in the document are resolved against.
    public static let baseURL = WINNOW_KEY_URL_BASE
    /// Preset: `page`, `feed` or `file`.
    public static let origin = WINNOW_KEY_ORIGIN
    /// Preset: media type without parameters.
    public static let mediaType = WINNOW_KEY_MEDIA_TYPE
    /// Preset: the character encoding that the transport named.
    public static let transportEncoding = WINNOW_KEY_TRANSPORT_ENCODING
    /// Preset: Content-Language of the response.
    public static let httpLanguage = WINNOW_KEY_LANGUAGE_HTTP
    /// Preset: language that the feed states.
    public static let feedLanguage = WINNOW_KEY_LANGUAGE_FEED
    /// Set by readers: the language that the markup declares.
    public static let htmlLanguage = WINNOW_KEY_LANGUAGE_HTML
    /// Set by readers: the encoding the bytes were decoded with.
    public static let encoding = WINNOW_KEY_ENCODING
    /// Set by readers: why there is no main content.
    public static let emptyReason = WINNOW_KEY_EMPTY_REASON
    /// The URL that the page declares as its own.
    public static let canonicalURL = WINNOW_KEY_URL_CANONICAL
    /// Title without the site's name.
    public static let title = WINNOW_KEY_TITLE
    /// One value for each author.
    public static let authors = WINNOW_KEY_AUTHORS
    /// RFC 3339, or a date alone.
    public static let published = WINNOW_KEY_PUBLISHED
    /// RFC 3339, or a date alone.
    public static let updated = WINNOW_KEY_UPDATED
    /// Name of the site.
    public static let siteName = WINNOW_KEY_SITE_NAME
    /// Summary that the page states.
    public static let description = WINNOW_KEY_DESCRIPTION
    /// URL of the leading image.
    public static let image = WINNOW_KEY_IMAGE
    /// One value for each tag.
    public static let tags = WINNOW_KEY_TAGS
    /// Licence, as the page states it.
    public static let license = WINNOW_KEY_LICENSE
    /// Rights, as the page states them.
    public static let rights = WINNOW_KEY_RIGHTS
    /// Set by the language module: BCP 47 tag of the document.
    public static let language = WINNOW_KEY_LANGUAGE
    /// Set by the language module: decimal from 0 to 1.
    public static let languageConfidence = WINNOW_KEY_LANGUAGE_CONFIDENCE
    /// Set by the language module: "tag share confidence" for each language.
    public static let languages = WINNOW_KEY_LANGUAGES
}
