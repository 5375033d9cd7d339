import WinnowDaemon
import WinnowModel
import WinnowWorker

/// Runs many inputs through a route and prints the results in input order.
struct CleanRunner {
    let pool: WorkerPool
    let route: WorkerConfiguration.Route
    let printer: DocumentPrinter
    /// Where the inputs come from, as modules are told: `file` or `feed`.
    let origin: String
    /// Inputs under way at one time.
    let concurrency: Int

    private struct Result: Sendable {
        var index: Int
        var output: [UInt8]
        var complaint: String?
    }

    /// Cleans all inputs; returns how many failed.
    func run(_ inputs: [Input]) async -> Int {
        var failures = 0
        var progress = ProgressBar(total: inputs.count)
        await withTaskGroup(of: Result.self) { group in
            var next = 0
            var printed = 0
            var waiting: [Int: Result] = [:]
            // Results that wait for a slow one before them are bounded too.
            let window = concurrency * 8
            while printed < inputs.count {
                while next < inputs.count, next - printed < window,
                    next - printed - waiting.count < concurrency
                {
                    let (index, input) = (next, inputs[next])
                    group.addTask { await self.clean(input, index) }
                    next += 1
                }
                guard let result = await group.next() else { break }
                waiting[result.index] = result
                while let ready = waiting.removeValue(forKey: printed) {
                    if let complaint = ready.complaint {
                        failures += 1
                        progress.clear()
                        Terminal.complain(complaint)
                    }
                    Terminal.write(ready.output)
                    printed += 1
                }
                progress.update(printed)
            }
        }
        progress.clear()
        return failures
    }

    private func clean(_ input: Input, _ index: Int) async -> Result {
        do throws(InputError) {
            let body = try FileInput.read(input.path)
            var metadata = Metadata()
            metadata[Metadata.Key.requestedURL] = input.url
            metadata[Metadata.Key.effectiveURL] = input.url
            metadata[Metadata.Key.baseURL] = input.url
            metadata[Metadata.Key.origin] = origin
            metadata[Metadata.Key.mediaType] =
                input.mediaType ?? MediaType.ofFile(named: input.path)
            return await process(body, metadata, input, index)
        } catch {
            let document = ProcessedDocument(
                outcome: .failed(module: "winnow", message: error.message),
                metadata: Metadata()
            )
            return result(document, input, index, digest: nil, complaint: error.description)
        }
    }

    private func process(
        _ body: [UInt8],
        _ metadata: Metadata,
        _ input: Input,
        _ index: Int
    ) async -> Result {
        let job = DocumentJob(
            route: route,
            metadata: metadata,
            body: body,
            wantsBlocks: printer.needsBlocks
        )
        do throws(JobFailure) {
            let document = try await pool.process(job)
            var complaint: String?
            if case .failed(let module, let message) = document.outcome {
                complaint = "\(input.path): \(message) (module \(module))"
            }
            return result(
                document,
                input,
                index,
                digest: RecordDigest.describe(body),
                complaint: complaint
            )
        } catch {
            let document = ProcessedDocument(
                outcome: .failed(module: "winnow", message: error.description),
                metadata: metadata
            )
            return result(
                document,
                input,
                index,
                digest: RecordDigest.describe(body),
                complaint: "\(input.path): \(error)"
            )
        }
    }

    private func result(
        _ document: ProcessedDocument,
        _ input: Input,
        _ index: Int,
        digest: String?,
        complaint: String?
    ) -> Result {
        Result(
            index: index,
            output: printer.render(document, path: input.path, rawDigest: digest),
            complaint: complaint
        )
    }
}
