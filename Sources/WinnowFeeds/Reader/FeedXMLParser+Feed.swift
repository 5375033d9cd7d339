import WinnowModel

// Elements of the feed itself, outside of its entries.

extension FeedXMLParser {
    /// Handles the document's outermost element.
    mutating func startRoot() -> Role {
        switch current.name {
        case .rss:
            sawRoot = true
            feed.format = rssFormat
        case .rdf:
            sawRoot = true
            feed.format = "rss10"
        case .channel:
            sawRoot = true
            feed.format = "cdf"
            startChannelAttributes()
        case .feed:
            sawRoot = true
            startAtomRoot()
        default:
            // Something else around a feed, such as a page; look inside.
            break
        }
        noteRootLanguage()
        return .feed
    }

    private var rssFormat: String {
        guard let version = attribute("version") ?? attribute("rss:version") else { return "rss" }
        let digits = version.filter { $0 != UInt8(ascii: ".") }
        guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return "rss" }
        let text = String(decoding: digits, as: UTF8.self)
        return "rss" + (text.count > 3 ? String(text.prefix(3)) : text)
    }

    private mutating func startAtomRoot() {
        isAtom = true
        if let version = attribute("version"), !version.isEmpty {
            feed.format = "atom" + String(decoding: version.filter { $0 != 0x2E }, as: UTF8.self)
        } else {
            feed.format = "atom10"
        }
    }

    private mutating func noteRootLanguage() {
        if feed.language == nil, let language = scope.language, !language.isEmpty {
            feed.language = language
            feedRanks.language = 1
        }
    }

    /// CDF says the link in the channel's `HREF`, RSS 1.0 the id in
    /// `rdf:about`.
    private mutating func startChannelAttributes() {
        if let link = resolvedLink(attributeText("href")) { setFeedLink(link, rank: 2) }
        if feed.id == nil { feed.id = attributeText("rdf:about") }
        if let base = attributeText("base") { linkBase = WebURL.parse(base, base: documentBase) }
    }

    /// Handles an element directly inside the feed.
    mutating func startInFeed() -> Role {
        switch current.namespace {
        case .core, .atom, .xhtml: return startCoreInFeed()
        case .dublinCore, .dublinCoreTerms: return startDublinCoreInFeed()
        case .itunes: return startITunesInFeed()
        case .syndication: return startSyndication()
        case .rdf:
            if current.name == .rdf {
                sawRoot = true
                return .feed
            }
            return .ignored
        case .media: return startMediaInFeed()
        case .feedBurner, .content, .svg, .mathML, .opensearch, .sitemap, .news, .image,
            .other:
            return .ignored
        }
    }

    private mutating func startCoreInFeed() -> Role {
        switch current.name {
        case .channel:
            sawRoot = true
            startChannelAttributes()
            noteRootLanguage()
            return .feed
        case .feed, .rss, .rdf: return startRoot()
        case .title: setFeedTitle(captureTitle(.text), rank: 3)
        case .link: return startLink()
        case .description: setSubtitle(captureHTML(isAtom ? .text : .html), rank: 2)
        case .subtitle, .tagline, .abstract: setSubtitle(captureHTML(.text), rank: 3)
        case .info, .summary: setSubtitle(captureHTML(.text), rank: 1)
        case .id, .guid: feed.id = captureIdentifier() ?? feed.id
        case .generator: feed.generator = captureTitle(.text) ?? feed.generator
        case .language: setFeedLanguage(captureValue(), rank: 3)
        case .copyright, .rights: feed.rights = captureTitle(.text) ?? feed.rights
        case .category, .keywords: addCategories(current.name)
        case .ttl: feed.timeToLive = captureValue().flatMap(positiveNumber) ?? feed.timeToLive
        case .skiphours: return .skipHours
        case .skipdays: return .skipDays
        case .author, .managingeditor: return startPerson(rank: 3)
        case .webmaster: return startPerson(rank: 1)
        case .pubdate, .published, .issued, .created: setFeedPublished(captureDate(), rank: 3)
        case .lastbuilddate, .updated, .modified: setFeedUpdated(captureDate(), rank: 3)
        case .date: setFeedUpdated(captureDate(), rank: 2)
        default: return .ignored
        }
        return .captured
    }

    private mutating func startDublinCoreInFeed() -> Role {
        switch current.name {
        case .title: setFeedTitle(captureTitle(.text), rank: 2)
        case .description: setSubtitle(captureHTML(.html), rank: 1)
        case .creator, .author: return startPerson(rank: 3)
        case .contributor: return .ignored
        case .date, .modified: setFeedUpdated(captureDate(), rank: 2)
        case .issued, .created: setFeedPublished(captureDate(), rank: 2)
        case .language: setFeedLanguage(captureValue(), rank: 2)
        case .rights: feed.rights = feed.rights ?? captureTitle(.text)
        case .subject: addCategories(.subject)
        default: return .ignored
        }
        return .captured
    }

    private mutating func startITunesInFeed() -> Role {
        switch current.name {
        case .title: setFeedTitle(captureTitle(.text), rank: 1)
        case .subtitle: setSubtitle(captureHTML(.text), rank: 1)
        case .summary: setSubtitle(captureHTML(.text), rank: 1)
        case .author: return startPerson(rank: 2)
        case .category: return startITunesCategory()
        case .keywords: addCategories(.keywords)
        default: return .ignored
        }
        return .captured
    }

    private mutating func startMediaInFeed() -> Role {
        switch current.name {
        case .category, .keywords: addCategories(current.name)
        default: return .ignored
        }
        return .captured
    }
}

