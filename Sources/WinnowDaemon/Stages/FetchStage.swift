import Logging
import WinnowConfig
import WinnowFetch
import WinnowModel
import WinnowStore

/// Fetches one target, and stores what came of it.
struct FetchStage: Sendable {
    /// A fetch that is about to begin.
    struct Fetch: Sendable {
        let target: FetchTarget
        let source: RunningSource
        /// When the target is due again if nothing comes of this fetch.
        let provisionalNext: Timestamp
    }

    /// How long an entry's page waits at most if the daemon dies while fetching
    /// it; else as long as its source does.
    private static let longestPagePause = Duration.seconds(600)

    let store: Store
    let fetcher: Fetcher
    let schedule: SourceSchedule
    let configuration: CurrentConfiguration
    let directories: DirectoryStage
    let logger: Logger
    /// Called when a body has entered the spool.
    let bodyWasSpooled: @Sendable () -> Void

    /// Plans a fetch; nil for a target whose source is not configured.
    func plan(_ target: FetchTarget, now: Timestamp) -> Fetch? {
        guard let source = configuration.value.sources[target.source] else { return nil }
        let next =
            target.kind == .source
            ? schedule.provisional(source, now: now)
            : now + min(source.settings.every, Self.longestPagePause)
        return Fetch(target: target, source: source, provisionalNext: next)
    }

    /// Fetches and stores. Whatever goes wrong is noted and logged.
    func run(_ fetch: Fetch) async {
        var logger = logger
        logger[metadataKey: LogKey.sourceName] = "\(fetch.source.settings.name)"
        do throws(StoreError) {
            if case .directory = fetch.source.settings.kind {
                try await directories.run(fetch, logger: logger)
            } else {
                logger[metadataKey: LogKey.url] = "\(fetch.target.url)"
                try await fetchAndStore(fetch, logger)
            }
        } catch {
            // The target is due again at its provisional time.
            logger.error("fetch cannot be stored", metadata: [LogKey.error: "\(error)"])
        }
    }

    private func fetchAndStore(_ fetch: Fetch, _ logger: Logger) async throws(StoreError) {
        let response: FetchResponse
        do throws(FetchError) {
            response = try await fetcher.fetch(request(for: fetch))
        } catch {
            return try await fail(fetch, error, logger)
        }
        switch response.status {
        case 304:
            try await finishUnchanged(fetch, response, logger)
        case 200...299 where response.body.length > 0:
            try await spool(fetch, response, logger)
        default:
            try await refuse(fetch, response, logger)
        }
    }

    private func request(for fetch: Fetch) -> FetchRequest {
        let accept: FetchRequest.Accept
        switch (fetch.target.kind, fetch.source.settings.kind) {
        case (.source, .feed), (.source, .sitemap): accept = .feed
        default: accept = .page
        }
        return FetchRequest(
            url: fetch.target.url,
            accept: accept,
            etag: fetch.target.validators.etag.map(isomorphicText),
            lastModified: fetch.target.validators.lastModified.map(isomorphicText),
            maximumBodyBytes: configuration.value.configuration.fetch.maxBody.bytes
        )
    }

    private func spool(
        _ fetch: Fetch,
        _ response: FetchResponse,
        _ logger: Logger
    ) async throws(StoreError) {
        let now = Store.systemTime()
        let isSource = fetch.target.kind == .source
        let next = isSource ? schedule.next(afterAnswer: response, of: fetch.source, now: now) : nil
        let body: SpooledBody
        switch response.body.contents {
        case .memory(let bytes): body = .bytes(bytes)
        case .file(let descriptor, let length):
            body = .file(descriptor: descriptor, length: Int64(length))
        }
        try await store.commitFetched(
            fetch.target.id,
            FetchUpdate(at: now, httpStatus: response.status, nextFetch: next),
            validators: Self.validators(of: response),
            header: header(of: response, for: fetch, at: now),
            body: body
        )
        // The descriptor inside of `body` is the response's.
        withExtendedLifetime(response) {}
        bodyWasSpooled()
        log("fetched", response, next: next, isSource: isSource, logger)
    }

    /// A body whose end nothing proves may be cut off. Its validators are not
    /// kept: behind a 304 the rest would stay hidden for ever.
    private static func validators(of response: FetchResponse) -> Validators {
        guard response.isEndVerified else { return Validators() }
        return Validators(
            etag: response.headers.etag.map(isomorphicBytes),
            lastModified: response.headers.lastModified.map(isomorphicBytes)
        )
    }

    private func header(
        of response: FetchResponse,
        for fetch: Fetch,
        at now: Timestamp
    ) -> SpoolHeader {
        SpoolHeader(
            kind: spoolKind(of: response, for: fetch),
            requestedURL: fetch.target.url,
            effectiveURL: response.effectiveURL,
            mediaType: response.headers.mediaType ?? "",
            transportEncoding: response.headers.transportEncoding,
            httpStatus: response.status,
            httpLanguage: response.headers.contentLanguage,
            fetched: now
        )
    }

