import WinnowModel

// Links, ids, enclosures and categories.

extension FeedXMLParser {
    /// Reads `link`: an address as text in RSS, attributes in Atom.
    mutating func startLink() -> Role {
        guard let href = attribute("href") else {
            let isRelated = attribute("rel").map { !equalsFolded($0, "alternate") } ?? false
            let link = resolvedLink(captureValue())
            if !isRelated { setLink(link, rank: FeedXMLParser.textLinkRank) }
            return .captured
        }
        let link = href.isEmpty ? nil : resolvedLink(attributeText("href"))
        let relation = attribute("rel").map { withoutRegistry($0) }
        let type = attributeText("type")
        let length = attributeText("length")
        if let relation, !relation.isEmpty, !equalsFolded(relation, "alternate") {
            addRelation(relation, link, type: type, length: length)
        } else {
            setLink(link, rank: alternateRank(type))
        }
        // RSS in Atom's clothes: <link href="...">text</link>.
        _ = capture(.value)
        return .captured
    }

    /// A page is what an alternate link should lead to.
    private func alternateRank(_ type: String?) -> UInt8 {
        guard let type, !type.isEmpty else {
            return current.namespace == .atom ? 3 : FeedXMLParser.textLinkRank
        }
        let isPage =
            type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
            || type == "html" || type == "xhtml"
        return isPage ? 3 : 1
    }

    private mutating func setLink(_ link: String?, rank: UInt8) {
        guard let link else { return }
        if inEntry { setEntryLink(link, rank: rank) } else { setFeedLink(link, rank: rank) }
    }

    mutating func setEntryLink(_ link: String?, rank: UInt8) {
        guard let link, rank > entryRanks.link || rank == FeedXMLParser.textLinkRank else { return }
        entry.link = link
        entryRanks.link = rank
    }

    private mutating func addRelation(
        _ relation: UnsafeBufferPointer<UInt8>,
        _ link: String?,
        type: String?,
        length: String?
    ) {
        guard let link else { return }
        if equalsFolded(relation, "enclosure") {
            guard inEntry else { return }
            addEnclosure(link, type: type, length: length)
        } else if equalsFolded(relation, "self") {
            if !inEntry && feed.selfLink == nil { feed.selfLink = link }
        } else if equalsFolded(relation, "hub") {
            if !inEntry && feed.hubs.count < 16 { feed.hubs.append(link) }
        }
    }

    /// Reads `guid` or `id`.
    mutating func startIdentifier() -> Role {
        let isGUID = current.name == .guid
        let permanent = attribute("ispermalink")
        let isPermanent = permanent.map { equalsFolded($0, "true") } ?? true
        guard let id = captureValue() else { return .captured }
        if isGUID {
            // `rdf:about` and a guid may both be there; the guid is meant.
            entry.id = isPermanent && isRelative(id) ? (resolvedLink(id) ?? id) : id
            entryRanks.guidIsLink = isPermanent && isWebAddress(entry.id)
        } else {
            entry.id = resolvedIdentifier(id)
            // An Atom id need not lead anywhere, but one that is an address
            // usually does, and an entry without a link has nothing better.
            entryRanks.guidIsLink = isWebAddress(entry.id)
        }
        return .captured
    }

    private func isRelative(_ id: String) -> Bool {
        id.utf8.first == UInt8(ascii: "/")
    }

    private func isWebAddress(_ id: String?) -> Bool {
        guard let id else { return false }
        let start = id.utf8.prefix(8).map(folded)
        return start.starts(with: "http://".utf8) || start.starts(with: "https://".utf8)
    }

    /// Reads the enclosure of RSS, which CDF and others write as text.
    mutating func startEnclosure() -> Role {
        let link = resolvedLink(attributeText("url") ?? attributeText("href"))
        let type = attributeText("type")
        let length = attributeText("length") ?? attributeText("filesize")
        let text = captureValue()
        if let link = link ?? resolvedLink(text) { addEnclosure(link, type: type, length: length) }
        return .captured
    }

