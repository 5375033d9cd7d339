import WinnowHTML
import WinnowModel

/// Finds who wrote a page, as separate names.
struct AuthorReader {
    private static let most = 12

    private let reader: MetadataReader
    private let siteKey: String

    init(_ reader: MetadataReader, site: String?) {
        self.reader = reader
        siteKey = site.map { TextCleaner.key($0) } ?? ""
    }

    /// The names of the first source that has any.
    func names() -> [String] {
        let sources: [() -> [String]] = [
            linkedNames, metaNames, propertyNames, bylineNames, lineNames,
        ]
        for source in sources {
            let names = cleaned(source())
            if !names.isEmpty { return names }
        }
        return []
    }

    private func linkedNames() -> [String] {
        guard let subject = reader.subject else { return [] }
        let kind = LinkedObjects.kind(of: subject)
        guard kind != .product, kind != .list else { return [] }
        var people: [String] = []
        var others: [String] = []
        for author in (subject["author"] ?? subject["creator"] ?? .null).elements {
            let names = author.text.map { [$0] } ?? name(of: author)
            if LinkedObjects.types(of: author).contains("Organization") {
                others += names
            } else {
                people += names
            }
        }
        return people.isEmpty ? others : people
    }

    /// The names of an author object; a reference is looked up in the graph.
    private func name(of author: JSONValue) -> [String] {
        if let name = author["name"] { return name.elements.compactMap(\.text) }
        guard let id = author["@id"]?.text else { return [] }
        for object in reader.linked.objects where object["@id"]?.text == id {
            if let name = object["name"]?.text { return [name] }
        }
        return []
    }

    private func metaNames() -> [String] {
        let names: Set<String> = [
            "author", "article:author", "dc.creator", "dcterms.creator", "dc:creator", "byl",
            "parsely-author", "sailthru.author", "citation_author", "article:author_name",
            "authors", "dable:author", "og:article:author", "twitter:creator:name",
            "article.author", "cxenseparse:author",
        ]
        var best = ""
        var result: [String] = []
        for meta in reader.head.metas where names.contains(meta.name) {
            guard !looksLikeURL(meta.content) else { continue }
            if best.isEmpty { best = meta.name }
            if meta.name == best { result.append(meta.content) }
        }
        return result
    }

    private func propertyNames() -> [String] {
        var result: [String] = []
        for node in reader.head.properties {
            guard reader.tree.value(of: .itemprop, of: node) == "author",
                !reader.isInsideComment(node), result.count < 4
            else { continue }
            result.append(propertyText(of: node))
        }
        return result
    }

    private func propertyText(of node: HTMLNodeID) -> String {
        if let content = reader.tree.value(of: .content, of: node) { return content }
        for inner in reader.tree.descendants(of: node)
        where reader.tree.value(of: .itemprop, of: inner) == "name" {
            return reader.tree.value(of: .content, of: inner)
                ?? reader.tree.textContent(of: inner)
        }
        return reader.tree.textContent(of: node)
    }

    /// Visible bylines: links that lead to the author, then elements whose
    /// class says byline or author.
    private func bylineNames() -> [String] {
        guard let body = reader.tree.body else { return [] }
        var linked: [String] = []
        var marked: [String] = []
        for node in reader.tree.descendants(of: body) {
            guard linked.count < 4, marked.count < 2, let name = reader.tree.name(of: node) else {
                continue
            }
            if name == .a, isAuthorLink(node), !reader.isInsideComment(node) {
                linked.append(reader.tree.textContent(of: node))
            } else if isByline(node), !reader.isInsideComment(node) {
                marked.append(reader.tree.textContent(of: node))
            }
        }
        return linked.isEmpty ? marked : linked
    }

    /// Lines around the title that begin as bylines do: "By", "Von", "Par".
    private func lineNames() -> [String] {
        for line in reader.lines.nearTitle + reader.lines.marked {
            let line = TextCleaner.collapsed(line)
            guard let names = NameSplitter.byline(line) else { continue }
            return names
        }
        return []
    }

    private func isAuthorLink(_ node: HTMLNodeID) -> Bool {
        guard let relation = reader.tree.attribute(.rel, of: node) else { return false }
        return reader.tree.withBytes(of: relation) { bytes in
            bytes.elementsEqual("author".utf8) || bytes.starts(with: "author ".utf8)
        }
    }

    private static let bylineClasses: [String] = [
        "author", "byline", "author-name", "byline-name", "article-author", "post-author",
        "article__author", "entry-author", "autor", "authors", "article-byline", "author__name",
        "byline__name", "c-byline__author", "writer", "article-header__author", "by-author",
    ]

    private func isByline(_ node: HTMLNodeID) -> Bool {
        guard let attribute = reader.tree.attribute(.class, of: node) else { return false }
        return reader.tree.withBytes(of: attribute) { bytes in
            bytes.split(separator: 0x20).contains { word in
                Self.bylineClasses.contains { word.elementsEqual($0.utf8) }
            }
        }
    }

    // MARK: Cleaning

    private func looksLikeURL(_ text: String) -> Bool {
        text.contains("://") || text.hasPrefix("www.") || text.hasPrefix("/")
    }

    private func cleaned(_ texts: [String]) -> [String] {
        var names: [String] = []
        for text in texts where !looksLikeURL(text) {
            for name in NameSplitter.names(in: TextCleaner.plain(text)) {
                let key = TextCleaner.key(name)
                guard !key.isEmpty, key != siteKey, names.count < Self.most,
                    !names.contains(where: { TextCleaner.key($0) == key })
                else { continue }
                names.append(name)
            }
        }
        return names
    }
}