    /// What the body is by what the target is. An index of sitemaps lists
    /// further sitemaps as its entries, so among the pages of a sitemap source
    /// those are told apart by their content.
    private func spoolKind(of response: FetchResponse, for fetch: Fetch) -> SpoolKind {
        switch (fetch.target.kind, fetch.source.settings.kind) {
        case (.source, .feed): return .feed
        case (.source, .sitemap): return .sitemap
        case (.source, .pages): return .links
        case (.entryPage, .sitemap):
            return SitemapSniffer.isSitemap(
                mediaType: response.headers.mediaType,
                url: fetch.target.url
            ) ? .sitemap : .page
        default: return .page
        }
    }

    private func finishUnchanged(
        _ fetch: Fetch,
        _ response: FetchResponse,
        _ logger: Logger
    ) async throws(StoreError) {
        let now = Store.systemTime()
        let isSource = fetch.target.kind == .source
        let next = isSource ? schedule.next(afterAnswer: response, of: fetch.source, now: now) : nil
        try await store.finishFetch(
            fetch.target.id,
            FetchUpdate(at: now, httpStatus: 304, nextFetch: next)
        )
        log("not modified", response, next: next, isSource: isSource, logger)
    }

    /// An answer that brought no document: an error status, or nothing at all.
    private func refuse(
        _ fetch: Fetch,
        _ response: FetchResponse,
        _ logger: Logger
    ) async throws(StoreError) {
        let now = Store.systemTime()
        let retryAfter = response.headers.retryAfter(now: now)
        let isEmpty = (200...299).contains(response.status)
        let error = isEmpty ? "empty answer (HTTP \(response.status))" : "HTTP \(response.status)"
        let next: Timestamp?
        if fetch.target.kind == .source {
            let outcome: PollOutcome =
                isEmpty
                ? .failed
                : PollOutcome(
                    status: response.status,
                    retryAfter: retryAfter,
                    wishes: PollWishes()
                )
            next = schedule.next(
                afterFailure: outcome,
                of: fetch.source,
                failures: fetch.target.failures,
                now: now
            )
        } else {
            let failure =
                isEmpty
                ? PageRetry.Failure.final
                : PageRetry.Failure(status: response.status, retryAfter: retryAfter)
            next = schedule.nextTry(ofPage: fetch.target, after: failure, now: now)
        }
        try await note(
            fetch,
            FetchUpdate(
                at: now,
                httpStatus: response.status,
                error: error,
                nextFetch: next
            ),
            logger
        )
    }

    private func fail(
        _ fetch: Fetch,
        _ error: FetchError,
        _ logger: Logger
    ) async throws(StoreError) {
        let now = Store.systemTime()
        if error.code == .cancelled || error.code == .shutdown {
            // The fetch is as if it had not begun: due at the next start.
            return try await store.reschedule(
                fetch.target.id,
                nextFetch: fetch.target.nextFetch ?? now
            )
        }
        let next: Timestamp?
        if fetch.target.kind == .source {
            next = schedule.next(
                afterFailure: .failed,
                of: fetch.source,
                failures: fetch.target.failures,
                now: now
            )
        } else {
            let isFinal = error.code == .tooLarge || error.code == .invalidURL
            next = schedule.nextTry(
                ofPage: fetch.target,
                after: isFinal ? .final : .passing,
                now: now
            )
        }
        try await note(
            fetch,
            FetchUpdate(at: now, error: "\(error)", nextFetch: next),
            logger
        )
    }

    private func note(
        _ fetch: Fetch,
        _ update: FetchUpdate,
        _ logger: Logger
    ) async throws(StoreError) {
        try await store.finishFetch(fetch.target.id, update)
        logger.warning(
            fetch.target.kind == .source ? "poll failed" : "page cannot be fetched",
            metadata: [
                LogKey.error: "\(update.error ?? "")",
                LogKey.nextPoll: "\(update.nextFetch?.rfc3339 ?? "given up")",
            ]
        )
    }

    private func log(
        _ message: Logger.Message,
        _ response: FetchResponse,
        next: Timestamp?,
        isSource: Bool,
        _ logger: Logger
    ) {
        logger.log(
            level: isSource ? .info : .debug,
            message,
            metadata: [
                LogKey.httpStatus: "\(response.status)", LogKey.bytes: "\(response.body.length)",
                LogKey.duration: "\(response.timings.total.milliseconds)ms",
                LogKey.nextPoll: "\(next?.rfc3339 ?? "none")",
            ]
        )
    }
}

/// Tells sitemaps among the documents that a sitemap lists.
enum SitemapSniffer {
    static func isSitemap(mediaType: String?, url: String) -> Bool {
        let path = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
        switch mediaType {
        case "application/xml", "text/xml": return true
        case "application/gzip", "application/x-gzip": return path.hasSuffix(".xml.gz")
        default: return path.hasSuffix(".xml") || path.hasSuffix(".xml.gz")
        }
    }
}

/// Header values are bytes of any kind; the fetcher shows each byte as the
/// character of its number, the store keeps the bytes.
private func isomorphicText(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
}

private func isomorphicBytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}

extension Duration {
    /// Whole milliseconds, for logs.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
