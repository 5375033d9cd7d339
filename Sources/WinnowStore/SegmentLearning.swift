import GRDB
import WinnowModel

/// Learns from the output what a new database does not know: documents with
/// their revisions and digests, segments with their sizes, and under which
/// names and first URLs sources were configured.
struct SegmentLearning {
    let directory: String
    let segments: SegmentFiles
    let template: SegmentTemplate
    let now: Timestamp

    struct Result {
        var documents = 0
        var damaged: [(path: String, garbage: [(start: Int64, end: Int64)])] = []
    }

    private struct SourceCount {
        var feedURL: String
        var documents = 0
        var records = 0
    }

    /// Reads all segments. Nothing in them is changed.
    func learn(in database: Database) throws -> Result {
        var result = Result()
        var sources: [String: SourceCount] = [:]
        let repair = SegmentRepair(segments: segments, now: now)
        for path in try paths() {
            let segment = try insert(path, in: database)
            let garbage = try repair.scan(path, from: 0, in: database) { line, record in
                let isNew = try record.save(
                    segment: segment,
                    position: line.start,
                    in: database
                )
                if isNew { result.documents += 1 }
                var count = sources[record.source] ?? SourceCount(feedURL: record.feedURL)
                count.records += 1
                count.documents += isNew ? 1 : 0
                sources[record.source] = count
            }
            if !garbage.isEmpty { result.damaged.append((path, garbage)) }
        }
        for (name, count) in sources { try insert(name, count, in: database) }
        return result
    }

    /// The segments' paths, as the template would give them.
    private func paths() throws -> [String] {
        let root = segments.location(of: template.root.isEmpty ? "." : template.root)
        let prefix = segments.location(of: "")
        return try Paths.files(below: root).map { path in
            guard !template.path.hasPrefix("/"), path.hasPrefix(prefix) else { return path }
            let relative = path.dropFirst(prefix.count)
            return String(relative.hasPrefix("./") ? relative.dropFirst(2) : relative)
        }.filter(template.matches)
    }

    /// A learned segment takes no more records: nobody knows which bytes
    /// behind its last line a reader has seen.
    private func insert(_ path: String, in database: Database) throws -> Int64 {
        let size = segments.size(of: path) ?? 0
        try database.execute(
            sql: """
                INSERT INTO segment (stem, number, path, assigned, written, used, sealed)
                VALUES (?, 0, ?, ?, ?, ?, 1)
                """,
            arguments: [path, path, size, size, now.milliseconds]
        )
        return database.lastInsertedRowID
    }

    /// The source's row waits for the configuration to name its kind.
    private func insert(
        _ name: String,
        _ count: SourceCount,
        in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO source (name, kind, location, identity, active, documents, records)
                VALUES (?, '', ?, ?, 0, ?, ?)
                """,
            arguments: [name, count.feedURL, count.feedURL, count.documents, count.records]
        )
    }
}
