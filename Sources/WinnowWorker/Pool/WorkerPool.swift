import Synchronization
import WinnowModel

/// Runs jobs in worker processes.
///
/// The pool has one current generation of workers. `replace` starts the next
/// one with another configuration, routes new jobs to it, and lets the old one
/// finish what it has. Callers bound the number of jobs under way; a job
/// suspends its caller until its answer is there.
public final class WorkerPool: Sendable {
    private let program: WorkerProgram
    private let current = Mutex<WorkerGeneration?>(nil)

    public init(program: WorkerProgram) {
        self.program = program
    }

    /// Loads the modules in one worker that ends at once, to learn what they
    /// declare.
    public func describe(
        _ configuration: WorkerConfiguration
    ) async throws(WorkerError) -> WorkerReport {
        let (generation, report) = try await WorkerGeneration.start(
            configuration,
            program: program,
            limits: WorkerLimits(count: 1)
        )
        await generation.drain()
        return report
    }

    /// Starts a generation; once its modules are loaded without a fatal fault
    /// it takes all new jobs, and the generation before it is drained.
    ///
    /// - Returns: what the new workers reported. If it holds a fatal fault, or
    ///   this throws, the generation before runs on.
    public func replace(
        _ configuration: WorkerConfiguration,
        limits: WorkerLimits
    ) async throws(WorkerError) -> WorkerReport {
        let (generation, report) = try await WorkerGeneration.start(
            configuration,
            program: program,
            limits: limits
        )
        if report.faults.contains(where: \.isFatal) {
            await generation.drain()
            return report
        }
        let old = current.withLock { current in
            defer { current = generation }
            return current
        }
        await old?.drain()
        return report
    }

    /// Passes a document through a route.
    public func process(
        _ job: DocumentJob
    ) async throws(JobFailure) -> ProcessedDocument {
        let body = JobBody.bytes(job.body)
        let reply = try await run(body, deadline: job.deadline) { generation throws(JobFailure) in
            .document(
                DocumentHead(
                    route: try Self.index(of: job.route, in: generation),
                    metadata: job.metadata,
                    wantsBlocks: job.wantsBlocks
                )
            )
        }
        guard case .document(let document) = reply else { throw .mismatch }
        return document
    }

    /// Passes all documents of a batch through a route; returns once each has
    /// its answer.
    ///
    /// - Parameters:
    ///   - route: The modules to pass, as the configuration in force lists them.
    ///   - wantsBlocks: Whether the answers hold all blocks, dropped ones
    ///     included.
    /// - Throws: If the workers do not have the route, or none are running.
    public func process(
        _ batch: any DocumentBatch,
        route: WorkerConfiguration.Route,
        wantsBlocks: Bool = false
    ) async throws(JobFailure) {
        while let generation = current.withLock({ $0 }) {
            let index = try Self.index(of: route, in: generation)
            if await generation.run(batch, route: index, wantsBlocks: wantsBlocks) { return }
        }
        throw Self.stopped
    }

    /// Parses a feed, sitemap or page of links.
    public func read(_ job: FeedJob) async throws(JobFailure) -> Feed {
        let reply = try await run(.bytes(job.body), deadline: nil) { _ in .feed(job) }
        guard case .feed(let feed) = reply else { throw .mismatch }
        return feed
    }

    /// Finishes the jobs under way and ends all workers.
    public func stop() async {
        let last = current.withLock { current in
            defer { current = nil }
            return current
        }
        await last?.drain()
    }

    /// A generation that closes between the look-up and the call gives the job
    /// back; the next one takes it.
    private func run(
        _ body: JobBody,
        deadline: Duration?,
        _ request: (WorkerGeneration) throws(JobFailure) -> JobRequest
    ) async throws(JobFailure) -> JobReply {
        while let generation = current.withLock({ $0 }) {
            let result = await generation.run(
                try request(generation),
                body: body,
                deadline: deadline
            )
            if case .failure(.worker(let error)) = result, error.code == .stopped { continue }
            return try result.get()
        }
        throw Self.stopped
    }

    private static func index(
        of route: WorkerConfiguration.Route,
        in generation: WorkerGeneration
    ) throws(JobFailure) -> Int {
        guard let index = generation.configuration.routeIndex(of: route) else {
            throw unknownRoute
        }
        return index
    }

    private static let stopped = JobFailure.worker(
        WorkerError(code: .stopped, subject: "", message: "no workers are running")
    )

    private static let unknownRoute = JobFailure.worker(
        WorkerError(
            code: .configuration,
            subject: "",
            message: "the workers do not have the document's route"
        )
    )
}
