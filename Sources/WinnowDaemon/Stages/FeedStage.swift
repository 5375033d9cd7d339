import Logging
import WinnowConfig
import WinnowModel
import WinnowStore
import WinnowWorker

/// Reads one spooled feed, sitemap or page of links into entries.
struct FeedStage: Sendable {
    let store: Store
    let pool: WorkerPool
    let schedule: SourceSchedule

    func run(
        _ item: SpoolItem,
        source: RunningSource,
        logger: Logger
    ) async throws(StoreError) -> DocumentStage.Ending {
        let body = try await store.body(of: item.id)
        let feed: Feed
        do throws(JobFailure) {
            feed = try await pool.read(Self.job(for: item, source: source, body: body))
        } catch {
            if case .worker(let cause) = error { return .postponed(reason: cause.description) }
            try await fail(item, source, error, logger)
            return .done
        }
        try await commit(feed, item, source, logger)
        return .done
    }

    private func commit(
        _ feed: Feed,
        _ item: SpoolItem,
        _ source: RunningSource,
        _ logger: Logger
    ) async throws(StoreError) {
        let candidates = FeedEntries.candidates(of: feed, for: source.settings)
        let isOwnResource = item.target == source.stored.target
        let next = schedule.next(afterReading: feed, of: source, now: Store.systemTime())
        let commit = try await store.commitFeed(
            item.id,
            entries: candidates,
            nextFetch: isOwnResource ? next : nil
        )
        guard commit.applied else { return }
        logger.info(
            "feed read",
            metadata: [
                LogKey.entriesNew: "\(commit.new)", LogKey.entriesChanged: "\(commit.changed)",
                LogKey.entriesUnchanged: "\(commit.unchanged)",
                LogKey.nextPoll: "\(next.rfc3339)",
            ]
        )
        for diagnostic in feed.diagnostics.prefix(10) {
            logger.debug("feed diagnostic", metadata: [LogKey.reason: "\(diagnostic)"])
        }
    }

    /// A body that is no feed counts as a failed poll: the publisher may be
    /// showing an error page with status 200, at each poll anew, so the bytes
    /// are kept only if they brought a worker down.
    private func fail(
        _ item: SpoolItem,
        _ source: RunningSource,
        _ failure: JobFailure,
        _ logger: Logger
    ) async throws(StoreError) {
        if case .crashed(let module, let message) = failure {
            _ = try await store.quarantine(item.id, reason: message, module: module)
        } else {
            try await store.discard(item.id)
        }
        logger.error("feed cannot be read", metadata: [LogKey.error: "\(failure)"])
        guard let target = item.target, target == source.stored.target else { return }
        let failures = try await store.target(target)?.failures ?? 0
        let now = Store.systemTime()
        let next = schedule.next(afterFailure: .failed, of: source, failures: failures, now: now)
        try await store.finishFetch(
            target,
            FetchUpdate(
                at: now,
                httpStatus: item.header.httpStatus,
                error: failure.description,
                nextFetch: next
            )
        )
    }

    private static func job(
        for item: SpoolItem,
        source: RunningSource,
        body: [UInt8]
    ) -> FeedJob {
        let header = item.header
        let kind: FeedJob.Kind
        switch (header.kind, source.settings.kind) {
        case (.sitemap, _): kind = .sitemap
        case (.links, .pages(_, let links)): kind = .links(rules: links.map(\.text))
        default: kind = .syndication
        }
        let encoding = header.transportEncoding.map { "; charset=\($0)" } ?? ""
        return FeedJob(
            kind: kind,
            contentType: header.mediaType + encoding,
            baseURL: header.baseURL ?? header.effectiveURL,
            body: body
        )
    }
}
