import WinnowModel

/// Reads `urlset` and `sitemapindex`.
struct SitemapXMLParser: ~Copyable {
    private var tokenizer: XMLTokenizer
    private var scope = XMLScope()
    private var references = XMLReferences()
    private var text = ByteBuffer(capacity: 512)
    private let base: WebURL?

    private var sitemap = Sitemap(kind: .pages)
    private var seen: Set<String> = []
    private var entry: SitemapEntry?
    private var marks: [XMLScope.Mark] = []
    private var isSitemap = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, base: WebURL?) {
        tokenizer = XMLTokenizer(bytes)
        self.base = base
    }

    /// The list, or nil where no element of a sitemap was found.
    mutating func parse() -> Sitemap? {
        while true {
            switch tokenizer.next() {
            case .startTag: handleStart()
            case .endTag: handleEnd()
            case .doctype: references.declare(tokenizer.bytes(tokenizer.start, tokenizer.end))
            case .text, .cdata: break
            case .end:
                finishEntry()
                if tokenizer.faults > 0 {
                    sitemap.diagnostics.append("the document is not well-formed XML")
                }
                return isSitemap ? sitemap : nil
            }
        }
    }

    private mutating func handleStart() {
        // Sitemaps are flat: bindings beyond a small depth matter to nobody.
        let mark = scope.enter(tokenizer, documentBase: base)
        if marks.count < 64 && !tokenizer.isSelfClosing {
            marks.append(mark)
        } else {
            scope.leave(mark)
        }
        let name = scope.resolve(tokenizer)
        switch name.namespace {
        case .core, .sitemap: handleElement(name.name)
        case .news: handleNews(name.name)
        case .image: handleImage(name.name)
        case .xhtml: handleAlternate(name.name)
        default: break
        }
    }

    private mutating func handleEnd() {
        if let mark = marks.popLast() { scope.leave(mark) }
        let name = scope.resolve(tokenizer)
        let isEntry = name.name == .url || name.name == .sitemap
        if isEntry && (name.namespace == .core || name.namespace == .sitemap) { finishEntry() }
    }

    private mutating func handleElement(_ name: ElementName) {
        switch name {
        case .urlset: isSitemap = true
        case .sitemapindex:
            isSitemap = true
            sitemap.kind = .index
        case .url, .sitemap:
            finishEntry()
            entry = SitemapEntry(url: "")
        case .loc:
            guard isSitemap, let address = readText() else { return }
            // Some write loc after loc, without an element around each.
            if entry == nil || entry?.url.isEmpty == false {
                finishEntry()
                entry = SitemapEntry(url: "")
            }
            entry?.url = LinkResolution.resolve(address, base: base) ?? ""
        case .lastmod:
            let date = readText().flatMap { FeedDate.parse($0) }
            entry?.modified = date
        case .changefreq:
            let text = readText()?.lowercased()
            entry?.changeFrequency = text
        case .priority:
            let value = readText().flatMap(priority)
            entry?.priority = value
        default: break
        }
    }

    private mutating func handleNews(_ name: ElementName) {
        guard [.title, .publicationdate, .language, .keywords].contains(name),
            let text = readText()
        else { return }
        switch name {
        case .title: entry?.title = text
        case .publicationdate: entry?.published = FeedDate.parse(text)
        case .language: entry?.language = text
        default:
            entry?.keywords = text.split(separator: ",").prefix(100).map {
                String(decoding: trimmedUTF8($0.utf8), as: UTF8.self)
            }
        }
    }

    private mutating func handleImage(_ name: ElementName) {
        guard name == .loc, let address = readText(), let images = entry?.images.count,
            images < 1000, let link = LinkResolution.resolve(address, base: base)
        else { return }
        entry?.images.append(link)
    }

    /// `xhtml:link rel="alternate" hreflang` that names the page itself says
    /// its language.
    private mutating func handleAlternate(_ name: ElementName) {
        guard name == .link, let entry, entry.language == nil else { return }
        var address: String?
        var language: String?
        for index in 0..<tokenizer.attributeCount {
            let attribute = tokenizer.attribute(index)
            let name = tokenizer.bytes(attribute.nameStart, attribute.nameEnd)
            if equalsFolded(name, "href") { address = value(attribute) }
            if equalsFolded(name, "hreflang") { language = value(attribute) }
        }
        if address == entry.url && language != "x-default" { self.entry?.language = language }
    }

    private mutating func value(_ attribute: XMLAttribute) -> String {
        text.removeAll()
        references.decode(
            tokenizer.bytes(attribute.valueStart, attribute.valueEnd),
            into: &text
        )
        return String(decoding: trimmed(text.bytes), as: UTF8.self)
    }

    /// Text up to the next tag; nil where it is empty.
    private mutating func readText() -> String? {
        guard !tokenizer.isSelfClosing else { return nil }
        text.removeAll()
        while true {
            let position = tokenizer.position
            switch tokenizer.next() {
            case .text:
                references.decode(tokenizer.bytes(tokenizer.start, tokenizer.end), into: &text)
            case .cdata: text.append(tokenizer.bytes(tokenizer.start, tokenizer.end))
            case .doctype: break
            case .startTag, .endTag, .end:
                // The caller's loop reads it again.
                tokenizer.move(to: position)
                let bytes = trimmed(text.bytes)
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    private mutating func finishEntry() {
        defer { entry = nil }
        guard let entry, !entry.url.isEmpty else { return }
        guard sitemap.entries.count < SitemapReader.entryLimit else {
            if sitemap.diagnostics.isEmpty {
                sitemap.diagnostics.append("the sitemap has more entries than are read")
            }
            return
        }
        if seen.insert(entry.url).inserted { sitemap.entries.append(entry) }
    }
}

/// A number from 0 to 1.
private func priority(_ text: String) -> Double? {
    guard text.utf8.count <= 16, let value = Double(text), value >= 0, value <= 1 else {
        return nil
    }
    return value
}
