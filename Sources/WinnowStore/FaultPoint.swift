/// A step of the store at which a test may end the process or feign an error.
///
/// The names are what a crash test asks for; their order is that of the work.
public enum FaultPoint: String, Sendable, CaseIterable {
    /// A fetched body's rows are inserted, but not committed.
    case bodyInserted = "body-inserted"
    /// A fetched body, its validators and the next poll are committed.
    case bodyCommitted = "body-committed"
    /// A feed's entries are inserted, but not committed.
    case feedInserted = "feed-inserted"
    /// A feed's entries are committed and its body is freed.
    case feedCommitted = "feed-committed"
    /// Records are inserted with their offsets, but not committed.
    case recordsInserted = "records-inserted"
    /// Records are committed; none stands in its segment.
    case recordsCommitted = "records-committed"
    /// A segment's file was created and is empty.
    case segmentCreated = "segment-created"
    /// Half the bytes of an append are in the segment.
    case appendHalfway = "append-halfway"
    /// All bytes of an append are in the segment, not yet synced.
    case appended = "appended"
    /// The segment is synced; the records are not marked written.
    case synced = "synced"
    /// The records are about to be marked, inside the transaction.
    case marking = "marking"
    /// The records are marked written.
    case marked = "marked"
    /// A quarantined body is in its file; its row is not committed.
    case quarantineWritten = "quarantine-written"
    /// A quarantined body's row is committed.
    case quarantined = "quarantined"
    /// Recovery wrote a segment again, but did not mark its records.
    case recoveryWritten = "recovery-written"
    /// A damaged file is set aside; what it held is not learned again.
    case damageSetAside = "damage-set-aside"
}

/// Called at each fault point. Zero goes on; an `errno` value makes the step
/// that follows fail as if the system had refused it.
public typealias FaultHook = @Sendable (FaultPoint) -> Int32