// MARK: - Values

extension FeedXMLParser {
    private mutating func setFeedTitle(_ title: String?, rank: UInt8) {
        guard let title, rank > feedRanks.title else { return }
        feed.title = title
        feedRanks.title = rank
    }

    private mutating func setSubtitle(_ text: String?, rank: UInt8) {
        guard let text, rank > feedRanks.summary else { return }
        feed.subtitle = text
        feedRanks.summary = rank
    }

    mutating func setFeedLink(_ link: String, rank: UInt8) {
        guard rank > feedRanks.link || rank == FeedXMLParser.textLinkRank else { return }
        feed.link = link
        feedRanks.link = rank
        if let url = WebURL.parse(link), url.isHTTP { linkBase = url }
    }

    private mutating func setFeedLanguage(_ language: String?, rank: UInt8) {
        guard let language, rank > feedRanks.language else { return }
        feed.language = language
        feedRanks.language = rank
    }

    private mutating func setFeedPublished(_ date: FeedDate?, rank: UInt8) {
        guard let date, rank > feedRanks.published else { return }
        feed.published = date
        feedRanks.published = rank
    }

    private mutating func setFeedUpdated(_ date: FeedDate?, rank: UInt8) {
        guard let date, rank > feedRanks.updated else { return }
        feed.updated = date
        feedRanks.updated = rank
    }

    /// An id, made absolute where `xml:base` or the document's address makes
    /// it mean something else.
    mutating func captureIdentifier() -> String? {
        guard let id = captureValue() else { return nil }
        return resolvedIdentifier(id)
    }

    func resolvedIdentifier(_ id: String) -> String {
        // Only what looks like a path is a relative reference; most ids that
        // are no URLs are opaque.
        guard id.utf8.first == UInt8(ascii: "/") else { return id }
        return resolvedLink(id) ?? id
    }

    mutating func captureDate() -> FeedDate? {
        captureValue().flatMap { FeedDate.parse($0) }
    }

    /// Gives entries what the feed says for all of them.
    private mutating func inherit() {
        let language = feed.language.map(normalizedLanguage)
        for index in feed.entries.indices {
            if feed.entries[index].language == nil {
                feed.entries[index].language = language
            } else if feed.entries[index].language?.isEmpty == true {
                // `xml:lang=""`: the entry says that its language is unknown.
                feed.entries[index].language = nil
            }
            // Only Atom says that the feed's authors wrote its entries.
            if isAtom && feed.entries[index].authors.isEmpty {
                feed.entries[index].authors = feed.authors
            }
        }
    }

    /// Finishes the feed after its last element.
    mutating func finishFeed() {
        feed.pollHints.updateSeconds = updateSeconds
        inherit()
        if isTruncated { feed.diagnostics.append("the document ends inside an element") }
        if tooDeep { feed.diagnostics.append("elements nested too deep were passed over") }
        if tokenizer.droppedAttributes > 0 {
            feed.diagnostics.append("a tag has more attributes than are read")
        }
        if references.refusedExpansion {
            feed.diagnostics.append("entities that expand too far were left as written")
        }
        if references.sawExternalEntity {
            feed.diagnostics.append("an external entity was not read")
        }
        if tokenizer.faults > 0 {
            feed.diagnostics.append("the document is not well-formed XML")
        }
    }
}

/// Digits at the start of a text as a number that is not negative.
func positiveNumber(_ text: String) -> Int? {
    var value = 0
    var count = 0
    for byte in text.utf8 {
        guard byte >= 0x30 && byte <= 0x39 else { break }
        guard count < 15 else { return nil }
        value = value * 10 + Int(byte & 15)
        count += 1
    }
    return count > 0 ? value : nil
}
