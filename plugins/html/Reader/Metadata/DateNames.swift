/// Names of meta elements and words that tell what a date means.
enum DateNames {
    /// Names of meta elements, in lower case, that hold dates.
    static let metas: NumberTable<DateFact> = {
        var names: [TextNumber: DateFact] = [:]
        for name in [
            "article:published_time", "article:published", "datepublished", "og:published_time",
            "publishdate", "publish_date", "publish-date", "pubdate", "published_time",
            "parsely-pub-date", "sailthru.date", "article.published", "originalpublicationdate",
            "cxenseparse:recs:publishtime", "article_date_original", "og:article:published_time",
            "datecreated", "last-publication", "rnews:datepublished",
            "shareaholic:article_published_time", "publication_date", "publicationdate",
            "article:post_time", "og:release_date", "video:release_date", "displaydate", "pdate",
            "citation_publication_date", "citation_online_date", "ob:date", "published",
            "published-date", "article:publication_date", "article_published", "dc.date.issued",
            "dcterms.issued", "dcterms.created", "dc.date.created", "dc.created", "pub_date",
            "article:created", "date_published", "analyticsattributes.articledate",
            "article.created", "mediator_published_time", "dcterms.available", "bt:pubdate",
            "ptime", "publish_time", "publishedtime", "startdate",
        ] {
            names[TextNumber(name)] = .metaPublished
        }
        for name in [
            "date", "dc.date", "dc:date", "dcterms.date", "created", "citation_date",
            "release_date", "eprints.datestamp", "creation_date", "og:date", "timestamp", "time",
        ] {
            names[TextNumber(name)] = .metaDate
        }
        for name in [
            "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
            "last-modified", "dc.date.modified", "lastmod", "article:modified", "revision_date",
            "updated_time", "article.updated", "og:modified_time", "modified", "lastmodified",
            "og:article:modified_time", "last_modified", "article:modified_date",
        ] {
            names[TextNumber(name)] = .metaModified
        }
        return NumberTable(names)
    }()

    private static let publishedWords = WordFinder([
        "publi", "posted", "erschienen", "veröffentlicht", "erstellt", "pubbl", "geplaatst",
        "gepubliceerd", "opublikowan", "publicerad", "publisert", "julkaistu", "yayın", "közzé",
        "zveřejněno", "vydáno", "δημοσ", "опубликован", "опубліковано", "размещено", "نشر", "منتشر",
        "פורסם", "発表", "公開", "配信", "掲載", "发布", "發布", "發佈", "入力", "입력", "등록", "diterbitkan",
        "tayang", "đăng", "เผยแพร่", "प्रकाशित", "প্রকাশ", "eklenme", "mis en ligne", "created",
    ])
    private static let updatedWords = WordFinder([
        "update", "modif", "edited", "revised", "last change", "aktualisiert", "geändert",
        "bearbeitet", "editiert", "stand:", "mis à jour", "actualiz", "atualiz", "aggiorn",
        "bijgewerkt", "gewijzigd", "zaktualizowan", "aktualizac", "uppdaterad", "oppdatert",
        "opdateret", "päivitetty", "güncel", "frissít", "ενημ", "обновлен", "оновлено", "изменен",
        "تحديث", "تعديل", "به روز", "עודכן", "更新", "수정", "diperbarui", "cập nhật", "อัปเดต", "अपडेट",
        "হালনাগাদ",
    ])

    /// Adds what the words around a date say of it.
    static func insertLabels(of text: ByteText, into evidence: inout Evidence<DateFact>) {
        guard text.count > 11, text.count < 1000 else { return }
        LowerCase.lowered(text).withUnsafeBufferPointer { lower in
            evidence.insert(.saysUpdated, if: updatedWords.occurs(in: lower))
            evidence.insert(.saysPublished, if: publishedWords.occurs(in: lower))
            evidence.insert(
                .isRelative,
                if: lower.has(" ago", at: lower.count - 4) || lower.has("vor ", at: 0)
                    || lower.has("hace ", at: 0)
            )
        }
    }
}
