import WinnowModel

// Elements of one entry.
//
// Several vocabularies state the same thing. Every value has a rank: that of
// the format itself, then Dublin Core, then media and podcast extensions. A
// higher rank replaces, an equal one does not.

extension FeedXMLParser {
    /// Attributes of the entry's own element: RSS 1.0 and CDF use them.
    mutating func startEntryAttributes() {
        guard tokenizer.attributeCount > 0 else { return }
        if let about = attributeText("rdf:about") { entry.id = resolvedIdentifier(about) }
        if let link = resolvedLink(attributeText("href")) {
            entry.link = link
            entryRanks.link = 2
        }
        if let text = attributeText("lastmod") { entry.updated = FeedDate.parse(text) }
    }

    /// Handles an element inside an entry.
    mutating func startInEntry() -> Role {
        switch current.namespace {
        case .core, .atom: return startCoreInEntry()
        case .dublinCore, .dublinCoreTerms: return startDublinCoreInEntry()
        case .content: return startContentModule()
        case .itunes: return startITunesInEntry()
        case .media: return startMediaInEntry()
        case .xhtml: return startXHTMLInEntry()
        case .feedBurner: return startFeedBurnerInEntry()
        case .syndication, .svg, .mathML, .rdf, .opensearch, .sitemap, .news, .image,
            .other:
            return .ignored
        }
    }

    private mutating func startCoreInEntry() -> Role {
        switch current.name {
        case .title: setEntryTitle(captureTitle(.text), rank: 3)
        case .link: return startLink()
        case .description: setDescription(.html)
        case .summary: setDescription(.text)
        case .abstract: setDescription(.text)
        case .content: return startContent()
        case .encoded: setContent(.html, rank: 4)
        case .body, .fullitem: setContent(current.name == .body ? .xhtml : .html, rank: 3)
        case .id, .guid: return startIdentifier()
        case .pubdate, .published: setPublished(captureDate(), rank: 5)
        case .issued, .dateadded: setPublished(captureDate(), rank: 4)
        case .created: setPublished(captureDate(), rank: 1)
        case .updated, .modified, .lastbuilddate: setUpdated(captureDate(), rank: 3)
        case .date: setUpdated(captureDate(), rank: 2)
        case .author, .managingeditor: return startPerson(rank: 3)
        case .creator: return startPerson(rank: 2)
        case .category, .keywords, .tags, .subject: addCategories(current.name)
        case .enclosure: return startEnclosure()
        case .language: setEntryLanguage(captureValue(), rank: 3)
        case .copyright, .rights: entry.rights = captureTitle(.text) ?? entry.rights
        default: return .ignored
        }
        return .captured
    }

    private mutating func startDublinCoreInEntry() -> Role {
        switch current.name {
        case .title: setEntryTitle(captureTitle(.text), rank: 2)
        case .description, .abstract: setSummary(captureHTML(.html), rank: 1)
        case .creator, .author: return startPerson(rank: 2)
        case .date: setDublinCoreDate(captureDate())
        case .modified: setUpdated(captureDate(), rank: 2)
        case .issued: setPublished(captureDate(), rank: 3)
        case .created: setPublished(captureDate(), rank: 1)
        case .subject: addCategories(.subject)
        case .language: setEntryLanguage(captureValue(), rank: 2)
        case .rights: entry.rights = entry.rights ?? captureTitle(.text)
        default: return .ignored
        }
        return .captured
    }

    /// `dc:date` says when an entry was last touched, and where nothing else
    /// does, when it appeared.
    private mutating func setDublinCoreDate(_ date: FeedDate?) {
        setUpdated(date, rank: 1)
        setPublished(date, rank: 1)
    }

    private mutating func startContentModule() -> Role {
        guard current.name == .encoded || current.name == .description else { return .ignored }
        setContent(.html, rank: 4)
        return .captured
    }

    private mutating func startITunesInEntry() -> Role {
        switch current.name {
        case .title: setEntryTitle(captureTitle(.text), rank: 1)
        case .summary: setSummary(captureHTML(.text), rank: 2)
        case .subtitle: setSummary(captureHTML(.text), rank: 1)
        case .author: return startPerson(rank: 1)
        case .category: return startITunesCategory()
        case .keywords: addCategories(.keywords)
        default: return .ignored
        }
        return .captured
    }

