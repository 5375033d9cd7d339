import Synchronization
import WinnowModel
import WinnowWorker

/// Texts as a batch, with the answers by their numbers.
final class TextBatch: DocumentBatch {
    private struct State {
        var next = 0
        var answers: [Int: Result<ProcessedDocument, JobFailure>] = [:]
    }

    private let texts: [String]
    /// Whether bodies are put into the slots as far as they fit.
    private let usesSlots: Bool
    private let state = Mutex(State())

    init(_ texts: [String], usesSlots: Bool = true) {
        self.texts = texts
        self.usesSlots = usesSlots
    }

    /// The answers in the order of the texts; nil where there is none.
    var answers: [Result<ProcessedDocument, JobFailure>?] {
        state.withLock { state in texts.indices.map { state.answers[$0] } }
    }

    /// What became of the texts, in words.
    var endings: [String] {
        answers.map { answer in
            switch answer {
            case .success: "done"
            case .failure(.crashed(let module, let message)): "\(module ?? "nothing"): \(message)"
            case .failure(let failure): failure.description
            case nil: "no answer"
            }
        }
    }

    func next(_ slot: BodySlot?, mayWait: Bool) -> BatchItem {
        let number = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        guard number < texts.count else { return .end }
        var metadata = Metadata()
        metadata[Metadata.Key.mediaType] = "text/plain"
        metadata[Metadata.Key.title] = "\(number)"
        return .document(number: number, metadata: metadata, body: body(texts[number], slot))
    }

    func take(_ answer: Result<ProcessedDocument, JobFailure>, of number: Int) {
        state.withLock { $0.answers[number] = answer }
    }

    private func body(_ text: String, _ slot: BodySlot?) -> JobBody {
        let bytes = Array(text.utf8)
        guard usesSlots, let room = slot?.reserve(bytes.count) else { return .bytes(bytes) }
        room.copyBytes(from: bytes)
        return .inSlot(bytes.count)
    }
}
