import TextReader
import WinnowEncoding
import WinnowModuleKit

/// The text module: reads plain text and Markdown into blocks.
struct TextModule: Module {
    static let declaration = ModuleDeclaration(
        name: "text",
        version: "1.0.0",
        role: .reader,
        mediaTypes: ["text/plain", "text/markdown", "text/x-markdown", "text/x-rst"],
        summary: "reads plain text: joins wrapped lines, finds headings and lists"
    )

    /// What is read of one document. Beyond it text is no article.
    private static let longestDocument = 32 << 20

    private let host: ModuleHost

    init(configuration: ModuleConfiguration, host: ModuleHost) {
        self.host = host
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        let raw = document.rawBytes.bytes
        guard raw.count <= Self.longestDocument else {
            throw ModuleError(
                .unreadableDocument,
                subject: "text",
                message: "expected at most \(Self.longestDocument) bytes, found \(raw.count)"
            )
        }
        let text = decode(raw, document)
        let blocks = text.withUnsafeBufferPointer { TextStructure.blocks(of: $0) }
        for (index, block) in blocks.enumerated() {
            if index % 1024 == 1023, host.isDeadlineExceeded { return .retry("time is up") }
            guard add(block, of: text.count, to: document) else {
                throw ModuleError(
                    .limitReached,
                    subject: "text",
                    message: "the host takes no more blocks"
                )
            }
        }
        setTitle(blocks, document)
        if !blocks.contains(where: { $0.kind != .separator }) {
            document.setMetadata(MetadataKey.emptyReason, to: "no text")
        }
        return .ok
    }

    /// The text in normal form.
    private func decode(_ raw: UnsafeBufferPointer<UInt8>, _ document: DocumentHandle) -> [UInt8] {
        let decision = EncodingSniffer.text(
            raw,
            transport: document.metadata(MetadataKey.transportEncoding)
        )
        document.setMetadata(MetadataKey.encoding, to: decision.encoding.name)
        let body = UnsafeBufferPointer(rebasing: raw.dropFirst(decision.byteOrderMarkLength))
        var decoded: [UInt8] = []
        decision.encoding.decode(body, into: &decoded)
        return Composition.compose(
            decoded.withUnsafeBufferPointer { TextNormalizer.normalize($0) }
        )
    }

    private func add(_ block: TextBlock, of length: Int, to document: DocumentHandle) -> Bool {
        var new = NewBlock()
        new.hints.position = length == 0 ? 0 : Float(block.offset) / Float(length)
        // As in HTML: what stands before it is a line break, no paragraph.
        if block.followsDirectly { new.hints.tag = "br" }
        switch block.kind {
        case .paragraph: new.kind = .paragraph
        case .heading(let level):
            new.kind = .heading
            new.level = level
        case .listItem(let level, let numbered):
            new.kind = .listItem
            new.level = level
            new.listStyle = numbered ? .numbered : .bulleted
        case .quote: new.kind = .quote
        case .code: new.kind = .code
        case .table: new.kind = .table
        case .separator:
            guard document.isExplained else { return true }
            new.dropRule = "separator"
        }
        return document.add(new, text: block.text) != nil
    }

    /// A heading at the top is the title, unless the feed gave one.
    private func setTitle(_ blocks: [TextBlock], _ document: DocumentHandle) {
        guard document.metadata(MetadataKey.title) == nil,
            let first = blocks.first(where: { $0.kind != .separator }),
            case .heading(let level) = first.kind, level == 1
        else { return }
        document.setMetadata(MetadataKey.title, to: String(decoding: first.text, as: UTF8.self))
    }
}

/// Exports the module.
@c(winnow_module_entry)
public func entry() -> ModuleDescriptorPointer {
    moduleDescriptor(for: TextModule.self)
}
