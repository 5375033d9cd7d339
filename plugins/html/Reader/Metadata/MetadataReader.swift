import WinnowHTML
import WinnowModel

/// Finds what a page says about itself, each value only with evidence.
///
/// Sources in the order of trust: JSON-LD of the article, microdata, meta
/// elements, visible marks of authorship and time. What the feed said and the
/// host preset is not looked at here: the module decides between the two.
final class MetadataReader {
    let tree: HTMLTree
    let head: PageHead
    let linked: LinkedObjects
    let base: WebURL?
    let outline: PageOutline
    let languages: DateLanguageCache
    /// The object that describes the page's article, product or other matter.
    let subject: JSONValue?
    let subjectKind: LinkedKind
    let isNewsArticle: Bool
    let isOpenGraphArticle: Bool
    let isWebsite: Bool
    /// Comments and teasers of other pages.
    let others: OtherPages
    let hints: HintCache
    /// The address is that of a home page.
    let isHome: Bool
    /// The address ends in several words, as those of articles do.
    let hasSlug: Bool

    init(
        tree: HTMLTree,
        head: PageHead,
        linked: LinkedObjects,
        base: WebURL?,
        outline: PageOutline,
        languages: DateLanguageCache
    ) {
        self.outline = outline
        self.languages = languages
        self.tree = tree
        self.head = head
        self.linked = linked
        self.base = base
        subject =
            linked.first(.article) ?? linked.first(.recipe) ?? linked.first(.forum)
            ?? linked.first(.video) ?? linked.first(.product)
        subjectKind = subject.map(LinkedObjects.kind) ?? .other
        isNewsArticle = subject.map { LinkedObjects.types(of: $0).contains("NewsArticle") } ?? false
        hints = HintCache(tree)
        others = OtherPages(tree, hints: hints, headline: outline.headline)
        let type = head.meta("og:type") ?? ""
        isWebsite = type.withBytes { NodeMarker.find("website", in: $0) }
        isOpenGraphArticle = type.withBytes { NodeMarker.find("article", in: $0) }
        let path = base?.path ?? ""
        isHome = path.utf8.count <= 1 || path.hasPrefix("/index.")
        hasSlug = path.utf8.lazy.filter { $0 == UInt8(ascii: "-") }.count >= 3
    }

    /// Adds everything found to a document.
    func read(into document: inout Document) {
        let language = readLanguage()
        set(Metadata.Key.htmlLanguage, language, in: &document)
        let site = readSiteName()
        set(Metadata.Key.siteName, site, in: &document)
        let siteKeys = SiteName.keys(site: site, host: base?.host)
        set(Metadata.Key.title, TitleChooser.title(self, siteKeys: siteKeys), in: &document)
        let authors = AuthorReader.names(self, siteKeys: siteKeys)
        document.metadata.set(Metadata.Key.authors, to: authors)
        let dates = DateFinder(self, language: language)
        set(Metadata.Key.published, dates.published?.rfc3339, in: &document)
        set(Metadata.Key.updated, dates.updated?.rfc3339, in: &document)
        set(Metadata.Key.canonicalURL, readCanonicalURL(), in: &document)
        set(Metadata.Key.description, readDescription(), in: &document)
        set(Metadata.Key.image, readImage(), in: &document)
        document.metadata.set(Metadata.Key.tags, to: readTags())
        set(Metadata.Key.license, readLicense(), in: &document)
        set(Metadata.Key.rights, readRights(), in: &document)
    }

    private func set(_ key: String, _ value: String?, in document: inout Document) {
        guard let value, !value.isEmpty else { return }
        document.metadata[key] = value
    }

    func readLanguage() -> String? {
        let stated =
            head.language ?? head.meta("content-language", "og:locale", "dc.language", "language")
            ?? subject?["inLanguage"]?.text
        guard let stated else { return nil }
        let comma = UInt8(ascii: ",")
        let tag = TextCleaner.collapsed(stated).utf8.drop { $0 == comma }.prefix { $0 != comma }
        guard tag.count >= 2, tag.count < 36, tag.allSatisfy({ $0 > 0x2C && $0 < 0x7B }) else {
            return nil
        }
        return String(decoding: tag.map { $0 == UInt8(ascii: "_") ? 0x2D : $0 }, as: UTF8.self)
    }

