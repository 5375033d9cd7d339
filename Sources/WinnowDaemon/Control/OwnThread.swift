import Glibc

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

/// Starts a detached thread; false if the system gives none.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    final class Box: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    let box = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let error = pthread_create(
        &thread,
        nil,
        { argument in
            guard let argument else { return nil }
            Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        },
        box.toOpaque()
    )
    guard error == 0 else {
        box.release()
        return false
    }
    pthread_detach(thread)
    return true
}
