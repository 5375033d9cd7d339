/// One source as its file gives it, before the rules that look at several
/// values.
struct SourceDraft: Sendable {
    /// A listing page and which of its links are followed.
    struct Pages: Sendable {
        var url: Marked<String>?
        var links: [LinkRule]?
    }

    /// A route by name with what this source changes in it.
    struct RouteUse: Sendable {
        var name: Marked<String>?
        var options: [ModuleOptions] = []
        var languages: Marked<[String]>?
        var span: Span?
    }

    var span: Span?
    /// Keys that the source has, faulty ones included.
    var keys: [String] = []
    var name: Marked<String>?
    var feed: Marked<String>?
    var sitemap: Marked<String>?
    var page: Marked<String>?
    var pages: Marked<Pages>?
    var directory: Marked<String>?
    var every: Duration?
    var route = RouteUse()
    var fullPage: Marked<Bool>?
    var isEnabled = true
    var language: String?
    var maxEntries: Int?
}

/// The keys of a sources file.
enum SourceTable {
    /// What a sources file holds.
    struct File: Sendable {
        var sources: [SourceDraft] = []
    }

    /// The keys at the top.
    static let file = Table<File>(fields: [
        Field(
            "sources",
            \.sources,
            .sources,
            default: File(),
            defaultText: "[]",
            example: "sources:\n  - name: example-news\n    feed: https://news.example/feed.xml",
            "The list of sources. Names must differ over all files."
        )
    ])

    /// The keys of one source.
    static let source = Table<SourceDraft>(
        fields: identity + places + behaviour,
        elsewhere: [
            "url": "say what it is: `feed`, `sitemap`, `page`, `pages` or `directory`",
            "modules": "a source names a `route`; its own options go to `route: {options: …}`",
            "options": "options of modules go to `route: {options: …}`",
            "languages": "languages go to `route: {languages: …}`",
        ]
    )

    private static let identity = [
        Field<SourceDraft>(
            optional: "name",
            \.name,
            .marked(.name),
            isRequired: true,
            example: "name: example-news",
            "Name in logs, commands and paths; also marks the records. Small letters, digits, "
                + "`-`, `_` and `.`."
        )
    ]

    private static let places = [
        Field<SourceDraft>(
            optional: "feed",
            \.feed,
            .marked(.url),
            example: "feed: https://news.example/feed.xml",
            "An RSS, Atom or JSON feed; its entries become documents."
        ),
        Field(
            optional: "sitemap",
            \.sitemap,
            .marked(.url),
            example: "sitemap: https://news.example/sitemap.xml",
            "A sitemap or an index of sitemaps; the pages in it become documents."
        ),
        Field(
            optional: "page",
            \.page,
            .marked(.url),
            example: "page: https://news.example/statement.html",
            "One page, which becomes a document again when it changes."
        ),
        Field(
            optional: "pages",
            \.pages,
            .marked(.pages),
            example: "pages: {url: \"https://news.example/\", links: [\"/2026/**\"]}",
            "A page with links; the pages behind the links that match become documents."
        ),
        Field(
            optional: "directory",
            \.directory,
            .marked(.path),
            example: "directory: /srv/drop",
            "A folder on this machine; the files in it become documents. A relative path begins "
                + "at the folder of the sources file."
        ),
    ]

    private static let behaviour = [
        Field<SourceDraft>(
            optional: "every",
            \.every,
            .interval,
            defaultText: "`every` in `schedule`",
            example: "every: 15m",
            "Time between two polls. A lower bound: what the publisher asks for may lengthen it."
        ),
        Field(
            "route",
            \.route,
            .routeUse,
            default: SourceDraft(),
            defaultText: "default",
            example: "route: {name: default, languages: [en, ar]}",
            "The route its documents pass: a name, or a mapping with these keys."
        ),
        Field(
            optional: "full_page",
            \.fullPage,
            .marked(.bool),
            defaultText: "`true`",
            example: "full_page: false",
            "Whether the page of a feed's entry is fetched; `false` keeps what the feed itself "
                + "carries. For `feed` alone."
        ),
        Field(
            "enabled",
            \.isEnabled,
            .bool,
            default: SourceDraft(),
            example: "enabled: false",
            "Whether it is polled. What was stored stays, and so does its place in the state."
        ),
        Field(
            optional: "language",
            \.language,
            .languageTag,
            defaultText: "none",
            example: "language: de",
            "Language that the source is known to have, as a hint for documents that do not "
                + "say."
        ),
        Field(
            optional: "max_entries",
            \.maxEntries,
            .integer(1...100_000),
            defaultText: "no limit",
            example: "max_entries: 50",
            "Most new entries, pages or files that one poll takes up; the rest waits for the next "
                + "poll."
        ),
    ]

    /// The keys of `pages`.
    static let pages = Table<SourceDraft.Pages>(fields: [
        Field(
            optional: "url",
            \.url,
            .marked(.url),
            isRequired: true,
            example: #"url: "https://news.example/""#,
            "The page that has the links."
        ),
        Field(
            optional: "links",
            \.links,
            .list(of: .linkRule, allowsEmpty: false),
            isRequired: true,
            example: #"links: ["/2026/**"]"#,
            "Which links are followed. A rule is a CSS selector (`main h2 a`) or a pattern of "
                + "addresses: `*` stands for any characters but a slash, `**` for any at all; a "
                + "pattern that begins with `/` is compared with path and query, one that begins "
                + "with `http` with the whole URL. A rule behind `!` excludes."
        ),
    ])

    /// The keys of `route` where it is a mapping.
    static let route = Table<SourceDraft.RouteUse>(fields: [
        Field(
            optional: "name",
            \.name,
            .marked(.name),
            defaultText: "`default`",
            example: "name: default",
            "Name of a route in the main file."
        ),
        Field(
            "options",
            \.options,
            .moduleOptions,
            default: .init(),
            defaultText: "{}",
            example: "options: {language: {keep: [en]}}",
            "Options of modules for this source, laid over those in the main file."
        ),
        Field(
            optional: "languages",
            \.languages,
            .marked(.list(of: .languageTag, allowsEmpty: false)),
            defaultText: "all",
            example: "languages: [en, ar]",
            "Languages to keep: option `keep` of the module `language`."
        ),
    ])
}
