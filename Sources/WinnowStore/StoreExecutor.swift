import Dispatch

/// Runs the store's work one piece after the other, off the shared threads.
///
/// The store's calls wait for the disk. On the cooperative pool, which has one
/// thread per core, two of them would stop the whole daemon.
final class StoreExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "winnow.store", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
