/// What the daemon knows of a document that the worker does not: where it came
/// from and which state of it this is.
public struct RecordOrigin: Sendable, Equatable {
    /// `w1:` and a hash; see DESIGN of identities in docs/ARCHITECTURE.md.
    public var id: String
    /// Name of the configured source.
    public var source: String
    public var feedURL: String?
    public var requestedURL: String?
    public var effectiveURL: String?
    public var httpStatus: Int?
    /// `sha256:` and the hexadecimal digest of the bytes as fetched.
    public var rawDigest: String?
    public var fetched: Timestamp

    public init(
        id: String,
        source: String,
        feedURL: String? = nil,
        requestedURL: String? = nil,
        effectiveURL: String? = nil,
        httpStatus: Int? = nil,
        rawDigest: String? = nil,
        fetched: Timestamp
    ) {
        self.id = id
        self.source = source
        self.feedURL = feedURL
        self.requestedURL = requestedURL
        self.effectiveURL = effectiveURL
        self.httpStatus = httpStatus
        self.rawDigest = rawDigest
        self.fetched = fetched
    }
}

/// Writes the stored record: one JSON object a document.
///
/// Member names follow trafilatura and dolma where those have one. Members are
/// only added; `schema` grows when one changes its meaning.
public struct RecordWriter: Sendable {
    /// The `schema` member of every record.
    public static let schemaVersion = 1

    /// Whether all blocks are written beside the text.
    public var includesBlocks: Bool
    /// Whether the dropped blocks are written with their rules.
    public var includesRemoved: Bool

    public init(includesBlocks: Bool = false, includesRemoved: Bool = false) {
        self.includesBlocks = includesBlocks
        self.includesRemoved = includesRemoved
    }

    /// Writes the record of a document in one of its states.
    public func write(
        _ document: ProcessedDocument,
        origin: RecordOrigin,
        revision: Int,
        processing: Int,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("schema", Self.schemaVersion)
        json.member("id", origin.id)
        json.member("revision", revision)
        json.member("processing", processing)
        json.member("source", origin.source)
        writeOrigin(origin, of: document, to: &json)
        writeContent(document, to: &json)
        json.endObject()
    }

    /// Writes the members of a document that belongs to no source, such as one
    /// that `winnow clean` read; `path` is the file it came from.
    public func write(
        _ document: ProcessedDocument,
        path: String,
        rawDigest: String?,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("schema", Self.schemaVersion)
        json.member("path", path)
        let origin = RecordOrigin(
            id: "",
            source: "",
            requestedURL: document.metadata[Metadata.Key.requestedURL],
            rawDigest: rawDigest,
            fetched: Timestamp(milliseconds: 0)
        )
        writeOrigin(origin, of: document, to: &json)
        writeContent(document, to: &json)
        json.endObject()
    }

    private func writeOrigin(
        _ origin: RecordOrigin,
        of document: ProcessedDocument,
        to json: inout JSONWriter
    ) {
        let metadata = document.metadata
        optional("feed_url", origin.feedURL, to: &json)
        optional("url", origin.requestedURL, to: &json)
        optional("effective_url", origin.effectiveURL, to: &json)
        optional("canonical_url", metadata[Metadata.Key.canonicalURL], to: &json)
        optional("site_name", metadata[Metadata.Key.siteName], to: &json)
        if let status = origin.httpStatus { json.member("http_status", status) }
        optional("media_type", metadata[Metadata.Key.mediaType], to: &json)
        optional("encoding", metadata[Metadata.Key.encoding], to: &json)
        optional("raw_digest", origin.rawDigest, to: &json)
        if origin.fetched.milliseconds != 0 { json.member("fetched", origin.fetched.rfc3339) }
    }

