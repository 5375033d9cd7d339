import Glibc

/// A job that waits for a worker, with the place where its answer goes.
struct PendingJob: Sendable {
    let request: JobRequest
    let deadline: Duration?
    let answer: @Sendable (Result<JobReply, JobFailure>) -> Void
}

/// Jobs on their way to the worker threads, first in, first out.
///
/// The threads block on it, so it is built on a POSIX condition. `close` lets
/// what is queued be done and then ends the threads.
///
/// `@unchecked Sendable`: `jobs` and `isClosed` are touched only between
/// `pthread_mutex_lock` and `unlock` of the one mutex.
final class JobQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [PendingJob] = []
    private var head = 0
    private var isClosed = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Adds a job; false if the queue is closed.
    func push(_ job: PendingJob) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isClosed else { return false }
        jobs.append(job)
        pthread_cond_signal(condition)
        return true
    }

    /// Waits for the next job; nil once the queue is closed and empty.
    func pop() -> PendingJob? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while head == jobs.count {
            if isClosed { return nil }
            pthread_cond_wait(condition, mutex)
        }
        let job = jobs[head]
        head += 1
        // The front is cut off in large pieces, so a pop costs O(1) on average.
        if head == jobs.count || head > 1024 {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }

    /// Takes no more jobs.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}
