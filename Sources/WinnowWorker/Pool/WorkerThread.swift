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

/// Takes jobs from a queue and keeps one worker alive to run them. Lives on a
/// thread of its own, since it blocks on the channel.
///
/// While the worker is at one job the next is sent already, so that it need not
/// wait for this thread. A job's time is counted from when this thread waits for
/// its answer and no other: what the thread does between, such as printing to a
/// pipe that nobody reads, is not the job's fault. When the worker dies, neither
/// is that the fault of the job behind: it goes to the next worker as if nothing
/// had been.
struct WorkerThread {
    let program: WorkerProgram
    let configuration: WorkerConfiguration
    let limits: WorkerLimits
    let queue: JobQueue
    /// Called with what the first worker reported, or with why there is none.
    let started: (Result<WorkerReport, WorkerError>) -> Void

    /// Workers that a job may take with it.
    private static let mostTries = 2
    /// Frames up to this size are sent ahead: the channel's buffer holds them,
    /// whatever the worker is doing.
    private static let mostAhead = 1 << 16

    /// A job that this thread has taken.
    private struct JobUnderWay {
        let job: PendingJob
        let frame: JobFrame
        let slot: BodySlot?
        var tries = 0
        /// Whether the worker has it.
        var isSent = false
    }

    private let room = BodyRoom()
    private var worker: WorkerProcess?
    /// Whether the worker must not get another job.
    private var isSpoilt = false
    /// The job that the worker is at, and the one that waits behind it.
    private var underWay: [JobUnderWay] = []

    init(
        program: WorkerProgram,
        configuration: WorkerConfiguration,
        limits: WorkerLimits,
        queue: JobQueue,
        started: @escaping (Result<WorkerReport, WorkerError>) -> Void
    ) {
        self.program = program
        self.configuration = configuration
        self.limits = limits
        self.queue = queue
        self.started = started
    }

    /// Runs until the queue is closed and empty.
    mutating func run() {
        do {
            let (process, report) = try start()
            worker = process
            started(.success(report))
        } catch {
            started(.failure(error))
        }
        while takeFirst() {
            sendFirst()
            takeSecond()
            sendSecond()
            awaitAnswer()
        }
        worker?.finish()
    }

    // MARK: Taking jobs

    /// Waits for a job unless there is one; false if there will be none.
    private mutating func takeFirst() -> Bool {
        if underWay.isEmpty {
            let slot = room?.slots[0]
            guard let job = queue.next(slot) else { return false }
            add(job, slot)
        }
        return true
    }

    private mutating func takeSecond() {
        guard underWay.count == 1, underWay[0].isSent else { return }
        let slot = room?.slots.first { $0 !== underWay[0].slot }
        if let job = queue.nextIfReady(slot) { add(job, slot) }
    }

    private mutating func add(_ job: PendingJob, _ slot: BodySlot?) {
        underWay.append(JobUnderWay(job: job, frame: JobFrame(job, slot: slot), slot: slot))
    }

    // MARK: Sending them

    /// Sends the first job, to a fresh worker if need be.
    private mutating func sendFirst() {
        while let first = underWay.first, !first.isSent {
            let process: WorkerProcess
            do throws(WorkerError) {
                if let worker { process = worker } else { process = try start().process }
            } catch {
                underWay.removeFirst()
                first.job.answer(.failure(.worker(error)))
                continue
            }
            worker = process
            do throws(WorkerError) {
                try process.send(first.frame, within: limit(of: first))
                underWay[0].isSent = true
            } catch {
                giveUp(process, error)
            }
        }
    }

    /// Sends the second job behind the first, if the worker will take it.
    private mutating func sendSecond() {
        guard underWay.count == 2, !underWay[1].isSent, let worker,
            underWay[1].frame.count <= Self.mostAhead, worker.jobs + 1 < limits.jobsPerWorker
        else { return }
        do throws(WorkerError) {
            try worker.send(underWay[1].frame, within: limit(of: underWay[1]))
            underWay[1].isSent = true
        } catch {
            // Most likely the first job has killed it, as waiting for the
            // answer will show. What came of the frame nobody knows.
            isSpoilt = true
        }
    }

    /// Wall time that a job may take.
    private func limit(of job: JobUnderWay) -> Duration { job.job.deadline ?? limits.deadline }

    // MARK: Taking answers

    private mutating func awaitAnswer() {
        guard let first = underWay.first, first.isSent, let worker else { return }
        do throws(WorkerError) {
            let (reply, isLast) = try worker.receive(within: limit(of: first))
            underWay.removeFirst()
            if isLast || isSpoilt || worker.jobs >= limits.jobsPerWorker {
                worker.finish()
                forgetWorker()
            }
            first.job.answer(reply)
        } catch {
            giveUp(worker, error)
        }
    }

    /// Ends a worker that is of no more use. The first job was running; it is
    /// tried once more, or fails.
    private mutating func giveUp(_ process: WorkerProcess, _ error: WorkerError) {
        let failure = describe(error, of: process, running: underWay[0].job.request)
        forgetWorker()
        underWay[0].tries += 1
        guard underWay[0].tries >= Self.mostTries else { return }
        underWay.removeFirst().job.answer(.failure(failure))
    }

    private mutating func forgetWorker() {
        worker = nil
        isSpoilt = false
        for index in underWay.indices { underWay[index].isSent = false }
    }

    // MARK: Workers

    private func start() throws(WorkerError) -> (process: WorkerProcess, report: WorkerReport) {
        let process = try WorkerProcess(program, bodies: room)
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
        if case .document(let head) = request, let place {
            module = configuration.module(at: place, ofRoute: head.route)
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
