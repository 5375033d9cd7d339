/// A token as the html5lib tokenizer tests write it.
public enum HTMLToken: Hashable, Sendable {
    /// A start tag with its attributes in order and its self-closing flag.
    case startTag(name: String, attributes: [Attribute], isSelfClosing: Bool)
    /// An end tag.
    case endTag(name: String)
    /// Characters; runs next to each other are one token.
    case characters([UInt8])
    /// A comment.
    case comment([UInt8])
    /// A document type with its identifiers, nil where they are missing.
    case doctype(
        name: String?,
        publicIdentifier: String?,
        systemIdentifier: String?,
        forceQuirks: Bool
    )

    /// The token as the standard's section "Coercing an HTML DOM into an infoset" changes it for XML tools: comments
    /// without `--`, form feeds as spaces, and U+FFFD for the noncharacters that XML does not allow.
    public var coercedForXML: HTMLToken {
        switch self {
        case .comment(let bytes):
            var text = Self.withoutXMLFaults(bytes).reduce(into: [UInt8]()) { result, byte in
                if byte == UInt8(ascii: "-"), result.last == byte {
                    result.append(UInt8(ascii: " "))
                }
                result.append(byte)
            }
            if text.last == UInt8(ascii: "-") { text.append(UInt8(ascii: " ")) }
            return .comment(text)
        case .characters(let bytes): return .characters(Self.withoutXMLFaults(bytes))
        default: return self
        }
    }

    private static func withoutXMLFaults(_ bytes: [UInt8]) -> [UInt8] {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x0C: Unicode.Scalar(0x20 as UInt8)
            case 0...8, 0x0B, 0x0E...0x1F, 0xFFFE, 0xFFFF:
                Unicode.Scalar(0xFFFD as UInt16) ?? scalar
            default: scalar
            }
        }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }

    /// An attribute of a start tag.
    public struct Attribute: Hashable, Sendable {
        /// The name in lower case.
        public let name: String
        /// The decoded value.
        public let value: String

        /// Creates an attribute, to compare with.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// The tokenizer by itself, for tools and tests: no tree construction, so no state changes that it would cause.
public enum HTMLTokenizing {
    /// The standard's states in which a tokenizer can begin.
    public enum InitialState: String, Sendable, CaseIterable {
        /// The data state.
        case data = "Data state"
        /// The RCDATA state.
        case rcdata = "RCDATA state"
        /// The RAWTEXT state.
        case rawText = "RAWTEXT state"
        /// The script data state.
        case scriptData = "Script data state"
        /// The PLAINTEXT state.
        case plaintext = "PLAINTEXT state"
        /// The CDATA section state.
        case cdata = "CDATA section state"

        var model: ContentModel {
            switch self {
            case .data: .data
            case .rcdata: .rcdata
            case .rawText: .rawText
            case .scriptData: .scriptData
            case .plaintext: .plaintext
            case .cdata: .cdata
            }
        }
    }

    /// The tokens of a text, without the end-of-file token.
    public static func tokens(
        of bytes: [UInt8],
        from state: InitialState = .data,
        lastStartTag: String? = nil
    ) -> [HTMLToken] {
        let tree = HTMLTree()
        bytes.withUnsafeBufferPointer { tree.storage.pointee.load($0) }
        var tokenizer = HTMLTokenizer(
            store: tree.storage,
            sink: TokenCollector(store: tree.storage)
        )
        tokenizer.model = state.model
        if var name = lastStartTag {
            tokenizer.lastStartTag = name.withUTF8 { bytes in
                bytes.baseAddress.map {
                    tree.storage.pointee.names.intern(
                        $0,
                        count: bytes.count,
                        flags: NameFlags(bits: 0)
                    )
                } ?? -1
            }
        }
        tokenizer.run()
        return tokenizer.sink.tokens
    }
}

/// Collects tokens instead of building a tree.
struct TokenCollector: ~Copyable, TokenSink {
    let store: UnsafeMutablePointer<HTMLStorage>
    var tokens: [HTMLToken] = []

    init(store: UnsafeMutablePointer<HTMLStorage>) {
        self.store = store
    }

    var allowsCDATA: Bool { false }

    mutating func startTag(_ tag: TagToken) -> ContentModel {
        let attributes = (0..<tag.attributeCount).map { index in
            let record = store.pointee.attributes[tag.attributeStart + index]
            return HTMLToken.Attribute(
                name: spelling(record.name),
                value: String(
                    decoding: store.pointee.bytes(at: record.valueStart, count: record.valueCount),
                    as: UTF8.self
                )
            )
        }
        tokens.append(
            .startTag(
                name: spelling(tag.name.rawValue),
                attributes: attributes,
                isSelfClosing: tag.isSelfClosing
            )
        )
        return .data
    }

    mutating func endTag(_ tag: TagToken) {
        tokens.append(.endTag(name: spelling(tag.name.rawValue)))
    }

    mutating func characters(_ text: TextToken) {
        append(bytes(text))
    }

    mutating func nullCharacter(offset: Int) {
        append([0])
    }

    var readsInstructions: Bool { false }

    mutating func comment(_ text: TextToken, targetCount: Int) {
        tokens.append(.comment(bytes(text)))
    }

    mutating func doctype(_ token: DoctypeToken) {
        let identifiers = token.identifiers
        tokens.append(
            .doctype(
                name: token.hasName ? string(token.nameStart, token.nameCount) : nil,
                publicIdentifier: identifiers.publicStart == .max
                    ? nil : string(Int(identifiers.publicStart), Int(identifiers.publicCount)),
                systemIdentifier: identifiers.systemStart == .max
                    ? nil : string(Int(identifiers.systemStart), Int(identifiers.systemCount)),
                forceQuirks: token.forceQuirks
            )
        )
    }

    mutating func endOfFile(offset: Int) {}

    private mutating func append(_ bytes: [UInt8]) {
        if case .characters(let before)? = tokens.last {
            tokens[tokens.count - 1] = .characters(before + bytes)
        } else {
            tokens.append(.characters(bytes))
        }
    }

    private func bytes(_ text: TextToken) -> [UInt8] {
        Array(
            store.pointee.bytes(
                at: UInt32(truncatingIfNeeded: text.start),
                count: UInt32(truncatingIfNeeded: text.count)
            )
        )
    }

    private func string(_ start: Int, _ count: Int) -> String {
        String(
            decoding: store.pointee.bytes(
                at: UInt32(truncatingIfNeeded: start),
                count: UInt32(truncatingIfNeeded: count)
            ),
            as: UTF8.self
        )
    }

    private func spelling(_ name: Int32) -> String {
        let record = store.pointee.names.records[Int(name)]
        let start = store.pointee.names.bytes.base + Int(record.start)
        return String(
            decoding: UnsafeBufferPointer(start: start, count: Int(record.count)),
            as: UTF8.self
        )
    }
}
