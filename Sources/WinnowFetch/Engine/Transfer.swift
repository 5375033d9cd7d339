/// One fetch over all its hops. Lives on the fetcher's thread only.
final class Transfer {
    let ticket: Ticket
    private let request: FetchRequest
    private let settings: FetchSettings
    private let continuation: CheckedContinuation<CommandQueue.FetchResult, Never>
    private let ownOrigin: String
    /// What the next hop asks.
    private(set) var target: TargetURL
    /// The hop that runs, if one does.
    var hop: Hop?
    private var redirects: [Redirect] = []
    private var visited: Set<String> = []

    // Time in queues does not count against the total.
    private var queuedSince = ContinuousClock.now
    private var queued = Duration.zero
    private var started: ContinuousClock.Instant?

    init(
        _ ticket: Ticket,
        _ request: FetchRequest,
        _ settings: FetchSettings,
        _ continuation: CheckedContinuation<CommandQueue.FetchResult, Never>
    ) throws(FetchError) {
        do {
            target = try TargetURL(request.url)
        } catch {
            throw FetchError(code: .invalidURL, url: request.url, message: error.message)
        }
        self.ticket = ticket
        self.request = request
        self.settings = settings
        self.continuation = continuation
        ownOrigin = target.origin
    }

    // MARK: Time

    func willQueue() {
        queuedSince = .now
    }

    func didLeaveQueue() {
        queued += .now - queuedSince
    }

    /// Time spent on requests, without queues.
    private var elapsed: Duration {
        guard let started else { return .zero }
        return .now - started - queued
    }

    // MARK: Hops

    /// Makes the handle of the next hop.
    func startHop() throws(FetchError) -> Hop {
        if started == nil { started = .now - queued }
        let total = request.overrides.totalTimeout ?? settings.totalTimeout
        let rest = total - elapsed
        guard rest > .zero else {
            throw FetchError(
                code: .timeout,
                url: target.url,
                message: "the redirects took too long"
            )
        }
        let options = HopOptions(
            settings: settings,
            overrides: request.overrides,
            timeout: rest,
            isOwnOrigin: target.origin == ownOrigin
        )
        let hop = try Hop(
            target: target,
            request: request,
            settings: settings,
            options: options
        )
        self.hop = hop
        return hop
    }

    /// Turns towards a redirect's target.
    ///
    /// - Returns: why it is not followed, or nil.
    func redirect(_ step: Redirect, to next: TargetURL) -> FetchError? {
        visited.insert(target.url)
        guard redirects.count < settings.maximumRedirects else {
            return refusal("there are more than \(settings.maximumRedirects) redirects")
        }
        // No cookie is kept, so the same URL would redirect again for ever.
        guard !visited.contains(next.url) else {
            return refusal("the redirects lead back to \(next.url)")
        }
        redirects.append(step)
        let credentials = (target.user, target.password)
        let staysAtOrigin = next.origin == target.origin
        target = next
        if staysAtOrigin { (target.user, target.password) = credentials }
        return nil
    }

    private func refusal(_ message: String) -> FetchError {
        FetchError(code: .redirect, url: target.url, message: message)
    }

    // MARK: Answers

    func answer(_ result: CommandQueue.FetchResult) {
        guard case .success(var response) = result else {
            continuation.resume(returning: result)
            return
        }
        response.redirects = redirects
        response.timings.total = elapsed
        response.timings.queued = queued
        continuation.resume(returning: .success(response))
    }

    func fail(_ code: FetchError.Code, _ message: String) {
        answer(.failure(FetchError(code: code, url: target.url, message: message)))
    }
}
