import WinnowModel
import WinnowModuleHost

/// Passes documents through routes and makes the worker's answers of them.
struct DocumentRunner {
    let modules: ModuleSet
    private let document = HostDocument()

    init(modules: ModuleSet) {
        self.modules = modules
    }

    /// Reads a job and runs it.
    ///
    /// - Throws: only for a frame that is no job; whatever the document does
    ///   is an answer.
    func run(
        _ reader: inout WireReader,
        _ shared: SharedBody
    ) throws(WorkerError) -> WorkerLoop.Reply {
        let index = Int(try reader.uint32())
        let wantsBlocks = try reader.bool()
        var metadata = try reader.metadata()
        let body = try reader.body(shared)
        guard modules.routes.indices.contains(index), let line = modules.routes[index] else {
            throw .malformedFrame("a job for route \(index), which is not there")
        }
        let mediaType = MediaType.resolve(metadata[Metadata.Key.mediaType], content: body)
        metadata[Metadata.Key.mediaType] = mediaType
        document.begin(
            raw: body,
            mediaType: mediaType,
            metadata: metadata,
            explain: wantsBlocks
        )
        let outcome = line.route.run(document, noting: modules.board)
        modules.board.pointee = 0
        return answer(outcome, of: line, mediaType: mediaType, wantsBlocks: wantsBlocks)
    }

    private func answer(
        _ outcome: RouteOutcome,
        of line: ModuleSet.Line,
        mediaType: String,
        wantsBlocks: Bool
    ) -> WorkerLoop.Reply {
        let ending: ProcessedDocument.Outcome?
        switch outcome {
        case .completed: ending = nil
        case .unread:
            ending = .dropped(
                module: "winnow",
                rule: "no module of the route reads \(mediaType)"
            )
        case .dropped(let module, let reason): ending = .dropped(module: module, rule: reason)
        case .rejected(let module, let message): ending = .failed(module: module, message: message)
        case .retry(let module, let message):
            return .failure(.retryLater(module: module, message: message))
        case .fatal(let module, let message):
            return .failure(.crashed(module: module, message: message), isLast: true)
        }
        return WorkerLoop.Reply(
            kind: .processed,
            payload: finish(ending, stamps: line.stamps, wantsBlocks: wantsBlocks)
        )
    }

    private func finish(
        _ ending: ProcessedDocument.Outcome?,
        stamps: [ModuleStamp],
        wantsBlocks: Bool
    ) -> [UInt8] {
        var text = TextRendering.Builder(reservingCapacity: Self.usualText)
        document.forEachKeptBlock { text.append($1, of: $0) }
        var writer = WireWriter(reservingCapacity: text.utf8.count + 4096)
        writer.outcome(ending ?? (text.utf8.isEmpty ? emptyOutcome() : .stored))
        writer.metadata(of: document)
        writer.blob(text.utf8)
        text.utf8.withUnsafeBufferPointer { utf8 in
            writer.uint32(UInt32(clamping: WordCount.words(in: utf8)))
            writer.string(RecordDigest.describe(UnsafeRawBufferPointer(utf8)))
            writer.string(Fingerprint.describe(utf8))
        }
        writer.list(wantsBlocks ? document.snapshot().blocks : []) { $0.block($1) }
        writer.list(stamps) { $0.stamp($1) }
        return writer.bytes
    }

    private func emptyOutcome() -> ProcessedDocument.Outcome {
        .empty(
            reason: document.firstValue(of: Metadata.Key.emptyReason) ?? "no text is left"
        )
    }

    /// Room for the text of most pages, in bytes.
    private static let usualText = 1 << 14
}
