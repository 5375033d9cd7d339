import Synchronization
import WinnowModel

/// Workers that run one configuration.
final class WorkerGeneration: Sendable {
    /// What the workers were started with.
    let configuration: WorkerConfiguration
    private let queue = JobQueue()
    private let state: Mutex<State>

    private struct State {
        var runningThreads = 0
        /// Resumed when the last thread ends.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Starts the workers and waits for the first one's report.
    ///
    /// The others load the same modules with the same options, so one report
    /// stands for all.
    static func start(
        _ configuration: WorkerConfiguration,
        program: WorkerProgram,
        limits: WorkerLimits
    ) async throws(WorkerError) -> (generation: WorkerGeneration, report: WorkerReport) {
        let generation = WorkerGeneration(configuration)
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<WorkerReport, WorkerError>, Never>) in
            generation.startThreads(program, limits) {
                continuation.resume(returning: $0)
            }
        }
        switch result {
        case .success(let report):
            return (generation, report)
        case .failure(let error):
            await generation.drain()
            throw error
        }
    }

    private init(_ configuration: WorkerConfiguration) {
        self.configuration = configuration
        state = Mutex(State())
    }

    /// Runs one job on whichever worker is free next.
    func run(
        _ request: JobRequest,
        body: JobBody,
        deadline: Duration?
    ) async -> Result<JobReply, JobFailure> {
        await withCheckedContinuation { continuation in
            let job = PendingJob(request: request, body: body, deadline: deadline) {
                continuation.resume(returning: $0)
            }
            if !queue.push(job) { job.answer(.failure(.worker(Self.stopped))) }
        }
    }

    /// Passes all documents of a batch through a route; false if the workers
    /// are stopping.
    func run(_ batch: any DocumentBatch, route: Int, wantsBlocks: Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let run = BatchRun(batch, route: route, wantsBlocks: wantsBlocks) {
                continuation.resume(returning: true)
            }
            if !queue.push(run) { continuation.resume(returning: false) }
        }
    }

    /// Takes no more jobs, waits until those it has are done and all workers
    /// have ended.
    func drain() async {
        queue.close()
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.runningThreads > 0 { state.waiters.append(continuation) }
                return state.runningThreads == 0
            }
            if isDone { continuation.resume() }
        }
    }

    private static let stopped = WorkerError(
        code: .stopped,
        subject: "",
        message: "workers are stopping"
    )

    private func startThreads(
        _ program: WorkerProgram,
        _ limits: WorkerLimits,
        firstReport: @escaping @Sendable (Result<WorkerReport, WorkerError>) -> Void
    ) {
        state.withLock { $0.runningThreads = limits.count }
        for number in 0..<limits.count {
            let started = startThread {
                var thread = WorkerThread(
                    program: program,
                    configuration: self.configuration,
                    limits: limits,
                    queue: self.queue,
                    started: { if number == 0 { firstReport($0) } }
                )
                thread.run()
                self.threadEnded()
            }
            if !started {
                threadEnded()
                if number == 0 {
                    firstReport(
                        .failure(
                            WorkerError(
                                code: .spawn,
                                subject: program.path,
                                message: "could not start a thread for the worker"
                            )
                        )
                    )
                }
            }
        }
    }

    private func threadEnded() {
        let waiters = state.withLock { state in
            state.runningThreads -= 1
            guard state.runningThreads == 0 else {
                return [CheckedContinuation<Void, Never>]()
            }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
