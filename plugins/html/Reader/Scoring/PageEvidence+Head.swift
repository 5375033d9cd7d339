extension PageEvidence {
    /// Gathers the evidence from a page's head.
    init(_ head: PageHead, linked: LinkedObjects) {
        let title = head.meta("og:title", "twitter:title") ?? head.title
        titleWords = title.withBytes { WordScanner.words($0, limit: 64) }
        if let text = head.meta("description", "og:description") {
            Self.add(text, to: &description)
        }
        for (object, kind) in zip(linked.objects, linked.kinds) {
            linkedTypes |= 1 << min(5, kind.rawValue)
            if let text = object["articleBody"]?.text, text.utf8.count > 200 {
                Self.add(text, to: &body)
            }
        }
        setOpenGraph(head)
        metaCount = head.metas.count
        names = PageNames(head, linked: linked)
    }

    private mutating func setOpenGraph(_ head: PageHead) {
        hasOpenGraph = head.metas.contains { $0.name.hasPrefix("og:") }
        guard let type = head.meta("og:type") else { return }
        openGraphType = type.withBytes { type in
            if NodeMarker.find("article", in: type) { return 1 }
            return NodeMarker.find("product", in: type) ? 2 : 3
        }
    }

    private static func add(_ text: String, to windows: inout TextWindows) {
        text.withBytes { windows.add($0) }
    }
}
