import Logging
import WinnowConfig
import WinnowModel
import WinnowStore
import WinnowWorker

/// Passes one spooled body through its source's route and commits the record.
struct DocumentStage: Sendable {
    /// How a body left the stage.
    enum Ending: Sendable {
        /// It left the spool.
        case done
        /// It stays in the spool and is taken up again after a pause.
        case postponed(reason: String)
    }

    let store: Store
    let pool: WorkerPool
    let configuration: CurrentConfiguration

    func run(_ item: SpoolItem, source: RunningSource, logger: Logger) async throws(StoreError)
        -> Ending
    {
        let body = try await store.body(of: item.id)
        let settings = configuration.value.configuration
        let digest = RecordDigest.describe(body)
        let job = DocumentJob(
            route: source.route,
            metadata: Self.metadata(of: item, source: source),
            body: body,
            wantsBlocks: settings.output.blocks || settings.output.removed
        )
        let document: ProcessedDocument
        do throws(JobFailure) {
            document = try await pool.process(job)
        } catch {
            return try await fail(item, error, logger)
        }
        return try await finish(
            document,
            item,
            source,
            rawDigest: digest,
            output: settings.output,
            logger
        )
    }

    private func finish(
        _ document: ProcessedDocument,
        _ item: SpoolItem,
        _ source: RunningSource,
        rawDigest: String,
        output: OutputSettings,
        _ logger: Logger
    ) async throws(StoreError) -> Ending {
        switch document.outcome {
        case .stored, .empty:
            try await commit(
                document,
                item,
                source,
                rawDigest: rawDigest,
                output: output,
                logger
            )
        case .dropped(let module, let rule):
            try await store.discard(item.id)
            // Nothing of it is in the output, so the journal has to say why.
            logger.info(
                "document dropped",
                metadata: [
                    LogKey.outcome: "dropped", LogKey.moduleName: "\(module)",
                    LogKey.reason: "\(rule)",
                ]
            )
        case .failed(let module, let message):
            try await quarantine(item, reason: message, module: module, logger)
        }
        return .done
    }

    private func commit(
        _ document: ProcessedDocument,
        _ item: SpoolItem,
        _ source: RunningSource,
        rawDigest: String,
        output: OutputSettings,
        _ logger: Logger
    ) async throws(StoreError) {
        let origin = Self.origin(of: item, source: source, rawDigest: rawDigest)
        let writer = RecordWriter(includesBlocks: output.blocks, includesRemoved: output.removed)
        let record = PendingRecord(
            spool: item.id,
            source: item.source,
            documentID: item.documentID,
            contentDigest: document.contentDigest,
            modulesDigest: modulesDigest(of: document.modules.map { ($0.name, $0.version) })
        ) { revision, processing in
            var json = JSONWriter(reservingCapacity: document.text.utf8.count * 5 / 4 + 1024)
            writer.write(
                document,
                origin: origin,
                revision: revision,
                processing: processing,
                to: &json
            )
            return json.bytes
        }
        let outcome = try await store.commit([record]).first ?? .gone
        guard logger.logLevel <= .debug else { return }
        var metadata: Logger.Metadata = [
            LogKey.documentID: "\(item.documentID)",
            LogKey.language: "\(document.metadata[Metadata.Key.language] ?? "und")",
            LogKey.words: "\(document.wordCount)",
        ]
        switch outcome {
        case .stored(let stored):
            metadata[LogKey.outcome] = "stored"
            if case .empty(let reason) = document.outcome {
                metadata[LogKey.outcome] = "empty"
                metadata[LogKey.reason] = "\(reason)"
            }
            metadata[LogKey.revision] = "\(stored.revision)"
            metadata[LogKey.segment] = "\(stored.segment)"
            if stored.processing > 1 { metadata[LogKey.processing] = "\(stored.processing)" }
        case .unchanged, .gone:
            metadata[LogKey.outcome] = "unchanged"
        }
        logger.debug("document", metadata: metadata)
    }

    private func fail(
        _ item: SpoolItem,
        _ failure: JobFailure,
        _ logger: Logger
    ) async throws(StoreError) -> Ending {
        switch failure {
        case .worker(let error):
            return .postponed(reason: error.description)
        case .retryLater(let module, let message):
            guard try await store.noteAttempt(item.id) > 1 else {
                return .postponed(reason: failure.description)
            }
            try await quarantine(item, reason: message, module: module, logger)
        case .crashed(let module, let message):
            try await quarantine(item, reason: message, module: module, logger)
        case .unreadable(let message):
            try await quarantine(item, reason: message, module: nil, logger)
        }
        return .done
    }

    private func quarantine(
        _ item: SpoolItem,
        reason: String,
        module: String?,
        _ logger: Logger
    ) async throws(StoreError) {
        _ = try await store.quarantine(item.id, reason: reason, module: module)
        logger.error(
            "document quarantined",
            metadata: [
                LogKey.outcome: "failed", LogKey.error: "\(reason)",
                LogKey.moduleName: "\(module ?? "none")",
            ]
        )
    }

    /// What the host knows before any module ran; what the feed said is in the
    /// header's metadata already.
    private static func metadata(of item: SpoolItem, source: RunningSource) -> Metadata {
        let header = item.header
        var metadata = header.metadata
        metadata[Metadata.Key.requestedURL] = header.requestedURL
        metadata[Metadata.Key.effectiveURL] = header.effectiveURL
        metadata[Metadata.Key.baseURL] = header.baseURL ?? header.effectiveURL
        metadata[Metadata.Key.mediaType] = header.mediaType
        metadata[Metadata.Key.transportEncoding] = header.transportEncoding
        metadata[Metadata.Key.httpLanguage] = header.httpLanguage
        if metadata[Metadata.Key.feedLanguage] == nil {
            metadata[Metadata.Key.feedLanguage] = source.settings.language
        }
        switch header.kind {
        case .entry: metadata[Metadata.Key.origin] = "feed"
        case .file: metadata[Metadata.Key.origin] = "file"
        default: metadata[Metadata.Key.origin] = "page"
        }
        return metadata
    }

    private static func origin(
        of item: SpoolItem,
        source: RunningSource,
        rawDigest: String
    ) -> RecordOrigin {
        // The identity, not the address of today: should the database be lost,
        // the store learns the sources' identities from the records again.
        var feedURL: String?
        switch source.settings.kind {
        case .feed, .sitemap, .pages: feedURL = source.stored.identity
        case .page, .directory: feedURL = nil
        }
        return RecordOrigin(
            id: item.documentID,
            source: source.settings.name,
            feedURL: feedURL,
            requestedURL: item.header.requestedURL,
            effectiveURL: item.header.effectiveURL,
            httpStatus: item.header.httpStatus,
            rawDigest: rawDigest,
            fetched: item.header.fetched
        )
    }
}
