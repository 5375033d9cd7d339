/// A job that waits for a worker, with the place where its answer goes.
struct PendingJob: Sendable {
    let request: JobRequest
    let body: JobBody
    let deadline: Duration?
    let answer: @Sendable (Result<JobReply, JobFailure>) -> Void
}

/// Jobs on their way to the worker threads, first in, first out.
///
/// The threads block on it. `close` lets what is queued be done and then ends
/// the threads.
final class JobQueue: Sendable {
    private enum Item {
        case job(PendingJob)
        /// Gives jobs until it has no more, then the next item's turn comes.
        case batch(BatchRun)
    }

    private struct State {
        var items: [Item] = []
        var head = 0
        /// Threads that wait for a job.
        var idle = 0
        var isClosed = false

        mutating func append(_ item: Item) -> Bool {
            if !isClosed { items.append(item) }
            return !isClosed
        }

        /// The first item, which a job leaves by that.
        mutating func first() -> Item? {
            guard head < items.count else { return nil }
            let item = items[head]
            if case .job = item { removeFirst() }
            return item
        }

        mutating func removeFirst() {
            head += 1
            // The front is cut off in large pieces, so that costs O(1) on average.
            if head == items.count || head > 1024 {
                items.removeFirst(head)
                head = 0
            }
        }
    }

    private let state = Monitor(State())

    /// Adds a job; false if the queue is closed.
    func push(_ job: PendingJob) -> Bool {
        state.changeForOne { $0.append(.job(job)) }
    }

    /// Adds a batch; false if the queue is closed.
    func push(_ batch: BatchRun) -> Bool {
        state.change { $0.append(.batch(batch)) }
    }

    /// Waits for the next job; nil once the queue is closed and empty.
    func next(_ slot: BodySlot?) -> PendingJob? {
        while let item = waitForItem() {
            switch item {
            case .job(let job): return job
            case .batch(let batch):
                if let job = batch.next(slot, mayWait: true) { return job }
                remove(batch)
            }
        }
        return nil
    }

    /// The next job if there is one that no idle worker is there for.
    func nextIfReady(_ slot: BodySlot?) -> PendingJob? {
        switch state.look({ $0.idle > 0 ? nil : $0.first() }) {
        case .job(let job): job
        case .batch(let batch): batch.next(slot, mayWait: false)
        case nil: nil
        }
    }

    /// Takes no more jobs.
    func close() {
        state.change { $0.isClosed = true }
    }

    private func waitForItem() -> Item? {
        var isIdle = false
        return state.wait { state -> Item?? in
            let item = state.first()
            if item != nil || state.isClosed {
                if isIdle { state.idle -= 1 }
                return .some(item)
            }
            if !isIdle { state.idle += 1 }
            isIdle = true
            return nil
        }
    }

    private func remove(_ ended: BatchRun) {
        state.change { state in
            guard state.head < state.items.count, case .batch(let first) = state.items[state.head],
                first === ended
            else { return }
            state.removeFirst()
        }
    }
}
