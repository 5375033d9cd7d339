import GRDB
import Glibc
import WinnowModel

/// Heals a damaged segment without moving a byte of what is intact.
///
/// The file is copied aside as it is; then each line that is no record is
/// overwritten with spaces, so that the records keep their offsets and whoever
/// reads lines meets a blank one. The segment takes no more records.
struct SegmentRepair {
    let segments: SegmentFiles
    let now: Timestamp

    /// What the lines from a place on were.
    struct Findings {
        /// Starts of the intact lines, with their records.
        var records: [(line: SegmentLines.Line, record: LearnedRecord)] = []
        /// Stretches that hold no record.
        var garbage: [(start: Int64, end: Int64)] = []
    }

    /// Reads the lines of a segment, and calls `use` with each record.
    func scan(
        _ path: String,
        from start: Int64,
        in database: Database,
        use: (SegmentLines.Line, LearnedRecord) throws -> Void
    ) throws -> [(start: Int64, end: Int64)] {
        var lines = try SegmentLines(path: segments.location(of: path), from: start)
        var garbage: [(start: Int64, end: Int64)] = []
        while let line = try lines.next() {
            if line.isTerminated, line.isBlank { continue }
            if line.isTerminated, let bytes = line.bytes,
                let record = try LearnedRecord.read(bytes, in: database)
            {
                try use(line, record)
            } else {
                garbage.append((line.start, line.end))
            }
        }
        return garbage
    }

    /// Copies the segment aside and blanks the stretches.
    ///
    /// A refusal, such as a full disk, leaves the file as it is: the damage is
    /// told, and the start goes on.
    func heal(
        _ path: String,
        garbage: [(start: Int64, end: Int64)],
        reason: String
    ) -> OpeningReport.Damage {
        let location = segments.location(of: path)
        let aside = "\(location).damaged-\(now.fileStamp)"
        do throws(StoreError) {
            try Paths.copy(location, to: aside)
            for (start, end) in garbage { try segments.blank(path, from: start, to: end) }
            return OpeningReport.Damage(path: location, setAside: aside, reason: reason)
        } catch {
            return OpeningReport.Damage(
                path: location,
                setAside: Paths.exists(aside) ? aside : nil,
                reason: "\(reason); it could not be repaired: \(error)"
            )
        }
    }
}

extension Timestamp {
    /// The instant in a form that file names can hold: `20261121T083000Z`.
    var fileStamp: String {
        String(rfc3339.filter { $0 != "-" && $0 != ":" })
    }
}
