import CCurl
import Synchronization

/// The way from any task to the thread of the fetcher.
///
/// Commands are taken in the order they were posted. Once the queue is closed a
/// fetch fails at once and a shutdown is complete at once, so no continuation
/// is ever left behind.
final class CommandQueue: Sendable {
    typealias FetchResult = Result<FetchResponse, FetchError>

    /// One wish to the thread.
    enum Command: Sendable {
        case fetch(ticket: Ticket, request: FetchRequest, CheckedContinuation<FetchResult, Never>)
        case cancel(Ticket)
        case shutdown(CheckedContinuation<Void, Never>?)
    }

    private struct State {
        var commands: [Command] = []
        var isClosed = false
        var multi: MultiHandle?
    }

    private let state = Mutex(State())

    /// Names the handle that `post` wakes.
    func connect(_ multi: MultiHandle) {
        state.withLock { $0.multi = multi }
    }

    func post(_ command: Command) {
        let isTaken = state.withLock { state in
            guard !state.isClosed else { return false }
            state.commands.append(command)
            // Under the lock, because `close` must not free the handle meanwhile.
            state.multi?.wake()
            return true
        }
        if !isTaken { CommandQueue.refuse(command) }
    }

    /// Takes all commands that were posted; called by the thread alone.
    func takeAll() -> [Command] {
        state.withLock { state in
            let commands = state.commands
            state.commands = []
            return commands
        }
    }

    /// Closes the queue; the handle is not used any more afterwards.
    ///
    /// - Returns: the commands that nobody took.
    func close() -> [Command] {
        state.withLock { state in
            state.isClosed = true
            state.multi = nil
            let commands = state.commands
            state.commands = []
            return commands
        }
    }

    /// Answers a command that comes too late.
    static func refuse(_ command: Command) {
        switch command {
        case .fetch(_, let request, let continuation):
            let error = FetchError(
                code: .shutdown,
                url: request.url,
                message: "the fetcher was shut down"
            )
            continuation.resume(returning: .failure(error))
        case .cancel: break
        case .shutdown(let continuation): continuation?.resume()
        }
    }
}

/// The identity of one fetch.
///
/// Its flag lets a cancellation that arrives before its fetch take effect.
final class Ticket: Sendable, Hashable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() {
        flag.store(true, ordering: .releasing)
    }

    static func == (left: Ticket, right: Ticket) -> Bool { left === right }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}

/// A curl multi handle on its way to the thread that owns it.
///
/// Unchecked, because libcurl allows one use from other threads, and only that
/// one is reachable from them: `curl_multi_wakeup`. The thread alone reads
/// `pointer`.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    func wake() {
        // A failed wake-up only means that the pipe is full of wake-ups.
        _ = curl_multi_wakeup(pointer)
    }
}
