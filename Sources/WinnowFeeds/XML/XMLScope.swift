import WinnowModel

/// What an element means to a reader of XML.
struct XMLName {
    var namespace: Namespace
    var name: ElementName
}

/// Namespace bindings, bases and languages of the open elements.
///
/// Bindings are ranges of the document; comparing a prefix with the few that
/// are in force is cheaper than interning names.
struct XMLScope: ~Copyable {
    /// Bindings beyond this number are ignored.
    static let bindingLimit = 512

    private struct Binding {
        var prefixStart: Int
        var prefixEnd: Int
        var namespace: Namespace
    }

    /// What has to be undone when an element ends.
    struct Mark {
        var bindings: Int
        var hasBase = false
        var hasLanguage = false
    }

    private var bindings: [Binding] = []
    private var defaultNamespace = Namespace.core
    private var bases: [WebURL?] = []
    private var languages: [String] = []
    private let names = ElementNameTable.shared
    /// Where an unknown default namespace stands for the root's own.
    private var isRoot = true

    init() {}

    /// Base that `xml:base` sets here, or nil where no element set one.
    var declaredBase: WebURL? {
        if let base = bases.last { return base }
        return nil
    }

    /// Language that `xml:lang` sets here; empty where it was unset.
    var language: String? { languages.last }

    /// Takes over what the attributes of the current start tag declare.
    mutating func enter(
        _ tokenizer: borrowing XMLTokenizer,
        documentBase: WebURL?
    ) -> Mark {
        var mark = Mark(bindings: bindings.count)
        defer { isRoot = false }
        for index in 0..<tokenizer.attributeCount {
            let attribute = tokenizer.attribute(index)
            let length = attribute.nameEnd - attribute.nameStart
            guard length >= 5, tokenizer.base[attribute.nameStart] | 0x20 == UInt8(ascii: "x")
            else {
                continue
            }
            let name = tokenizer.bytes(attribute.nameStart, attribute.nameEnd)
            if equalsFolded(UnsafeBufferPointer(rebasing: name[..<5]), "xmlns") {
                bind(attribute, uri: value(of: attribute, tokenizer), name: name)
            } else if equalsFolded(name, "xml:base") {
                mark.hasBase = true
                let text = value(of: attribute, tokenizer)
                bases.append(WebURL.parse(text, base: bases.last.flatMap { $0 } ?? documentBase))
            } else if equalsFolded(name, "xml:lang") {
                mark.hasLanguage = true
                languages.append(value(of: attribute, tokenizer))
            }
        }
        return mark
    }

    private func value(
        of attribute: XMLAttribute,
        _ tokenizer: borrowing XMLTokenizer
    ) -> String {
        let bytes = trimmed(tokenizer.bytes(attribute.valueStart, attribute.valueEnd))
        guard bytes.contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var references = XMLReferences()
        var buffer = ByteBuffer(capacity: bytes.count + 8)
        references.decode(bytes, into: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// Takes over only the prefixes that the current tag binds.
    mutating func bindPrefixes(_ tokenizer: borrowing XMLTokenizer) {
        for index in 0..<tokenizer.attributeCount {
            let attribute = tokenizer.attribute(index)
            guard attribute.nameEnd - attribute.nameStart > 6,
                tokenizer.base[attribute.nameStart] | 0x20 == UInt8(ascii: "x")
            else { continue }
            let name = tokenizer.bytes(attribute.nameStart, attribute.nameEnd)
            if equalsFolded(UnsafeBufferPointer(rebasing: name[..<6]), "xmlns:") {
                bind(attribute, uri: value(of: attribute, tokenizer), name: name)
            }
        }
    }

    /// Undoes what `enter` took over.
    mutating func leave(_ mark: Mark) {
        if mark.hasBase { bases.removeLast() }
        if mark.hasLanguage { languages.removeLast() }
        guard bindings.count > mark.bindings else { return }
        bindings.removeSubrange(mark.bindings...)
        defaultNamespace =
            bindings.last { $0.prefixStart == $0.prefixEnd }?.namespace ?? .core
    }

    private mutating func bind(
        _ attribute: XMLAttribute,
        uri: String,
        name: UnsafeBufferPointer<UInt8>
    ) {
        guard bindings.count < XMLScope.bindingLimit else { return }
        var namespace = Namespace(uri: uri)
        if name.count == 5 {
            // Publishers invent namespaces for RSS itself.
            if isRoot && namespace == .other { namespace = .core }
            bindings.append(Binding(prefixStart: 0, prefixEnd: 0, namespace: namespace))
            defaultNamespace = namespace
        } else if name[5] == UInt8(ascii: ":") {
            bindings.append(
                Binding(
                    prefixStart: attribute.nameStart + 6,
                    prefixEnd: attribute.nameEnd,
                    namespace: namespace
                )
            )
        }
    }

    /// Meaning of the qualified name of the current tag.
    func resolve(_ tokenizer: borrowing XMLTokenizer) -> XMLName {
        let start = tokenizer.start
        let end = tokenizer.end
        let base = tokenizer.base
        var cursor = start
        while cursor < end && base[cursor] != UInt8(ascii: ":") { cursor &+= 1 }
        guard cursor < end && cursor > start && cursor &+ 1 < end else {
            return XMLName(
                namespace: defaultNamespace,
                name: names.pointee.name(base + start, end &- start)
            )
        }
        let prefix = UnsafeBufferPointer(start: base + start, count: cursor &- start)
        return XMLName(
            namespace: namespace(ofPrefix: prefix, base),
            name: names.pointee.name(base + cursor + 1, end &- cursor &- 1)
        )
    }

    /// Vocabulary that a prefix stands for.
    func namespace(
        ofPrefix prefix: UnsafeBufferPointer<UInt8>,
        _ base: UnsafePointer<UInt8>
    ) -> Namespace {
        var index = bindings.count
        while index > 0 {
            index &-= 1
            let binding = bindings[index]
            guard binding.prefixEnd &- binding.prefixStart == prefix.count,
                prefix.count > 0
            else { continue }
            var same = true
            for offset in 0..<prefix.count
            where base[binding.prefixStart &+ offset] != prefix[offset] {
                same = false
                break
            }
            if same { return binding.namespace }
        }
        return Namespace(usualPrefix: prefix)
    }
}
