import WinnowHTML
import WinnowModel

/// Finds when a page was published and updated.
struct DateFinder {
    /// When the page was first published.
    let published: FeedDate?
    /// When it was last changed, where that is later.
    let updated: FeedDate?

    private static let publishedMetas: [String] = [
        "article:published_time", "article:published", "datepublished", "og:published_time",
        "publishdate", "publish_date", "publish-date", "pubdate", "published_time",
        "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date",
        "dcterms.date", "dcterms.issued", "dc.date.created", "citation_publication_date",
        "article.published", "date", "originalpublicationdate", "cxenseparse:recs:publishtime",
        "article_date_original", "og:article:published_time", "datecreated", "created",
        "last-publication", "rnews:datepublished", "citation_date",
        "shareaholic:article_published_time",
        "release_date", "publication_date", "publicationdate", "eprints.datestamp", "dc:date",
        "article:post_time", "og:release_date", "video:release_date", "displaydate", "pdate",
    ]
    private static let updatedMetas: [String] = [
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
        "last-modified", "dc.date.modified", "lastmod", "article:modified", "revision_date",
        "updated_time",
    ]

    init(_ reader: MetadataReader, language: String?) {
        let search = Search(reader: reader, language: language)
        published = search.published()
        let changed = search.updated()
        if let changed, let published, changed.timestamp <= published.timestamp {
            updated = nil
        } else {
            updated = changed
        }
    }

    private struct Search {
        let reader: MetadataReader
        let language: String?

        func published() -> FeedDate? {
            linked(["datePublished", "dateCreated", "uploadDate", "datePosted"])
                ?? meta(DateFinder.publishedMetas)
                ?? property(["datePublished", "dateCreated", "datepublished"])
                ?? time() ?? visible() ?? path()
        }

        func updated() -> FeedDate? {
            linked(["dateModified"]) ?? property(["dateModified"])
                ?? meta(DateFinder.updatedMetas)
        }

        /// A date that can be that of a page.
        private func date(_ text: String) -> FeedDate? {
            let text = TextCleaner.collapsed(text)
            guard text.utf8.count >= 6, text.utf8.count <= 120,
                let date = FeedDate.parse(text, language: language),
                date.precision.rawValue >= FeedDate.Precision.day.rawValue
            else { return nil }
            let year = date.timestamp.civilDate.year
            return year >= 1993 && year < 2100 ? date : nil
        }

        private func linked(_ keys: [String]) -> FeedDate? {
            var objects = reader.subject.map { [$0] } ?? []
            // Systems date every page they ever made, an imprint too; such a
            // date counts only where the page says that it is an article.
            let isArticle = reader.head.meta("og:type")?.contains("article") ?? false
            guard isArticle || !objects.isEmpty else { return nil }
            objects += reader.linked.objects.filter { LinkedObjects.kind(of: $0) == .page }
            for object in objects {
                for key in keys {
                    if let text = object[key]?.elements.first?.text, let found = date(text) {
                        return found
                    }
                }
            }
            return nil
        }

        private func meta(_ names: [String]) -> FeedDate? {
            for name in names {
                for meta in reader.head.metas where meta.name == name {
                    if let found = date(meta.content) { return found }
                }
            }
            return nil
        }

        private func property(_ names: [String]) -> FeedDate? {
            for node in reader.head.properties {
                guard let value = reader.tree.value(of: .itemprop, of: node),
                    names.contains(value), !reader.isInsideComment(node)
                else { continue }
                let text =
                    reader.tree.value(of: .content, of: node)
                    ?? reader.tree.value(of: .datetime, of: node)
                    ?? reader.tree.textContent(of: node)
                if let found = date(text) { return found }
            }
            return nil
        }

        /// The first `time` element, unless it stands in a list of teasers:
        /// pages with many of them before the title are lists.
        private func time() -> FeedDate? {
            for node in reader.head.times.prefix(6) where !reader.isInsideComment(node) {
                let text =
                    reader.tree.value(of: .datetime, of: node)
                    ?? reader.tree.textContent(of: node)
                if let found = date(text) { return found }
            }
            return nil
        }

        /// Lines that the markup calls a date or a byline, then those around
        /// the title.
        private func visible() -> FeedDate? {
            for text in reader.lines.marked + reader.lines.nearTitle {
                guard
                    text.utf8.lazy.filter({ $0 >= 0x30 && $0 <= 0x39 }).count >= 3
                        || !text.utf8.allSatisfy({ $0 < 0x80 })
                else {
                    continue
                }
                if let found = date(text) ?? dateInside(text) { return found }
            }
            return nil
        }

        /// A date in a longer line: parts between marks, then runs of words
        /// around a number that can be a year.
        private func dateInside(_ text: String) -> FeedDate? {
            for part in text.split(whereSeparator: { "|•·–—()[]".contains($0) }) {
                if let found = date(String(part)) { return found }
            }
            let words = text.split(separator: " ")
            for index in words.indices where holdsYear(words[index]) {
                for width in [5, 4, 3, 2, 1] where index + 1 >= width {
                    let run = words[(index + 1 - width)...index].joined(separator: " ")
                    if let found = date(run) { return found }
                }
            }
            return nil
        }

        private func holdsYear(_ word: Substring) -> Bool {
            var digits = 0
            for byte in word.utf8 {
                digits = byte >= 0x30 && byte <= 0x39 ? digits + 1 : 0
                if digits == 4 { return true }
            }
            return false
        }

        /// `/2019/10/16/` in the page's address.
        private func path() -> FeedDate? {
            guard let url = reader.base else { return nil }
            let parts = url.path.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "_" })
            for index in parts.indices.dropLast(2) {
                guard parts[index].count == 4, let year = Int(parts[index]), year >= 1995,
                    year < 2100, let month = Int(parts[index + 1]), (1...12).contains(month),
                    parts[index + 1].count <= 2, let day = Int(parts[index + 2]),
                    (1...31).contains(day), parts[index + 2].count <= 2
                else { continue }
                let days = Timestamp.days(year: year, month: month, day: day)
                return FeedDate(
                    timestamp: Timestamp(seconds: days * 86_400),
                    precision: .day,
                    hasZone: false
                )
            }
            return nil
        }
    }
}
