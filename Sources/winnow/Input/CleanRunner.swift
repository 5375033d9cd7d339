import WinnowModel
import WinnowWorker

/// Runs many inputs through a route and prints the results in input order.
struct CleanRunner {
    let pool: WorkerPool
    let route: WorkerConfiguration.Route
    let printer: DocumentPrinter
    /// Where the inputs come from, as modules are told: `file` or `feed`.
    let origin: String
    /// Workers of the pool.
    let workers: Int

    /// Cleans all inputs; returns how many failed.
    func run(_ inputs: [Input]) async -> Int {
        let batch = CleanBatch(
            inputs,
            printer: printer,
            origin: origin,
            // Results that wait for a slow one before them are bounded.
            window: (workers + 2) * 8
        )
        do throws(JobFailure) {
            try await pool.process(batch, route: route, wantsBlocks: printer.needsBlocks)
        } catch {
            Terminal.complain("\(error)")
            return max(1, inputs.count)
        }
        return batch.failures
    }
}

/// The inputs of one command as a batch: reads a file when a worker is there
/// for it, and prints its result once those before it are printed.
private final class CleanBatch: DocumentBatch {
    private struct Output {
        var bytes: [UInt8]
        var complaint: String?
    }

    private struct Place {
        var digest: String?
        var output: Output?
    }

    private struct State {
        /// The next input to be read.
        var next = 0
        /// What is under way or waits for one before it: input `n` is at the
        /// place `n` modulo the window.
        var places: [Place]
        var printed = 0
        var failures = 0
        var progress: ProgressBar
        var output = OutputBuffer()
    }

    private let inputs: [Input]
    private let printer: DocumentPrinter
    private let origin: String
    private let window: Int
    private let state: Monitor<State>

    init(_ inputs: [Input], printer: DocumentPrinter, origin: String, window: Int) {
        self.inputs = inputs
        self.printer = printer
        self.origin = origin
        self.window = window
        let places = Array(repeating: Place(), count: window)
        state = Monitor(State(places: places, progress: ProgressBar(total: inputs.count)))
    }

    /// Inputs that failed so far.
    var failures: Int { state.look { $0.failures } }

    func next(_ slot: BodySlot?, mayWait: Bool) -> BatchItem {
        while true {
            let number: Int? = mayWait ? waitForClaim() : state.look(claimAhead)
            guard let number else { return .notYet }
            guard number < inputs.count else { return .end }
            let input = inputs[number]
            do throws(InputError) {
                let body = try FileInput.read(input.path, into: slot)
                let digest = Self.digest(body, slot)
                state.look { $0.places[number % window].digest = digest }
                return .document(number: number, metadata: metadata(of: input), body: body)
            } catch {
                let document = ProcessedDocument(
                    outcome: .failed(module: "winnow", message: error.message),
                    metadata: Metadata()
                )
                finish(number, document, digest: nil, complaint: error.description)
            }
        }
    }

    func take(_ answer: Result<ProcessedDocument, JobFailure>, of number: Int) {
        let digest = state.look { $0.places[number % window].digest }
        let input = inputs[number]
        switch answer {
        case .success(let document):
            var complaint: String?
            if case .failed(let module, let message) = document.outcome {
                complaint = "\(input.path): \(message) (module \(module))"
            }
            finish(number, document, digest: digest, complaint: complaint)
        case .failure(let error):
            let document = ProcessedDocument(
                outcome: .failed(module: "winnow", message: error.description),
                metadata: metadata(of: input)
            )
            finish(number, document, digest: digest, complaint: "\(input.path): \(error)")
        }
    }

    /// The next input's number, or their count at the end; nil while too many
    /// results wait.
    private func claim(_ state: inout State) -> Int? {
        guard state.next < inputs.count else { return inputs.count }
        guard state.next - state.printed < window else { return nil }
        defer { state.next += 1 }
        return state.next
    }

    /// As above, of an input that is there to be read at once: what others
    /// have made is not to wait for it.
    private func claimAhead(_ state: inout State) -> Int? {
        guard state.next < inputs.count else { return inputs.count }
        return FileInput.mayBlock(inputs[state.next].path) ? nil : claim(&state)
    }

    /// As above, by a thread that has nothing else to do.
    private func waitForClaim() -> Int {
        state.look { $0.output.flush() }
        return state.wait(for: claim)
    }

    private func metadata(of input: Input) -> Metadata {
        var metadata = Metadata()
        metadata[Metadata.Key.requestedURL] = input.url
        metadata[Metadata.Key.effectiveURL] = input.url
        metadata[Metadata.Key.baseURL] = input.url
        metadata[Metadata.Key.origin] = origin
        metadata[Metadata.Key.mediaType] = input.mediaType ?? MediaType.ofFile(named: input.path)
        return metadata
    }

    private static func digest(_ body: JobBody, _ slot: BodySlot?) -> String? {
        switch body {
        case .bytes(let bytes): RecordDigest.describe(bytes)
        case .inSlot(let count):
            slot?.reserve(count).map { RecordDigest.describe(UnsafeRawBufferPointer($0)) }
        }
    }

    private func finish(
        _ number: Int,
        _ document: ProcessedDocument,
        digest: String?,
        complaint: String?
    ) {
        let bytes = printer.render(document, path: inputs[number].path, rawDigest: digest)
        state.change { state in
            state.places[number % window].output = Output(bytes: bytes, complaint: complaint)
            while let ready = state.places[state.printed % window].output {
                state.places[state.printed % window] = Place()
                if let complaint = ready.complaint {
                    state.failures += 1
                    state.progress.clear()
                    Terminal.complain(complaint)
                }
                state.output.write(ready.bytes)
                state.printed += 1
            }
            if state.printed == inputs.count {
                state.output.flush()
                state.progress.clear()
            } else {
                state.progress.update(state.printed)
            }
        }
    }
}
