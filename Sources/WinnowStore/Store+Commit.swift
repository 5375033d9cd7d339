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
