import FoundationEssentials
import GRDB
import WinnowModel

/// Brings the segments to the state that the database records.
///
/// For each segment the database knows up to where it is written and synced,
/// and which records follow, byte by byte. A process that died between leaves
/// those in any state: missing, cut off, with holes where pages never reached
/// the disk. All these are completed in place. What cannot come from that is
/// damage: a file shorter than what was synced, other bytes than were to be
/// written, bytes behind the last record. Such a segment is healed and sealed,
/// and its records that are not in it go to the next one.
struct SegmentRecovery {
    let database: StateDatabase
    let segments: SegmentFiles
    let fault: FaultHook?

    private struct Row {
        var id: Int64
        var stem: String
        var path: String
        var assigned: Int64
        var written: Int64
    }

    /// Writes every unmarked record at its place, and marks it. Returns how
    /// many there were.
    @discardableResult
    func writePending() throws(StoreError) -> Int {
        let rows = try rows(where: "id IN (SELECT segment FROM pending)")
        var count = 0
        for row in rows {
            let records = try pending(of: row)
            for record in records {
                try segments.write(Array(record.bytes), to: row.path, at: record.position)
            }
            try segments.sync(row.path)
            try FaultPoint.pass(.recoveryWritten, hook: fault, path: row.path)
            try database.write("cannot mark the records") { database in
                try SegmentTable.mark(row.id, writtenTo: row.assigned, in: database)
            }
            count += records.count
        }
        return count
    }

    /// Looks at each segment that a crash may have left unfinished, and heals
    /// those that are damaged. The records are then ready for `writePending`.
    func check(at now: Timestamp) throws(StoreError) -> [OpeningReport.Damage] {
        try sealOld(before: Timestamp(milliseconds: now.milliseconds - 2 * 86_400_000))
        var damages: [OpeningReport.Damage] = []
        for row in try rows(where: "NOT sealed OR id IN (SELECT segment FROM pending)") {
            let records = try pending(of: row)
            if let damage = try damage(of: row, records) {
                damages.append(try heal(row, records, damage, at: now))
            }
        }
        return damages
    }

    /// Segments of past days would otherwise be looked at for ever.
    private func sealOld(before time: Timestamp) throws(StoreError) {
        try database.write("cannot seal old segments") { database in
            try database.execute(
                sql: """
                    UPDATE segment SET sealed = 1 WHERE NOT sealed AND used < ?
                        AND assigned = written
                    """,
                arguments: [time.milliseconds]
            )
        }
    }

    private func rows(where condition: String) throws(StoreError) -> [Row] {
        try database.read("cannot read the segments") { database in
            try GRDB.Row.fetchAll(
                database,
                sql: "SELECT id, stem, path, assigned, written FROM segment WHERE \(condition)"
            ).map {
                Row(
                    id: $0["id"],
                    stem: $0["stem"],
                    path: $0["path"],
                    assigned: $0["assigned"],
                    written: $0["written"]
                )
            }
        }
    }

    private func pending(of row: Row) throws(StoreError) -> [SegmentTable.Pending] {
        try database.read("cannot read the records") { database in
            try SegmentTable.pending(of: row.id, in: database)
        }
    }

    /// What is wrong with a segment; nil if completing it is enough.
    private func damage(
        of row: Row,
        _ records: [SegmentTable.Pending]
    ) throws(StoreError) -> String? {
        guard let size = segments.size(of: row.path) else {
            return row.written == 0 ? nil : "the segment is gone"
        }
        if size < row.written {
            return "the segment has \(size) bytes, \(row.written) were written"
        }
        if size > row.assigned {
            return "the segment has \(size) bytes, \(row.assigned) were to be written"
        }
        if row.written > 0,
            try segments.bytes(of: row.path, at: row.written - 1, count: 1) != [UInt8(ascii: "\n")]
        {
            return "the segment's line that ends at byte \(row.written) has other bytes"
        }
        for record in records where try state(of: record, in: row) == .foreign {
            return "the segment has other bytes than were to be written at \(record.position)"
        }
        return nil
    }

    private enum RecordState {
        case complete, partial, foreign
    }

    /// How much of a record stands at its place. A page that never reached the
    /// disk reads as zeros, and no record holds a zero.
    private func state(
        of record: SegmentTable.Pending,
        in row: Row
    ) throws(StoreError) -> RecordState {
        guard segments.size(of: row.path) != nil else { return .partial }
        let found = try segments.bytes(
            of: row.path,
            at: record.position,
            count: record.bytes.count
        )
        if found.elementsEqual(record.bytes) { return .complete }
        return zip(found, record.bytes).allSatisfy { $0 == $1 || $0 == 0 } ? .partial : .foreign
    }

    /// Heals a damaged segment, learns what its intact lines say, and moves
    /// the records that are not in it to the next segment.
    private func heal(
        _ row: Row,
        _ records: [SegmentTable.Pending],
        _ reason: String,
        at now: Timestamp
    ) throws(StoreError) -> OpeningReport.Damage {
        let isGone = segments.size(of: row.path) == nil
        var missing: [SegmentTable.Pending] = []
        for record in records {
            if !isGone, try state(of: record, in: row) == .complete { continue }
            missing.append(record)
        }
        var damage = OpeningReport.Damage(
            path: segments.location(of: row.path),
            setAside: nil,
            reason: reason
        )
        let repair = SegmentRepair(segments: segments, now: now)
        let garbage = try database.write("cannot give up the segment") { database in
            let garbage =
                isGone ? [] : try learn(row, excluding: missing, repair, in: database)
            try SegmentTable.seal(row.id, in: database)
            try move(missing, from: row, at: now, in: database)
            try SegmentTable.mark(row.id, writtenTo: row.assigned, in: database)
            return garbage
        }
        if !isGone { damage = repair.heal(row.path, garbage: garbage, reason: reason) }
        return damage
    }

    /// Reads the lines from where the segment is not known to be good.
    private func learn(
        _ row: Row,
        excluding missing: [SegmentTable.Pending],
        _ repair: SegmentRepair,
        in database: Database
    ) throws -> [(start: Int64, end: Int64)] {
        // The last synced line may be the damaged one, so reading begins at
        // its start; that is found by reading from the segment's beginning,
        // which is rare enough to afford.
        try repair.scan(row.path, from: 0, in: database) { line, record in
            guard line.end > row.written else { return }
            _ = try record.save(segment: row.id, position: line.start, in: database)
        }
    }

    private func move(
        _ records: [SegmentTable.Pending],
        from row: Row,
        at now: Timestamp,
        in database: Database
    ) throws {
        guard !records.isEmpty else { return }
        var next = try SegmentTable.open(
            stem: row.stem,
            roomFor: 0,
            limit: .max,
            at: now,
            in: database,
            files: segments
        )
        for record in records {
            let position = next.assigned
            try SegmentTable.assign(
                record.bytes,
                document: record.document,
                to: &next,
                at: now,
                in: database
            )
            try database.execute(
                sql: """
                    UPDATE document SET segment = ?, position = ?
                    WHERE id = ? AND segment = ? AND position = ?
                    """,
                arguments: [next.id, position, record.document, row.id, record.position]
            )
            try database.execute(
                sql: "DELETE FROM pending WHERE id = ?",
                arguments: [record.id]
            )
        }
    }
}