    func readSiteName() -> String? {
        let name =
            head.meta(
                "og:site_name",
                "application-name",
                "al:android:app_name",
                "twitter:app:name:iphone"
            )
            ?? LinkedText.name(of: subject?["publisher"])
            ?? linked.objects.lazy.compactMap(Self.siteName).first
        guard let name = name.map(TextCleaner.plain), !name.isEmpty, name.utf8.count < 120 else {
            return nil
        }
        return name
    }

    private static func siteName(of object: JSONValue) -> String? {
        let types = LinkedObjects.types(of: object)
        guard types.contains("WebSite") || types.contains("NewsMediaOrganization") else {
            return nil
        }
        return object["name"]?.text
    }

    private func readCanonicalURL() -> String? {
        guard let stated = head.canonical ?? head.meta("og:url") else { return nil }
        let reference = TextCleaner.collapsed(stated)
        // A serialised address is read as itself.
        if let base, reference == base.href, base.isHTTP { return reference }
        guard let url = WebURL.parse(reference, base: base), url.isHTTP else { return nil }
        return url.href
    }

    private func readDescription() -> String? {
        let text =
            subject?["description"]?.text
            ?? head.meta("og:description", "description", "twitter:description", "dc.description")
        return text.map(TextCleaner.plain)
    }

    private func readImage() -> String? {
        let reference =
            head.meta("og:image", "og:image:url", "twitter:image", "twitter:image:src")
            ?? subject?["image"].flatMap(LinkedText.url)
        guard let reference, let url = WebURL.parse(TextCleaner.collapsed(reference), base: base),
            url.isHTTP
        else { return nil }
        return url.href
    }

    private func readTags() -> [String] {
        let name: TextNumber = "article:tag"
        var found: [String] = []
        for meta in head.metas where meta.key == name { found.append(meta.content) }
        if found.isEmpty { found = subject?["keywords"]?.elements.compactMap(\.text) ?? [] }
        if found.isEmpty {
            found = head.meta("news_keywords", "keywords", "parsely-tags").map { [$0] } ?? []
        }
        if found.count == 1 {
            found = found[0].unicodeScalars.split(whereSeparator: Self.endsTag).map { String($0) }
        }
        var tags: [String] = []
        for tag in found.map(TextCleaner.plain) where !tag.isEmpty && tag.utf8.count <= 80 {
            if tags.count < 40, !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private static func endsTag(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "、", "，": true
        default: false
        }
    }

    private func readLicense() -> String? {
        let stated = head.license ?? subject?["license"].flatMap(LinkedText.url)
        return stated.map { WebURL.parse($0, base: base)?.href ?? TextCleaner.plain($0) }
    }

    private func readRights() -> String? {
        (head.meta("dc.rights", "dcterms.rights", "copyright", "rights")
            ?? subject?["copyrightNotice"]?.text).map(TextCleaner.plain)
    }
}

/// Texts out of JSON-LD values.
enum LinkedText {
    /// The name of a thing, which may be given as a text alone.
    static func name(of value: JSONValue?) -> String? {
        guard let first = value?.elements.first else { return nil }
        return first.text ?? first["name"]?.elements.first?.text
    }

    /// The names of a person or organisation; a reference is looked up among
    /// all objects.
    static func names(of value: JSONValue, in linked: LinkedObjects) -> [String] {
        if let name = value["name"] {
            let names = name.elements.compactMap(\.text).filter { !$0.isEmpty }
            if !names.isEmpty { return Array(names.prefix(8)) }
        }
        let parts = [value["givenName"]?.text, value["familyName"]?.text].compactMap { $0 }
        if !parts.isEmpty { return [parts.joined(separator: " ")] }
        guard let id = value["@id"]?.text else { return [] }
        for object in linked.objects where object["@id"]?.text == id {
            if let name = object["name"]?.elements.first?.text { return [name] }
        }
        return []
    }

    /// The URL of a thing, which may be given as a text alone.
    static func url(of value: JSONValue) -> String? {
        guard let first = value.elements.first else { return nil }
        return first.text ?? first["url"]?.elements.first?.text ?? first["@id"]?.text
    }
}