    private mutating func startXHTMLInEntry() -> Role {
        guard current.name == .body || current.name == .div else { return .ignored }
        setContent(.xhtml, rank: 3)
        return .captured
    }

    private mutating func startFeedBurnerInEntry() -> Role {
        switch current.name {
        case .origlink:
            let link = resolvedLink(captureValue())
            setEntryLink(link, rank: 1)
        default: return .ignored
        }
        return .captured
    }
}

// MARK: - Texts

extension FeedXMLParser {
    private mutating func setEntryTitle(_ title: String?, rank: UInt8) {
        guard let title, rank > entryRanks.title else { return }
        entry.title = title
        entryRanks.title = rank
    }

    /// Reads `description` or `summary`. Where both occur, the second is the
    /// fuller one and becomes the content.
    private mutating func setDescription(_ kind: TextKind) {
        let language = scope.language
        let base = contentBase?.href
        let text = captureHTML(kind)
        if let text, entryRanks.summary >= 3, entryRanks.content == 0, text != entry.summary {
            entry.content = text
            entryRanks.content = 1
        } else {
            setSummary(text, rank: 3)
        }
        noteText(text, language: language, base: base, rank: 0)
    }

    private mutating func setSummary(_ text: String?, rank: UInt8) {
        guard let text, rank > entryRanks.summary else { return }
        entry.summary = text
        entryRanks.summary = rank
    }

    private mutating func setContent(_ kind: TextKind, rank: UInt8) {
        let language = scope.language
        let base = contentBase?.href
        let text = captureHTML(kind)
        if let text, rank > entryRanks.content {
            entry.content = text
            entryRanks.content = rank
        }
        noteText(text, language: language, base: base, rank: 1)
    }

    /// Content of Atom may be elsewhere, or be something else than text.
    private mutating func startContent() -> Role {
        if let source = attribute("src"), !source.isEmpty {
            let type = attributeText("type")
            let link = resolvedLink(attributeText("src"))
            // There should be nothing inside, but some put the text there too.
            setContent(.text, rank: 4)
            if entry.link == nil, let link, type == nil || type?.hasPrefix("text/html") == true {
                setEntryLink(link, rank: 1)
            } else if let link, entry.enclosures.count < FeedXMLParser.listLimit {
                entry.enclosures.append(Enclosure(url: link, type: type))
            }
            return .captured
        }
        setContent(.text, rank: 4)
        return .captured
    }

    private mutating func noteText(_ text: String?, language: String?, base: String?, rank: UInt8) {
        guard text != nil else { return }
        if entry.baseURL == nil || rank > 0 { entry.baseURL = base }
        if let language, rank + 4 > entryRanks.language {
            entry.language = normalizedLanguage(language)
            entryRanks.language = rank + 4
        }
    }

    mutating func setEntryLanguage(_ language: String?, rank: UInt8) {
        guard let language, !language.isEmpty, rank > entryRanks.language else { return }
        entry.language = normalizedLanguage(language)
        entryRanks.language = rank
    }

    private mutating func setPublished(_ date: FeedDate?, rank: UInt8) {
        guard let date, rank > entryRanks.published else { return }
        entry.published = date
        entryRanks.published = rank
    }

    private mutating func setUpdated(_ date: FeedDate?, rank: UInt8) {
        guard let date, rank > entryRanks.updated else { return }
        entry.updated = date
        entryRanks.updated = rank
    }
}

// MARK: - End

extension FeedXMLParser {
    /// Completes the open entry and adds it to the feed.
    mutating func finishEntry() {
        guard inEntry else { return }
        inEntry = false
        if entry.link == nil, entryRanks.guidIsLink, let id = entry.id { entry.link = id }
        if entry.language == nil, let language = scope.language {
            entry.language = normalizedLanguage(language)
        }
        categoryKeys.removeAll(keepingCapacity: true)
        guard feed.entries.count < FeedXMLParser.entryLimit else { return }
        feed.entries.append(entry)
    }
}

/// A language tag with hyphens, as BCP 47 has them.
func normalizedLanguage(_ tag: String) -> String {
    guard tag.utf8.contains(UInt8(ascii: "_")) else { return tag }
    return String(
        decoding: tag.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 },
        as: UTF8.self
    )
}