    private mutating func addEnclosure(_ link: String, type: String?, length: String?) {
        guard entry.enclosures.count < FeedXMLParser.listLimit else { return }
        let isKnown = entry.enclosures.contains { $0.url == link && $0.type == type }
        if isKnown { return }
        let bytes = length.flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
        entry.enclosures.append(Enclosure(url: link, type: type, length: bytes))
    }

    /// Handles media elements in an entry: files, and texts for entries that
    /// have no others.
    mutating func startMediaInEntry() -> Role {
        switch current.name {
        case .content:
            if !isPicture, let link = resolvedLink(attributeText("url")) {
                addMedia(link, type: attributeText("type"), length: attributeText("filesize"))
            }
            return .media
        case .group: return .media
        case .title: setMediaTitle(captureTitle(.text))
        case .description: setMediaDescription(captureHTML(.html))
        case .category, .keywords: addCategories(current.name)
        default: return .ignored
        }
        return .captured
    }

    /// Pictures among the media are teasers and the authors' portraits, not
    /// files that belong to the entry.
    private var isPicture: Bool {
        if let medium = attribute("medium"), equalsFolded(medium, "image") { return true }
        return attribute("type")?.prefix(6).map(folded).elementsEqual("image/".utf8) ?? false
    }

    /// Files of a media group are variants of one another, and often name the
    /// enclosure again.
    private mutating func addMedia(_ link: String, type: String?, length: String?) {
        if let index = entry.enclosures.firstIndex(where: { $0.url == link }) {
            if entry.enclosures[index].type == nil { entry.enclosures[index].type = type }
            return
        }
        addEnclosure(link, type: type, length: length)
    }

    private mutating func setMediaTitle(_ title: String?) {
        guard let title, entryRanks.title == 0 else { return }
        entry.title = title
        entryRanks.title = 1
    }

    private mutating func setMediaDescription(_ text: String?) {
        guard let text, entryRanks.summary == 0 else { return }
        entry.summary = text
        entryRanks.summary = 1
    }
}

// MARK: - Categories

extension FeedXMLParser {
    /// Reads a category, or several in one element of keywords.
    mutating func addCategories(_ name: ElementName) {
        let label = attributeText("label") ?? ""
        let scheme = attributeText("scheme") ?? attributeText("domain") ?? ""
        if let term = attributeText("term") ?? (label.isEmpty ? nil : label) {
            _ = capture(.value)
            addCategory(term, key: scheme + "\n" + label)
            return
        }
        guard let text = captureTitle(.text) else { return }
        if name == .keywords || name == .tags {
            for part in text.split(separator: ",") {
                addCategory(String(decoding: trimmedUTF8(part.utf8), as: UTF8.self))
            }
        } else {
            addCategory(text, key: scheme)
        }
    }

    /// `itunes:category` says its name in an attribute and may nest.
    mutating func startITunesCategory() -> Role {
        if let text = attributeText("text") {
            addCategory(text)
            return .category
        }
        guard let text = captureTitle(.text) else { return .captured }
        addCategory(text)
        return .captured
    }

    /// Adds a category; the same term of another scheme is another category.
    private mutating func addCategory(_ term: String, key: String = "") {
        guard !term.isEmpty, categoryKeys.count < FeedXMLParser.listLimit else { return }
        guard categoryKeys.insert(term + "\n" + key).inserted else { return }
        if inEntry { entry.categories.append(term) } else { feed.categories.append(term) }
    }
}

/// A relation's name; Atom lets it be written with the registry's address.
private func withoutRegistry(
    _ relation: UnsafeBufferPointer<UInt8>
) -> UnsafeBufferPointer<UInt8> {
    let registry = "http://www.iana.org/assignments/relation/"
    guard relation.starts(with: registry.utf8) else { return relation }
    return UnsafeBufferPointer(rebasing: relation[registry.utf8.count...])
}

/// UTF-8 without white space at its ends.
func trimmedUTF8<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
    var slice = bytes[...]
    while let first = slice.first, isSpace(first) { slice = slice.dropFirst() }
    while let last = slice.last, isSpace(last) { slice = slice.dropLast() }
    return slice
}
