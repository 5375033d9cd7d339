import WinnowModel

/// What bounds a worker and its jobs.
public struct WorkerLimits: Sendable, Equatable {
    /// Workers of a generation.
    public var count: Int
    /// Wall time that one job may take.
    public var deadline: Duration
    /// Wall time for loading the modules.
    public var startDeadline: Duration
    /// Jobs after which a worker is replaced, so that a module that leaks
    /// cannot grow without bound.
    public var jobsPerWorker: Int

    public init(
        count: Int,
        deadline: Duration = .seconds(30),
        startDeadline: Duration = .seconds(20),
        jobsPerWorker: Int = 20_000
    ) {
        self.count = max(1, count)
        self.deadline = deadline
        self.startDeadline = startDeadline
        self.jobsPerWorker = jobsPerWorker
    }
}

/// Takes jobs from a queue, one after the other, and keeps one worker alive to
/// run them. Lives on a thread of its own, since it blocks on the channel.
struct WorkerThread {
    let program: WorkerProgram
    let configuration: WorkerConfiguration
    let limits: WorkerLimits
    let queue: JobQueue
    /// Called with what the first worker reported, or with why there is none.
    let started: (Result<WorkerReport, WorkerError>) -> Void

    /// Runs until the queue is closed and empty.
    func run() {
        var worker: WorkerProcess?
        do {
            let (process, report) = try start()
            worker = process
            started(.success(report))
        } catch {
            started(.failure(error))
        }
        while let job = queue.pop() {
            job.answer(run(job, on: &worker))
            if let busy = worker, busy.jobs >= limits.jobsPerWorker {
                busy.finish()
                worker = nil
            }
        }
        worker?.finish()
    }

    /// Runs a job, and once more on a fresh worker if the first one dies.
    private func run(
        _ job: PendingJob,
        on worker: inout WorkerProcess?
    ) -> Result<JobReply, JobFailure> {
        var failure = JobFailure.crashed(module: nil, message: "worker died")
        for _ in 0..<2 {
            let process: WorkerProcess
            do throws(WorkerError) {
                if let idle = worker {
                    process = idle
                } else {
                    process = try start().process
                }
            } catch {
                return .failure(.worker(error))
            }
            worker = process
            do throws(WorkerError) {
                return try process.exchange(job.request, within: job.deadline ?? limits.deadline)
            } catch {
                failure = describe(error, of: process, running: job.request)
                worker = nil
            }
        }
        return .failure(failure)
    }

    private func start() throws(WorkerError) -> (process: WorkerProcess, report: WorkerReport) {
        let process = try WorkerProcess(program)
        do {
            return (process, try process.configure(configuration, within: limits.startDeadline))
        } catch {
            throw WorkerError(
                code: error.code,
                subject: program.path,
                message: "\(error.message) while loading modules; \(process.end())",
                underlying: error.underlying
            )
        }
    }

    private func describe(
        _ error: WorkerError,
        of process: WorkerProcess,
        running request: JobRequest
    ) -> JobFailure {
        let place = process.runningModule
        let ending = process.end()
        var module: String?
        if case .document(let job, _) = request, let place, job.route.indices.contains(place) {
            module = job.route[place].module
        }
        switch error.code {
        case .timedOut:
            return .crashed(module: module, message: "no answer within the deadline")
        case .malformedFrame:
            return .crashed(module: module, message: "worker sent \(error.message)")
        default:
            return .crashed(module: module, message: ending)
        }
    }
}
