import WinnowHTML

/// What a page says about itself outside its text: title, meta elements,
/// links and JSON-LD, gathered in one walk over the tree.
struct PageHead {
    /// One `meta` element: its name, property or itemprop in lower case.
    struct Meta {
        var name: String
        var content: String
        /// The name's number.
        var key: TextNumber
    }

    var title = ""
    var metas: [Meta] = []
    var canonical: String?
    var license: String?
    var baseReference: String?
    var language: String?
    var linkedData: [JSONValue] = []
    /// Nodes that metadata may stand in: `time` and elements with an
    /// `itemprop`, `rel=author` or a byline class.
    var times: [HTMLNodeID] = []
    var properties: [HTMLNodeID] = []
    /// Elements whose attributes mark them as byline or date.
    var marked: [(node: HTMLNodeID, mark: NodeMark)] = []
    /// Headings of level one and two.
    var headings: [HTMLNodeID] = []

    private static let maximumMetas = 400
    private static let maximumScripts = 24
    private static let maximumNodes = 400
    private static let maximumMarks = 1000

    /// Reads the head and the scripts of a page.
    init(_ tree: HTMLTree, values: MarkupValues) {
        var node = tree.following(tree.document, within: tree.document)
        while let current = node {
            if let name = tree.name(of: current) {
                take(current, name: name, in: tree, values)
            }
            node = tree.following(current, within: tree.document)
        }
    }

    private mutating func take(
        _ node: HTMLNodeID,
        name: HTMLName,
        in tree: HTMLTree,
        _ values: MarkupValues
    ) {
        switch name {
        case .html: language = language ?? tree.value(of: .lang, of: node)
        case .title:
            if title.isEmpty, tree.namespace(of: node) == .html {
                title = tree.textContent(of: node)
            }
        case .meta: return takeMeta(node, in: tree)
        case .link: return takeLink(node, in: tree)
        case .base: baseReference = baseReference ?? tree.value(of: .href, of: node)
        case .script: return takeScript(node, in: tree)
        case .time:
            if times.count < Self.maximumNodes { times.append(node) }
        case .h1, .h2:
            if headings.count < 12 { headings.append(node) }
        case .div, .span, .p, .a, .li, .ul, .address, .cite, .header, .dd, .h3, .h4, .h5, .h6,
            .section, .strong, .em, .small, .td, .figcaption, .b, .i:
            break
        default: return takeOther(node, in: tree)
        }
        takeAttributes(node, isLink: name == .a, in: tree, values)
    }

    private mutating func takeAttributes(
        _ node: HTMLNodeID,
        isLink: Bool,
        in tree: HTMLTree,
        _ values: MarkupValues
    ) {
        var marker = NodeMarker(isLink: isLink)
        for index in 0..<tree.attributeCount(of: node) {
            let attribute = tree.attribute(at: index, of: node)
            if attribute.name == .itemprop {
                if properties.count < Self.maximumNodes { properties.append(node) }
            } else {
                marker.add(attribute, in: tree, values: values)
            }
        }
        if let mark = marker.mark, marked.count < Self.maximumMarks { marked.append((node, mark)) }
    }

    private mutating func takeOther(_ node: HTMLNodeID, in tree: HTMLTree) {
        for index in 0..<tree.attributeCount(of: node) {
            switch tree.attribute(at: index, of: node).name {
            case .datetime:
                if times.count < Self.maximumNodes { times.append(node) }
            case .itemprop:
                if properties.count < Self.maximumNodes { properties.append(node) }
            default: break
            }
        }
    }

    private mutating func takeMeta(_ node: HTMLNodeID, in tree: HTMLTree) {
        guard metas.count < Self.maximumMetas, let content = tree.value(of: .content, of: node),
            let name = tree.attribute(.property, of: node) ?? tree.attribute(.name, of: node)
                ?? tree.attribute(.itemprop, of: node) ?? tree.attribute(.httpEquiv, of: node)
        else { return }
        let lower = tree.withBytes(of: name, LowerCase.lowered)
        let key = lower.withUnsafeBufferPointer { TextNumber($0) }
        metas.append(Meta(name: String(decoding: lower, as: UTF8.self), content: content, key: key))
    }

    private mutating func takeLink(_ node: HTMLNodeID, in tree: HTMLTree) {
        guard let relation = tree.attribute(.rel, of: node) else { return }
        let (isCanonical, isLicense) = tree.withBytes(of: relation) { bytes in
            (NodeMarker.isWord("canonical", in: bytes), NodeMarker.isWord("license", in: bytes))
        }
        guard isCanonical || isLicense, let reference = tree.value(of: .href, of: node) else {
            return
        }
        if isCanonical { canonical = canonical ?? reference }
        if isLicense { license = license ?? reference }
    }

    private mutating func takeScript(_ node: HTMLNodeID, in tree: HTMLTree) {
        guard linkedData.count < Self.maximumScripts,
            let type = tree.attribute(.type, of: node),
            tree.withBytes(of: type, isLinkedData), let child = tree.firstChild(of: node)
        else { return }
        linkedData += tree.withText(of: child, JSONReader.read)
    }

    /// The first value of the first of these names that has one.
    func meta(_ names: TextNumber...) -> String? {
        for name in names {
            for index in metas.indices where metas[index].key == name {
                let content = metas[index].content
                if content.utf8.contains(where: { $0 > 0x20 }) { return content }
            }
        }
        return nil
    }
}

private func isLinkedData(_ type: UnsafeBufferPointer<UInt8>) -> Bool {
    let wanted = "application/ld+json".utf8
    guard type.count >= wanted.count else { return false }
    return zip(type, wanted).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
}
