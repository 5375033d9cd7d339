import FoundationEssentials
import GRDB
import WinnowModel

/// The first step for a group of records.
struct RecordGroup {
    /// Bytes that go into one segment, one after the other.
    struct Append {
        var segment: Int64
        var path: String
        var offset: Int64
        var bytes: [UInt8] = []
        var records = 0

        var end: Int64 { offset + Int64(bytes.count) }
    }

    private(set) var outcomes: [CommitOutcome] = []
    private(set) var appends: [Append] = []
    private let output: OutputSettings
    private let now: Timestamp
    private let files: SegmentFiles
    private var appendIndex: [Int64: Int] = [:]
    /// Where each source's records go.
    private var stems: [Int64: String] = [:]
    /// Segments by stem, while this group fills them.
    private var open: [String: SegmentTable.Open] = [:]
    private var newDocuments: [Int64: Int] = [:]
    private var newRecords: [Int64: Int] = [:]

    init(output: OutputSettings, now: Timestamp, files: SegmentFiles) {
        self.output = output
        self.now = now
        self.files = files
    }

    mutating func accept(_ record: PendingRecord, in database: Database) throws {
        guard try SpoolTable.delete(record.spool, in: database) else {
            outcomes.append(.gone)
            return
        }
        let stored = try DocumentState.find(record.documentID, in: database)
        guard let state = DocumentState(after: stored, record) else {
            outcomes.append(.unchanged)
            return
        }
        var line = record.encode(state.revision, state.processing)
        // In JSON a raw line feed is white space between members; in the
        // output it would end the record.
        for index in line.indices where line[index] == UInt8(ascii: "\n") {
            line[index] = UInt8(ascii: " ")
        }
        line.append(UInt8(ascii: "\n"))
        let place = try assign(line, record, in: database)
        try state.save(record, segment: place.segment, position: place.offset, in: database)
        newRecords[record.source.rawValue, default: 0] += 1
        if stored == nil { newDocuments[record.source.rawValue, default: 0] += 1 }
        outcomes.append(
            .stored(
                StoredRecord(
                    revision: state.revision,
                    processing: state.processing,
                    segment: place.path,
                    offset: place.offset
                )
            )
        )
    }

    /// Adds the group's numbers to its sources.
    func count(in database: Database) throws {
        for (source, records) in newRecords {
            try database.cachedStatement(
                sql: """
                    UPDATE source SET records = records + ?, documents = documents + ?
                    WHERE id = ?
                    """
            ).execute(arguments: [records, newDocuments[source] ?? 0, source])
        }
    }

    private mutating func assign(
        _ line: [UInt8],
        _ record: PendingRecord,
        in database: Database
    ) throws -> (segment: Int64, path: String, offset: Int64) {
        let stem = try stem(of: record.source, in: database)
        let length = Int64(line.count)
        var segment: SegmentTable.Open
        if let current = open[stem], current.assigned + length <= output.segmentSize {
            segment = current
        } else {
            segment = try SegmentTable.open(
                stem: stem,
                roomFor: length,
                limit: output.segmentSize,
                at: now,
                in: database,
                files: files
            )
        }
        let offset = segment.assigned
        try SegmentTable.assign(
            Data(line),
            document: record.documentID,
            to: &segment,
            at: now,
            in: database
        )
        open[stem] = segment
        append(line, to: segment, at: offset)
        return (segment.id, segment.path, offset)
    }

    private mutating func append(
        _ line: [UInt8],
        to segment: SegmentTable.Open,
        at offset: Int64
    ) {
        let index: Int
        if let known = appendIndex[segment.id] {
            index = known
        } else {
            index = appends.count
            appendIndex[segment.id] = index
            appends.append(Append(segment: segment.id, path: segment.path, offset: offset))
        }
        appends[index].bytes.append(contentsOf: line)
        appends[index].records += 1
    }

    private mutating func stem(of source: SourceID, in database: Database) throws -> String {
        if let known = stems[source.rawValue] { return known }
        let name = try String.fetchOne(
            database.cachedStatement(sql: "SELECT name FROM source WHERE id = ?"),
            arguments: [source.rawValue]
        )
        guard let name else {
            throw StoreError(
                .notFound,
                subject: "source \(source.rawValue)",
                message: "cannot commit the record: there is no such source"
            )
        }
        let stem = output.template.stem(source: name, at: now)
        stems[source.rawValue] = stem
        return stem
    }
}
