import WinnowModel

// What a page's data and meta elements say of its authors.

extension AuthorReader {
    mutating func addLinked() {
        guard let subject = reader.subject else { return }
        var people: [String] = []
        var offices: [String] = []
        var texts: [String] = []
        var isReference = false
        for author in (subject["author"] ?? subject["creator"] ?? .null).elements.prefix(Self.most)
        {
            if let text = author.text {
                texts.append(text)
                continue
            }
            isReference = isReference || author["name"] == nil
            let types = LinkedObjects.types(of: author)
            let names = LinkedText.names(of: author, in: reader.linked)
            if types.contains(where: { $0.hasSuffix("Organization") }) {
                offices += names
            } else {
                people += names
            }
        }
        if !people.isEmpty {
            // Systems name the account that wrote a page by reference alone.
            var evidence = Evidence<AuthorFact>(.linkedPeople)
            evidence.insert(.linkedReference, if: isReference)
            add(people, evidence)
        }
        if !offices.isEmpty { add(offices, Evidence(.linkedOffices)) }
        if !offices.isEmpty, !people.isEmpty { add(people + offices, Evidence(.linkedAll)) }
        if !texts.isEmpty { add(texts, Evidence(.linkedText)) }
    }

    private static let metaFacts = NumberTable<AuthorFact>([
        "author": .metaAuthor, "article:author": .metaArticleAuthor,
        "article:author_name": .metaOther, "og:article:author": .metaArticleAuthor,
        "dc.creator": .metaDublinCore, "dcterms.creator": .metaDublinCore,
        "dc:creator": .metaDublinCore, "citation_author": .metaDublinCore, "byl": .metaOther,
        "parsely-author": .metaOther, "sailthru.author": .metaOther, "authors": .metaOther,
        "dable:author": .metaOther, "article.author": .metaOther, "articleauthor": .metaOther,
        "cxenseparse:author": .metaOther, "dcsext.author": .metaOther, "byline": .metaOther,
        "article:byline": .metaOther, "author_name": .metaOther, "qc:author": .metaOther,
        "vr:author": .metaOther, "writer": .metaOther, "article_author": .metaOther,
        "article_authors": .metaOther, "post_author": .metaOther, "news:author": .metaOther,
    ])

    mutating func addMetas() {
        // In the order in which the page names them.
        var found: [(key: TextNumber, fact: AuthorFact, texts: [String])] = []
        for meta in reader.head.metas {
            guard let fact = Self.metaFacts[meta.key], !Self.looksLikeURL(meta.content) else {
                continue
            }
            if let index = found.firstIndex(where: { $0.key == meta.key }) {
                found[index].texts.append(meta.content)
            } else {
                found.append((meta.key, fact, [meta.content]))
            }
        }
        for (_, fact, texts) in found { add(Array(texts.prefix(Self.most)), Evidence(fact)) }
    }
}
