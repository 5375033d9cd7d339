/// Parses HTML as the WHATWG standard says, from bytes in memory into an ``HTMLTree``.
///
///     let tree = HTMLTree()
///     HTMLParser.parse(Array("<p>Hello".utf8), into: tree)
///     print(tree.textContent(of: tree.document))
///
/// Any bytes give a tree; nothing is thrown. The input is meant to be UTF-8 (decode other encodings before); bytes that are not
/// valid UTF-8 pass through and become U+FFFD where a function returns `String`.
public enum HTMLParser {
    /// Longer input is cut off here, so that every position fits into 32 bits with room for decoded text.
    public static let maximumLength = 1 << 28

    /// How many zeros stand behind the source, for scans that read whole vectors.
    static let padding = 64

    /// Parses a page or fragment; the tree's former content goes, its buffers are reused.
    public static func parse(
        _ bytes: [UInt8],
        options: HTMLParserOptions = .init(),
        into tree: HTMLTree
    ) {
        bytes.withUnsafeBufferPointer { parse($0, options: options, into: tree) }
    }

    /// Parses a page or fragment from memory that need only live during the call.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        options: HTMLParserOptions = .init(),
        into tree: HTMLTree
    ) {
        let store = tree.storage
        store.pointee.reset()
        store.pointee.load(bytes)
        var builder = HTMLTreeBuilder(store: store, options: options)
        var model = ContentModel.data
        if let context = options.fragmentContext { model = builder.prepareFragment(context) }
        var tokenizer = HTMLTokenizer(store: store, sink: builder)
        tokenizer.model = model
        tokenizer.run()
        tree.publish()
    }

    /// Parses a string.
    public static func parse(
        _ text: String,
        options: HTMLParserOptions = .init(),
        into tree: HTMLTree
    ) {
        var text = text
        text.withUTF8 { parse($0, options: options, into: tree) }
    }
}

extension HTMLStorage {
    /// Copies a page into the source with CR LF and CR turned into LF, as the standard's preprocessing says.
    mutating func load(_ bytes: UnsafeBufferPointer<UInt8>) {
        let count = min(bytes.count, HTMLParser.maximumLength)
        source.reserve(count + HTMLParser.padding)
        if let base = bytes.baseAddress { copyNormalised(base, count) }
        sourceLimit = source.count
        source.extend(by: HTMLParser.padding, with: 0)
    }

    private mutating func copyNormalised(_ base: UnsafePointer<UInt8>, _ count: Int) {
        var start = 0
        while start < count {
            let stop = Self.findCarriageReturn(base, start, count)
            source.append(contentsOf: base + start, count: stop - start)
            guard stop < count else { return }
            source.append(UInt8(ascii: "\n"))
            start = stop + 1
            if start < count, base[start] == UInt8(ascii: "\n") { start += 1 }
        }
    }

    private static func findCarriageReturn(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int)
        -> Int
    {
        var position = start
        let returns = SIMD32<UInt8>(repeating: 0x0D)
        while position + 32 <= count {
            let bytes = UnsafeRawPointer(base + position).loadUnaligned(as: SIMD32<UInt8>.self)
            let hits = unsafeBitCast(bytes .== returns, to: SIMD4<UInt64>.self)
            if hits[0] | hits[1] | hits[2] | hits[3] != 0 { break }
            position += 32
        }
        while position < count, base[position] != 0x0D { position += 1 }
        return position
    }
}

extension HTMLTreeBuilder {
    /// Sets up the standard's fragment parsing algorithm and answers how its text is to be read.
    mutating func prepareFragment(_ fragment: HTMLFragmentContext) -> ContentModel {
        contextTag = NodeRecord.elementTag(intern(fragment.name), fragment.namespace)
        var record = NodeRecord(kind: .element, sourceOffset: 0)
        record.tag = contextTag
        record.start = UInt32(truncatingIfNeeded: store.pointee.attributes.count)
        record.count = UInt32(truncatingIfNeeded: fragment.attributes.count)
        for (name, value) in fragment.attributes.sorted(by: { $0.key < $1.key }) {
            let start = store.pointee.sourceLimit + store.pointee.decoded.count
            for byte in value.utf8 { store.pointee.decoded.append(byte) }
            store.pointee.attributes.append(
                AttributeRecord(name: intern(name), valueStart: start, valueCount: value.utf8.count)
            )
        }
        context = Int32(truncatingIfNeeded: store.pointee.nodes.count)
        store.pointee.nodes.append(record)
        insertRoot(
            TagToken(
                name: .html,
                attributeStart: 0,
                attributeCount: 0,
                isSelfClosing: false,
                offset: 0
            )
        )
        store.pointee.root = current.node
        let name = fragment.namespace == .html ? fragment.name : ""
        if name == "template" { templateModes.append(InsertionMode.inTemplate.rawValue) }
        if name == "form" { form = context }
        resetInsertionMode()
        return contentModel(of: name)
    }

    private func contentModel(of name: String) -> ContentModel {
        switch name {
        case "title", "textarea": .rcdata
        case "style", "xmp", "iframe", "noembed", "noframes": .rawText
        case "script": .scriptData
        case "noscript" where scripting: .rawText
        case "plaintext": .plaintext
        default: .data
        }
    }

    private func intern(_ name: String) -> Int32 {
        var name = name
        return name.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            return store.pointee.names.intern(base, count: bytes.count, flags: NameFlags(bits: 0))
        }
    }
}
