import WinnowWorker

/// Runs work that blocks on a thread of its own, so that it takes none of the
/// few threads that all tasks share.
///
/// Where the system gives no thread, the work runs in place: slower is better
/// than not at all.
package func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let run: @Sendable () -> Void = { continuation.resume(returning: work()) }
        if !startThread(run) { run() }
    }
}
