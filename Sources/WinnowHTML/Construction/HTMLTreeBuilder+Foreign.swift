/// SVG and MathML: integration points and the rules for foreign content.
extension HTMLTreeBuilder {
    /// Whether text in this foreign node follows the HTML rules.
    mutating func isIntegrationPoint(_ tag: UInt32, _ node: Int32) -> Bool {
        isMathMLTextPoint(tag) || isHTMLPoint(tag, node)
    }

    private mutating func isMathMLTextPoint(_ tag: UInt32) -> Bool {
        tag & 0x18 == 0x10
            && Self.isMathMLText(HTMLName(rawValue: Int32(truncatingIfNeeded: tag >> 5)))
    }

    private mutating func isHTMLPoint(_ tag: UInt32, _ node: Int32) -> Bool {
        let name = HTMLName(rawValue: Int32(truncatingIfNeeded: tag >> 5))
        if tag & 0x18 == 0x08 { return name == .foreignObject || name == .desc || name == .title }
        guard tag & 0x18 == 0x10, name == .annotationXml else { return false }
        let record = store.pointee.nodes[Int(node)]
        for index in 0..<Int(record.count) {
            let attribute = store.pointee.attributes[Int(record.start) + index]
            guard attribute.name == HTMLName.encoding.rawValue else { continue }
            return value(of: attribute, is: "text/html")
                || value(of: attribute, is: "application/xhtml+xml")
        }
        return false
    }

    /// Whether a start tag follows the HTML rules although the current node is foreign.
    mutating func usesHTMLRules(forStart tag: TagToken, _ adjusted: UInt32) -> Bool {
        if isMathMLTextPoint(adjusted), tag.name != .mglyph, tag.name != .malignmark { return true }
        if tag.name == .svg,
            adjusted == NodeRecord.elementTag(HTMLName.annotationXml.rawValue, .mathML)
        {
            return true
        }
        return isHTMLPoint(adjusted, adjustedNode)
    }

    mutating func startInForeign(_ tag: TagToken) {
        if flags(tag.name).has(NameFlags.breakout) || isBreakoutFont(tag) {
            leaveForeign()
            return processStart(tag)
        }
        let isSVG = adjustedTag & 0x18 == 0x08
        var name = tag.name
        if isSVG, let adjusted = ForeignNames.svgTag(name) { name = adjusted }
        insertForeign(tag, name: name, namespace: isSVG ? .svg : .mathML)
    }

    private mutating func isBreakoutFont(_ tag: TagToken) -> Bool {
        tag.name == .font
            && (attribute(.color, of: tag) != nil || attribute(.face, of: tag) != nil
                || attribute(.size, of: tag) != nil)
    }

    /// Pops until HTML rules apply again.
    private mutating func leaveForeign() {
        while !current.isHTML, !isIntegrationPoint(current.tag, current.node) { pop() }
    }

    /// Inserts a foreign element with adjusted attributes; a tag that closes itself is not pushed.
    mutating func insertForeign(_ tag: TagToken, name: HTMLName, namespace: HTMLNamespace) {
        for index in tag.attributeStart..<(tag.attributeStart + tag.attributeCount) {
            let attribute = store.pointee.attributes[index]
            store.pointee.attributes[index].key = ForeignNames.adjustedKey(attribute, namespace)
        }
        if tag.isSelfClosing {
            _ = create(tag, name: name, namespace: namespace)
        } else {
            insert(tag, name: name, namespace: namespace)
        }
    }

    mutating func endInForeign(_ tag: TagToken) {
        if tag.name == .br || tag.name == .p {
            leaveForeign()
            return processEnd(tag)
        }
        // The lowest element is the root: below the foreign elements there always is an HTML one, whose rules then apply.
        var index = depth - 1
        while index > 0 {
            if ForeignNames.lowercased(store.pointee.openElements[index].name) == tag.name {
                return pop(toDepth: index)
            }
            index -= 1
            if store.pointee.openElements[index].isHTML { return processEnd(tag) }
        }
    }
}

/// The spellings of SVG and MathML names, which the tokenizer made small.
enum ForeignNames {
    private static let svgTags = map(KnownNames.svgTags, reversed: false)
    private static let svgAttributes = map(KnownNames.svgAttributes, reversed: false)
    private static let small = map(KnownNames.svgTags, reversed: true)

    private static func map(_ pairs: [Int32], reversed: Bool) -> [Int32] {
        var result = [Int32](repeating: -1, count: KnownNames.count)
        for index in stride(from: 0, to: pairs.count - 1, by: 2) {
            let from = pairs[index + (reversed ? 1 : 0)]
            result[Int(from)] = pairs[index + (reversed ? 0 : 1)]
        }
        return result
    }

    private static func look(_ name: Int32, in table: [Int32]) -> Int32? {
        guard name < KnownNames.count, table[Int(name)] >= 0 else { return nil }
        return table[Int(name)]
    }

    /// The SVG spelling of a tag name, if it differs.
    static func svgTag(_ name: HTMLName) -> HTMLName? {
        look(name.rawValue, in: svgTags).map(HTMLName.init(rawValue:))
    }

    /// The small spelling of a foreign element's name.
    static func lowercased(_ name: HTMLName) -> HTMLName {
        look(name.rawValue, in: small).map(HTMLName.init(rawValue:)) ?? name
    }

    /// An attribute's name and namespace on a foreign element.
    static func adjustedKey(_ attribute: AttributeRecord, _ namespace: HTMLNamespace) -> UInt32 {
        let name = HTMLName(rawValue: attribute.name)
        func key(_ name: HTMLName, _ namespace: HTMLNamespace) -> UInt32 {
            UInt32(truncatingIfNeeded: name.rawValue) << 3 | UInt32(namespace.rawValue)
        }
        switch name {
        case .xlinkActuate, .xlinkArcrole, .xlinkHref, .xlinkRole, .xlinkShow, .xlinkTitle,
            .xlinkType:
            return key(name, .xlink)
        case .xmlLang, .xmlSpace: return key(name, .xml)
        case .xmlns, .xmlnsXlink: return key(name, .xmlns)
        case .definitionurl where namespace == .mathML: return key(.definitionURL, .html)
        default:
            guard namespace == .svg, let adjusted = look(name.rawValue, in: svgAttributes) else {
                return attribute.key
            }
            return key(HTMLName(rawValue: adjusted), .html)
        }
    }
}
