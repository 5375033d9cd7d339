import WinnowModel

/// Documents that the pool fetches one by one as its workers get to them.
///
/// For commands that clean many files: the thread that feeds a worker reads,
/// sends and prints by itself, so nothing is handed from thread to thread. Its
/// methods are called on several threads at once.
public protocol DocumentBatch: Sendable {
    /// The next document.
    ///
    /// - Parameters:
    ///   - slot: Memory shared with the worker, for a body that fits.
    ///   - mayWait: Whether the caller has nothing else to do. If it has, the
    ///     answer may be `notYet`, and it must come without waiting for the
    ///     answer to any document.
    func next(_ slot: BodySlot?, mayWait: Bool) -> BatchItem

    /// Takes the answer to the document that `next` numbered so.
    func take(_ answer: Result<ProcessedDocument, JobFailure>, of number: Int)
}

/// What a batch has for a worker.
public enum BatchItem {
    case document(number: Int, metadata: Metadata, body: JobBody)
    /// Nothing before others are answered.
    case notYet
    /// Nothing any more, whoever asks.
    case end
}

/// The bytes of a job.
public enum JobBody: Sendable {
    case bytes([UInt8])
    /// So many bytes from the beginning of the slot that was given for them.
    case inSlot(Int)
}

/// A batch on its way through a generation of workers.
final class BatchRun: Sendable {
    private struct State {
        /// Calls of `next` under way, and documents without an answer.
        var open = 0
        var hasEnded = false
    }

    private let batch: any DocumentBatch
    private let route: Int
    private let wantsBlocks: Bool
    private let state = Monitor(State())
    /// Called once, when all documents are answered.
    private let finished: @Sendable () -> Void

    init(
        _ batch: any DocumentBatch,
        route: Int,
        wantsBlocks: Bool,
        finished: @escaping @Sendable () -> Void
    ) {
        self.batch = batch
        self.route = route
        self.wantsBlocks = wantsBlocks
        self.finished = finished
    }

    /// The next job; nil if there is none any more, or none yet.
    func next(_ slot: BodySlot?, mayWait: Bool) -> PendingJob? {
        let isOpen = state.look { state in
            if !state.hasEnded { state.open += 1 }
            return !state.hasEnded
        }
        guard isOpen else { return nil }
        switch batch.next(slot, mayWait: mayWait) {
        case .document(let number, let metadata, let body):
            let head = DocumentHead(route: route, metadata: metadata, wantsBlocks: wantsBlocks)
            return PendingJob(request: .document(head), body: body, deadline: nil) { answer in
                self.batch.take(Self.document(answer), of: number)
                self.close()
            }
        case .notYet: close()
        case .end: close(hasEnded: true)
        }
        return nil
    }

    private func close(hasEnded: Bool = false) {
        let isLast = state.look { state in
            state.open -= 1
            if hasEnded { state.hasEnded = true }
            return state.hasEnded && state.open == 0
        }
        // What ended the batch raised the count before, so it gets to 0 once.
        if isLast { finished() }
    }

    private static func document(
        _ answer: Result<JobReply, JobFailure>
    ) -> Result<ProcessedDocument, JobFailure> {
        switch answer {
        case .success(.document(let document)): .success(document)
        case .success(.feed): .failure(.mismatch)
        case .failure(let failure): .failure(failure)
        }
    }
}
