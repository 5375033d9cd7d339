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
        if let base = bytes.baseAddress { copyNormalised(UnsafeRawPointer(base), count) }
        sourceLimit = source.count
        source.extend(by: HTMLParser.padding, with: 0)
    }

    /// Copies 32 bytes at a time, each time up to the first CR among them.
    private mutating func copyNormalised(_ base: UnsafeRawPointer, _ count: Int) {
        let target = UnsafeMutableRawPointer(source.base)
        let returns = SIMD32<UInt8>(repeating: 0x0D)
        var from = 0
        var to = 0
        while from + 32 <= count {
            let bytes = base.loadUnaligned(fromByteOffset: from, as: SIMD32<UInt8>.self)
            target.storeBytes(of: bytes, toByteOffset: to, as: SIMD32<UInt8>.self)
            let place = Self.firstHit(bytes .== returns)
            from += place
            to += place
            if place < 32 { Self.copyReturn(base, count, to: target, &from, &to) }
        }
        while from < count {
            let byte = base.load(fromByteOffset: from, as: UInt8.self)
            if byte == 0x0D {
                Self.copyReturn(base, count, to: target, &from, &to)
            } else {
                target.storeBytes(of: byte, toByteOffset: to, as: UInt8.self)
                from += 1
                to += 1
            }
        }
        source.count(written: to)
    }

    /// Turns the CR or CR LF here into LF.
    @inline(__always)
    private static func copyReturn(
        _ base: UnsafeRawPointer,
        _ count: Int,
        to target: UnsafeMutableRawPointer,
        _ from: inout Int,
        _ to: inout Int
    ) {
        target.storeBytes(of: 0x0A, toByteOffset: to, as: UInt8.self)
        to += 1
        from += 1
        if from < count, base.load(fromByteOffset: from, as: UInt8.self) == 0x0A { from += 1 }
    }

    /// The first lane that is set, 32 for none.
    @inline(__always)
    private static func firstHit(_ mask: SIMDMask<SIMD32<Int8>>) -> Int {
        let words = unsafeBitCast(mask, to: SIMD4<UInt64>.self)
        if words[0] | words[1] | words[2] | words[3] == 0 { return 32 }
        for index in 0..<4 where words[index] != 0 {
            return index * 8 + (words[index].trailingZeroBitCount >> 3)
        }
        return 32
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
