/// Fetches over http and https with libcurl.
///
/// One thread owns the curl handles and everything about them; calls from any
/// task reach it through a locked queue (`CommandQueue`). The order in which
/// requests start, and the politeness towards hosts, is decided by
/// `HostSchedule`. Redirects are followed here, hop by hop, not by libcurl:
/// each hop passes the limits of its host, headers never leak to another
/// origin, and the body of a redirect need not be read.
public final class Fetcher: Sendable {
    private let commands = CommandQueue()

    /// Starts the thread.
    ///
    /// - Throws: `FetchError` with code `internal` if libcurl or the system
    ///   gives no handle or thread.
    public init(settings: FetchSettings) throws(FetchError) {
        try FetchThread.start(settings: settings, commands: commands)
    }

    deinit {
        commands.post(.shutdown(nil))
    }

    /// Fetches one URL, following redirects.
    ///
    /// Waits until the limits of its host allow the request. Cancelling the task
    /// ends the transfer, wherever it is, and throws `cancelled`.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let ticket = Ticket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                commands.post(.fetch(ticket: ticket, request: request, continuation))
            }
        } onCancel: {
            ticket.cancel()
            commands.post(.cancel(ticket))
        }
        return try result.get()
    }

    /// Ends all transfers with `shutdown` and returns when the thread has let go
    /// of its handles. Later fetches fail at once.
    public func shutdown() async {
        await withCheckedContinuation { continuation in
            commands.post(.shutdown(continuation))
        }
    }
}
