import WinnowModel
import WinnowModuleHost

extension WireWriter {
    mutating func metadata(_ metadata: Metadata) {
        list(metadata.fields) {
            $0.string($1.key)
            $0.strings($1.values)
        }
    }

    /// Writes the metadata of a document without making strings of it.
    mutating func metadata(of document: HostDocument) {
        uint32(UInt32(clamping: document.fieldCount))
        for index in 0..<document.fieldCount {
            let (key, valueCount) = document.field(index)
            utf8(key)
            uint32(UInt32(clamping: valueCount))
            for place in 0..<valueCount { utf8(document.value(place, ofField: index)) }
        }
    }

    mutating func block(_ block: Block) {
        uint32(block.id)
        byte(block.kind.rawValue)
        byte(block.level)
        byte(block.listStyle.rawValue)
        string(block.text)
        list(block.spans) {
            $0.uint32($1.start)
            $0.uint32($1.end)
            $0.byte($1.kind.rawValue)
            $0.string($1.value)
        }
        optional(block.language) {
            $0.string($1.tag)
            $0.float($1.confidence)
        }
        string(block.hints.tag)
        string(block.hints.markupWords)
        float(block.hints.linkDensity)
        float(block.hints.position)
        optional(block.dropped) {
            $0.string($1.module)
            $0.string($1.rule)
        }
    }

    mutating func stamp(_ stamp: ModuleStamp) {
        string(stamp.name)
        string(stamp.version)
    }

    /// Writes the outcome of a document, the first part of its answer.
    mutating func outcome(_ outcome: ProcessedDocument.Outcome) {
        switch outcome {
        case .stored: byte(0)
        case .empty(let reason):
            byte(1)
            string(reason)
        case .dropped(let module, let rule):
            byte(2)
            string(module)
            string(rule)
        case .failed(let module, let message):
            byte(3)
            string(module)
            string(message)
        }
    }
}

extension WireReader {
    mutating func metadata() throws(WorkerError) -> Metadata {
        var metadata = Metadata()
        let count = try uint32()
        for _ in 0..<count {
            let key = try string()
            metadata.set(key, to: try strings())
        }
        return metadata
    }

    mutating func block() throws(WorkerError) -> Block {
        let id = try uint32()
        let kind = Block.Kind(rawValue: try byte()) ?? .paragraph
        let level = try byte()
        let listStyle = Block.ListStyle(rawValue: try byte()) ?? .none
        var block = Block(
            id: id,
            kind: kind,
            level: level,
            listStyle: listStyle,
            text: try string()
        )
        block.spans = try list { reader throws(WorkerError) in try reader.span() }
        block.language = try optional { reader throws(WorkerError) in
            TaggedLanguage(tag: try reader.string(), confidence: try reader.float())
        }
        block.hints = Block.Hints(
            tag: try string(),
            markupWords: try string(),
            linkDensity: try float(),
            position: try float()
        )
        block.dropped = try optional { reader throws(WorkerError) in
            Block.Drop(module: try reader.string(), rule: try reader.string())
        }
        return block
    }

    /// Reads a document's answer; `DocumentRunner` writes it.
    mutating func processed() throws(WorkerError) -> ProcessedDocument {
        var document = ProcessedDocument(outcome: try outcome(), metadata: try metadata())
        document.text = try string()
        document.wordCount = Int(try uint32())
        document.contentDigest = try string()
        document.fingerprint = try string()
        document.blocks = try list { reader throws(WorkerError) in try reader.block() }
        document.modules = try list { reader throws(WorkerError) in
            ModuleStamp(name: try reader.string(), version: try reader.string())
        }
        return document
    }

    /// A span whose kind is unknown is read as emphasis, which changes no text.
    private mutating func span() throws(WorkerError) -> Block.Span {
        let start = try uint32()
        let end = try uint32()
        let kind = Block.Span.Kind(rawValue: try byte()) ?? .emphasis
        return Block.Span(start: start, end: end, kind: kind, value: try string())
    }

    private mutating func outcome() throws(WorkerError) -> ProcessedDocument.Outcome {
        switch try byte() {
        case 0: return .stored
        case 1: return .empty(reason: try string())
        case 2: return .dropped(module: try string(), rule: try string())
        case 3: return .failed(module: try string(), message: try string())
        case let code: throw .malformedFrame("the unknown outcome \(code)")
        }
    }
}
