import FoundationEssentials
import GRDB
import WinnowModel

// The order in which records become output, for a group of them at a time:
//
// 1. One transaction decides each record's revision, gives it a segment and an
//    offset, keeps its line, and frees the body it was made from. It is synced.
// 2. The lines are written into their segments at those offsets.
// 3. The segments are synced, after a second or much output at the latest.
// 4. One transaction marks the records written and frees the kept lines. It is
//    not synced: losing it repeats steps 2 and 3 with the same bytes.
//
// Before step 1 is durable the record does not exist and its body is processed
// again; after it, opening the store repeats the rest (`SegmentRecovery`). So
// each document stands in the output exactly once, and the bytes at an offset
// never change.

/// One call of `commit`, waiting for its group.
final class CommitCall {
    let records: [PendingRecord]
    var result: Result<[CommitOutcome], StoreError>?
    /// Set while the call waits; resumed when it has its result or is to
    /// commit the next group.
    var waiter: CheckedContinuation<Void, Never>?

    init(_ records: [PendingRecord]) { self.records = records }

    func wake() {
        waiter?.resume()
        waiter = nil
    }
}

extension Store {
    /// Commits records, and tells for each what became of it.
    ///
    /// Calls that come while another is at work share the next group's syncs.
    /// If it throws, no record of the call was committed, and the bodies are
    /// still spooled. If it returns, every stored record is durable; should
    /// its segment refuse the bytes, `condition` tells so, and the store
    /// writes them later, at the latest when it is opened anew.
    public func commit(_ records: [PendingRecord]) async throws(StoreError) -> [CommitOutcome] {
        try usable()
        let call = CommitCall(records)
        commitQueue.append(call)
        if isCommitting {
            await withCheckedContinuation { call.waiter = $0 }
        } else {
            isCommitting = true
            // Calls that are under way to this executor join the group.
            await Task.yield()
        }
        if let result = call.result { return try result.get() }
        // The call stands at the head of the queue and commits for the others
        // in its group; then the next call in line does the same for its own.
        let result = commitQueuedGroup(with: call)
        if let next = commitQueue.first { next.wake() } else { isCommitting = false }
        return try result.get()
    }

    private func commitQueuedGroup(
        with leader: CommitCall
    ) -> Result<[CommitOutcome], StoreError> {
        let group = takeGroup()
        let result = commitGroup(group.flatMap(\.records))
        var leaderResult = result
        var outcomes: ArraySlice<CommitOutcome> = []
        if case .success(let all) = result { outcomes = all[...] }
        for call in group {
            let part = Array(outcomes.prefix(call.records.count))
            outcomes = outcomes.dropFirst(call.records.count)
            call.result = result.map { _ in part }
            if call === leader { leaderResult = result.map { _ in part } }
            call.wake()
        }
        return leaderResult
    }

    /// The oldest calls, as many as make a group. One transaction must not
    /// hold the lines of thousands of large documents.
    private func takeGroup() -> [CommitCall] {
        var records = 0
        let count = commitQueue.prefix { call in
            defer { records += call.records.count }
            return records < Store.groupLimit
        }.count
        defer { commitQueue.removeFirst(count) }
        return Array(commitQueue.prefix(count))
    }

    private static let groupLimit = 256

    private func commitGroup(
        _ records: [PendingRecord]
    ) -> Result<[CommitOutcome], StoreError> {
        let accepted = Result { () throws(StoreError) in
            try writable()
            return try watching { () throws(StoreError) in try accept(records) }
        }
        guard case .success(let group) = accepted else { return accepted.map(\.outcomes) }
        // The records are committed: a refusal from here on is a state of the
        // store, told by `condition`, and not an error of this call.
        do throws(StoreError) {
            try watching { () throws(StoreError) in
                try pass(.recordsCommitted)
                try append(group)
                if unsettled.isDue(at: clock()) { try settleAppends() }
            }
        } catch {
            leaveBacklog(after: error)
        }
        return .success(group.outcomes)
    }

    /// Step 1.
    private func accept(_ records: [PendingRecord]) throws(StoreError) -> RecordGroup {
        try database.write("cannot commit the records") { database in
            var group = RecordGroup(
                output: output,
                now: clock(),
                files: segments
            )
            for record in records { try group.accept(record, in: database) }
            try group.count(in: database)
            try pass(.recordsInserted)
            return group
        }
    }

    /// Step 2.
    private func append(_ group: RecordGroup) throws(StoreError) {
        for append in group.appends {
            try segments.write(append.bytes, to: append.path, at: append.offset)
        }
        unsettled.add(group, at: clock())
    }

    /// Syncs what was appended and marks it written, if there is any.
    ///
    /// Several groups share this, as their records are durable already. The
    /// store does it by itself when much has come together and before it
    /// closes; a daemon calls it now and then for when little comes.
    public func settle() throws(StoreError) {
        try writable()
        guard !unsettled.isEmpty else { return }
        do throws(StoreError) {
            try watching { () throws(StoreError) in try settleAppends() }
        } catch {
            leaveBacklog(after: error)
            throw error
        }
    }

    /// Steps 3 and 4.
    private func settleAppends() throws(StoreError) {
        let appends = unsettled.takeAll()
        for append in appends { try segments.sync(append.path) }
        try pass(.synced)
        try database.writeRelaxed("cannot mark the records") { database in
            for append in appends {
                try SegmentTable.mark(append.segment, writtenTo: append.end, in: database)
            }
            try pass(.marking)
        }
        try pass(.marked)
    }

    /// Notes that committed records are missing from their segments, or may
    /// be: the next write begins with theirs.
    private func leaveBacklog(after error: StoreError) {
        hasBacklog = true
        _ = unsettled.takeAll()
        if condition == .ready { condition = .diskFull(error.description) }
    }

    /// Writes what earlier groups left over.
    func writeBacklog() throws(StoreError) {
        try SegmentRecovery(database: database, segments: segments, fault: fault).writePending()
        hasBacklog = false
    }
}

/// What was appended to segments and not synced yet.
struct UnsettledAppends {
    /// One segment's end.
    struct Append {
        var segment: Int64
        var path: String
        var end: Int64
    }

    private var appends: [Int64: Append] = [:]
    private var bytes = 0
    private var since: Timestamp?
    private(set) var records = 0

    var isEmpty: Bool { appends.isEmpty }

    /// Whether it is time to sync: the database holds all these lines too.
    func isDue(at now: Timestamp) -> Bool {
        guard let since else { return false }
        let age = now.milliseconds - since.milliseconds
        return records >= 2048 || bytes >= 16 << 20 || age >= 1000 || age < 0
    }

    mutating func add(_ group: RecordGroup, at now: Timestamp) {
        guard !group.appends.isEmpty else { return }
        for append in group.appends {
            appends[append.segment] = Append(
                segment: append.segment,
                path: append.path,
                end: append.end
            )
            bytes += append.bytes.count
            records += append.records
        }
        since = since ?? now
    }

    mutating func takeAll() -> [Append] {
        defer { self = UnsettledAppends() }
        return Array(appends.values)
    }
}

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
    /// Segments by source, while this group fills them.
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

    private func stem(of source: SourceID, in database: Database) throws -> String {
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
        return output.template.stem(source: name, at: now)
    }
}