    private func writeContent(_ document: ProcessedDocument, to json: inout JSONWriter) {
        let metadata = document.metadata
        optional("title", metadata[Metadata.Key.title], to: &json)
        list("authors", metadata.values(of: Metadata.Key.authors), to: &json)
        optional("published", metadata[Metadata.Key.published], to: &json)
        optional("updated", metadata[Metadata.Key.updated], to: &json)
        json.member("language", metadata[Metadata.Key.language] ?? "und")
        writeLanguages(metadata.values(of: Metadata.Key.languages), to: &json)
        for (name, key) in [
            ("description", Metadata.Key.description), ("image", Metadata.Key.image),
        ] {
            optional(name, metadata[key], to: &json)
        }
        list("tags", metadata.values(of: Metadata.Key.tags), to: &json)
        optional("license", metadata[Metadata.Key.license], to: &json)
        optional("rights", metadata[Metadata.Key.rights], to: &json)
        json.member("text", document.text)
        if includesBlocks { writeBlocks(document.blocks, to: &json) }
        if includesRemoved { writeRemoved(document.blocks, to: &json) }
        json.member("word_count", document.wordCount)
        json.member("content_digest", document.contentDigest)
        json.member("fingerprint", document.fingerprint)
        json.key("modules")
        json.beginObject()
        for module in document.modules { json.member(module.name, module.version) }
        json.endObject()
        writeOutcome(document.outcome, to: &json)
    }

    private func writeOutcome(_ outcome: ProcessedDocument.Outcome, to json: inout JSONWriter) {
        switch outcome {
        case .stored:
            json.member("outcome", "stored")
        case .empty(let reason):
            json.member("outcome", "empty")
            json.member("reason", reason)
        case .dropped(let module, let rule):
            json.member("outcome", "dropped")
            json.member("module", module)
            json.member("rule", rule)
        case .failed(let module, let message):
            json.member("outcome", "failed")
            json.member("module", module)
            json.member("error", message)
        }
    }

    /// The metadata holds each language as tag, share and confidence in one
    /// value, since metadata values are texts.
    private func writeLanguages(_ languages: [String], to json: inout JSONWriter) {
        json.key("languages")
        json.beginArray()
        for language in languages {
            let parts = language.utf8.split(separator: UInt8(ascii: " ")).map(Substring.init)
            guard parts.count == 3 else { continue }
            json.beginObject()
            json.member("tag", String(parts[0]))
            json.key("share")
            json.number(Double(parts[1]) ?? 0)
            json.key("confidence")
            json.number(Double(parts[2]) ?? 0)
            json.endObject()
        }
        json.endArray()
    }

    private func writeBlocks(_ blocks: [Block], to json: inout JSONWriter) {
        json.key("blocks")
        json.beginArray()
        for block in blocks where block.dropped == nil {
            json.beginObject()
            json.member("kind", block.kind.name)
            if block.level > 0 { json.member("level", Int(block.level)) }
            if block.listStyle != .none {
                json.member("list", block.listStyle == .numbered ? "numbered" : "bulleted")
            }
            json.member("text", block.text)
            if let language = block.language { json.member("language", language.tag) }
            writeSpans(block.spans, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    private func writeSpans(_ spans: [Block.Span], to json: inout JSONWriter) {
        guard !spans.isEmpty else { return }
        json.key("spans")
        json.beginArray()
        for span in spans {
            json.beginObject()
            json.member("start", Int(span.start))
            json.member("end", Int(span.end))
            json.member("kind", span.kind.name)
            json.member("value", span.value)
            json.endObject()
        }
        json.endArray()
    }

    private func writeRemoved(_ blocks: [Block], to json: inout JSONWriter) {
        json.key("removed")
        json.beginArray()
        for block in blocks {
            guard let drop = block.dropped else { continue }
            json.beginObject()
            json.member("text", block.text)
            json.member("module", drop.module)
            json.member("rule", drop.rule)
            json.endObject()
        }
        json.endArray()
    }

    private func optional(_ name: String, _ value: String?, to json: inout JSONWriter) {
        if let value, !value.isEmpty { json.member(name, value) }
    }

    private func list(_ name: String, _ values: [String], to json: inout JSONWriter) {
        if !values.isEmpty { json.member(name, values) }
    }
}

extension Block.Kind {
    /// The kind's name in records.
    public var name: String {
        switch self {
        case .paragraph: "paragraph"
        case .heading: "heading"
        case .listItem: "list_item"
        case .quote: "quote"
        case .code: "code"
        case .table: "table"
        case .caption: "caption"
        }
    }
}

extension Block.Span.Kind {
    /// The kind's name in records.
    public var name: String {
        switch self {
        case .link: "link"
        case .emphasis: "emphasis"
        case .language: "language"
        }
    }
}
