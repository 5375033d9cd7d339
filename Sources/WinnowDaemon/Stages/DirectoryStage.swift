import Glibc
import Logging
import WinnowModel
import WinnowStore

/// Looks into a directory source and spools its new and changed files.
struct DirectoryStage: Sendable {
    let store: Store
    let schedule: SourceSchedule
    let configuration: CurrentConfiguration
    let bodyWasSpooled: @Sendable () -> Void

    func run(_ fetch: FetchStage.Fetch, logger: Logger) async throws(StoreError) {
        let scan = DirectoryScan(root: fetch.target.url)
        for (path, message) in scan.faults {
            logger.warning(
                "directory cannot be read",
                metadata: [LogKey.file: "\(path)", LogKey.error: "\(message)"]
            )
        }
        let stamps = scan.files.map { FileStamp(path: $0.relativePath, digest: $0.stamp) }
        let changed = Set(
            try await store.changedFiles(stamps, in: fetch.source.stored.id).map(\.path)
        )
        var taken = 0
        for file in scan.files where changed.contains(file.relativePath) {
            guard taken < fetch.source.settings.maxEntries ?? .max else { break }
            if try await spool(file, fetch, logger) { taken += 1 }
        }
        if taken > 0 { bodyWasSpooled() }
        let now = Store.systemTime()
        let isMissing = scan.files.isEmpty && scan.faults.contains { $0.path == fetch.target.url }
        try await store.finishFetch(
            fetch.target.id,
            FetchUpdate(
                at: now,
                error: isMissing ? scan.faults[0].message : nil,
                nextFetch: schedule.provisional(fetch.source, now: now)
            )
        )
        logger.info(
            "directory read",
            metadata: [
                LogKey.file: "\(fetch.target.url)", LogKey.entriesNew: "\(taken)",
                LogKey.entriesUnchanged: "\(scan.files.count - changed.count)",
            ]
        )
    }

    /// Spools one file; false if it was taken in before, or cannot be read.
    private func spool(
        _ file: DirectoryScan.File,
        _ fetch: FetchStage.Fetch,
        _ logger: Logger
    ) async throws(StoreError) -> Bool {
        let limit = configuration.value.configuration.fetch.maxBody.bytes
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0, file.bytes <= limit else {
            let reason =
                descriptor < 0
                ? String(cString: strerror(errno)) : "larger than fetch.max_body (\(limit) bytes)"
            if descriptor >= 0 { close(descriptor) }
            logger.warning(
                "file cannot be taken in",
                metadata: [LogKey.file: "\(file.path)", LogKey.error: "\(reason)"]
            )
            return false
        }
        defer { close(descriptor) }
        let url = WebURL.file(path: file.path)
        let header = SpoolHeader(
            kind: .file,
            requestedURL: url,
            effectiveURL: url,
            mediaType: MediaType.ofFile(named: file.path) ?? "",
            fetched: Store.systemTime()
        )
        let stamp = FileStamp(path: file.relativePath, digest: file.stamp)
        let id = try await store.commitFile(
            stamp,
            in: fetch.source.stored.id,
            header: header,
            body: .file(descriptor: descriptor, length: file.bytes)
        )
        return id != nil
    }
}

extension WebURL {
    /// The `file:` URL of an absolute path; bytes that a URL's path may not
    /// hold are percent-encoded.
    static func file(path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes = Array("file://".utf8)
        for byte in path.utf8 {
            let isPlain =
                (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "/-._~".utf8.contains(byte)
            if isPlain {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
