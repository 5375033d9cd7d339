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
        var processed = finish(ending, stamps: line.stamps)
        if !wantsBlocks { processed.blocks = [] }
        var writer = WireWriter(reservingCapacity: processed.text.utf8.count + 4096)
        writer.processed(processed)
        return WorkerLoop.Reply(kind: .processed, payload: writer.bytes)
    }

    private func finish(
        _ ending: ProcessedDocument.Outcome?,
        stamps: [ModuleStamp]
    ) -> ProcessedDocument {
        let snapshot = document.snapshot()
        let text = TextRendering.text(of: snapshot.blocks)
        let empty = ProcessedDocument.Outcome.empty(
            reason: snapshot.metadata[Metadata.Key.emptyReason] ?? "no text is left"
        )
        return ProcessedDocument(
            outcome: ending ?? (text.isEmpty ? empty : .stored),
            metadata: snapshot.metadata,
            text: text,
            wordCount: WordCount.words(in: text),
            contentDigest: RecordDigest.describe(text),
            fingerprint: Fingerprint.describe(text),
            blocks: snapshot.blocks,
            modules: stamps
        )
    }
}
