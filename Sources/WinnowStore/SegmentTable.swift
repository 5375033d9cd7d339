import FoundationEssentials
import GRDB
import WinnowModel

/// The rows of output segments, and of records on their way into them.
struct SegmentTable {
    /// A segment that takes records.
    struct Open {
        var id: Int64
        var path: String
        /// Where the next record goes.
        var assigned: Int64
    }

    /// A committed record that is not known to stand in its segment.
    struct Pending {
        var id: Int64
        var position: Int64
        var document: String
        var bytes: Data
    }

    /// The segment at a stem that has room, or a new one.
    ///
    /// A name that is taken is passed over: what stands in an unknown file, or
    /// in one whose bytes somebody shortened, must not change.
    static func open(
        stem: String,
        roomFor length: Int64,
        limit: Int64,
        at time: Timestamp,
        in database: Database,
        files: SegmentFiles
    ) throws -> Open {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT id, number, path, assigned, sealed FROM segment
                    WHERE stem = ? ORDER BY number DESC LIMIT 1
                    """
            ),
            arguments: [stem]
        )
        if let row, !row["sealed"] {
            let found = Open(id: row["id"], path: row["path"], assigned: row["assigned"])
            // A record that is larger than a segment has one of its own. A file
            // that somebody removed, moved or changed is left alone.
            let fits = found.assigned == 0 || found.assigned + length <= limit
            if fits, (files.size(of: found.path) ?? 0) == found.assigned { return found }
            try seal(found.id, in: database)
        }
        return try create(
            stem: stem,
            from: row.map { $0["number"] + 1 } ?? 0,
            at: time,
            in: database,
            files: files
        )
    }

    private static func create(
        stem: String,
        from first: Int,
        at time: Timestamp,
        in database: Database,
        files: SegmentFiles
    ) throws -> Open {
        var number = first
        var path = SegmentTemplate.path(stem: stem, number: number)
        while try files.isTaken(path) || isKnown(path, in: database) {
            number += 1
            path = SegmentTemplate.path(stem: stem, number: number)
        }
        try database.cachedStatement(
            sql: "INSERT INTO segment (stem, number, path, used) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [stem, number, path, time.milliseconds])
        return Open(id: database.lastInsertedRowID, path: path, assigned: 0)
    }

    private static func isKnown(_ path: String, in database: Database) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM segment WHERE path = ?)"),
            arguments: [path]
        ) ?? false
    }

    /// Lets a segment take no further record.
    static func seal(_ id: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "UPDATE segment SET sealed = 1 WHERE id = ?")
            .execute(arguments: [id])
    }

    /// Gives a record its place.
    static func assign(
        _ bytes: Data,
        document: String,
        to segment: inout Open,
        at time: Timestamp,
        in database: Database
    ) throws {
        try database.cachedStatement(
            sql: "INSERT INTO pending (segment, position, document, bytes) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [segment.id, segment.assigned, document, bytes])
        segment.assigned += Int64(bytes.count)
        try database.cachedStatement(
            sql: "UPDATE segment SET assigned = ?, used = ? WHERE id = ?"
        ).execute(arguments: [segment.assigned, time.milliseconds, segment.id])
    }

    /// Marks all records below `end` written, and frees their bytes.
    static func mark(_ segment: Int64, writtenTo end: Int64, in database: Database) throws {
        try database.cachedStatement(
            sql: "DELETE FROM pending WHERE segment = ? AND position < ?"
        ).execute(arguments: [segment, end])
        try database.cachedStatement(sql: "UPDATE segment SET written = ? WHERE id = ?")
            .execute(arguments: [end, segment])
    }

    /// Records of a segment that are not marked, by position.
    static func pending(of segment: Int64, in database: Database) throws -> [Pending] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT id, position, document, bytes FROM pending WHERE segment = ?
                    ORDER BY position
                    """
            ),
            arguments: [segment]
        ).map {
            Pending(
                id: $0["id"],
                position: $0["position"],
                document: $0["document"],
                bytes: $0["bytes"]
            )
        }
    }
}
