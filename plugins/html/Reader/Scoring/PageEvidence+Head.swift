extension PageEvidence {
    /// Gathers the evidence from a page's head.
    init(_ head: PageHead, linked: LinkedObjects, tables: SegmenterTables) {
        let title = head.meta("og:title", "twitter:title") ?? head.title
        titleWords = Self.words(of: title, tables: tables)
        if let text = head.meta("description", "og:description") {
            Self.add(text, to: &description)
        }
        for object in linked.objects {
            let kind = LinkedObjects.kind(of: object)
            linkedTypes |= 1 << min(5, kind.rawValue)
            if let text = object["articleBody"]?.text, text.utf8.count > 200 {
                Self.add(text, to: &body)
            }
        }
        setOpenGraph(head)
        metaCount = head.metas.count
        names = PageNames(head, linked: linked, tables: tables)
    }

    private mutating func setOpenGraph(_ head: PageHead) {
        hasOpenGraph = head.metas.contains { $0.name.hasPrefix("og:") }
        guard let type = head.meta("og:type")?.lowercased() else { return }
        openGraphType = type.contains("article") ? 1 : type.contains("product") ? 2 : 3
    }

    private static func words(of text: String, tables: SegmenterTables) -> [UInt32] {
        var text = text
        return text.withUTF8 { wordHashes($0, limit: 64, classes: tables.classes) }
    }

    private static func add(_ text: String, to windows: inout TextWindows) {
        var text = text
        text.withUTF8 { windows.add($0) }
    }
}
