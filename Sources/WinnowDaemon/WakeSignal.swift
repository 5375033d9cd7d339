import Synchronization
import WinnowModel

/// Wakes one waiting loop, now or at a time.
///
/// Notifications between two waits are remembered as one, so a loop that
/// looks for work, finds none and then waits misses nothing.
final class WakeSignal: Sendable {
    private enum State {
        case idle
        case notified
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    /// Lets the loop go on, or not wait the next time.
    func notify() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard case .waiting(let continuation) = state else {
                state = .notified
                return nil
            }
            state = .idle
            return continuation
        }
        waiter?.resume()
    }

    /// Waits for a notification, for `limit` to pass, or for the task to be
    /// cancelled.
    func wait(atMost limit: Duration?) async {
        guard let limit else { return await wait() }
        guard limit > .zero else { return }
        await withTaskGroup { group in
            group.addTask { await self.wait() }
            group.addTask { try? await Task.sleep(for: limit) }  // Cancelled once the other ends.
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNotified = state.withLock { state in
                    if case .notified = state {
                        state = .idle
                        return true
                    }
                    state = .waiting(continuation)
                    return false
                }
                // A cancellation before the continuation was in place found
                // nobody to wake.
                if isNotified || Task.isCancelled { isNotified ? continuation.resume() : release() }
            }
        } onCancel: {
            release()
        }
    }

    /// Wakes the loop without leaving a notification behind.
    private func release() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard case .waiting(let continuation) = state else { return nil }
            state = .idle
            return continuation
        }
        waiter?.resume()
    }
}
