/// A job as it is sent: its frame, and the slot where its body stands.
struct JobFrame {
    let kind: FrameKind
    let head: [UInt8]
    /// A body that goes behind the head; empty for one that stands in a slot.
    let inlineBody: [UInt8]

    /// Bodies from this size on go into the slot, where they fit; smaller ones
    /// with their frame.
    private static let leastShared = 1 << 15

    init(_ job: PendingJob, slot: BodySlot?) {
        var writer = WireWriter(reservingCapacity: 1024)
        switch job.request {
        case .document(let head):
            writer.documentHead(head)
            kind = .document
        case .feed(let feed):
            writer.feedHead(feed)
            kind = .feed
        }
        switch job.body {
        case .inSlot(let count):
            writer.place(slot: slot?.number, count: count)
            inlineBody = []
        case .bytes(let bytes):
            let isShared = Self.share(bytes, in: slot)
            writer.place(slot: isShared ? slot?.number : nil, count: bytes.count)
            inlineBody = isShared ? [] : bytes
        }
        head = writer.bytes
    }

    /// Bytes that go through the channel.
    var count: Int { head.count + inlineBody.count }

    private static func share(_ bytes: [UInt8], in slot: BodySlot?) -> Bool {
        guard bytes.count >= leastShared, let room = slot?.reserve(bytes.count) else {
            return false
        }
        room.copyBytes(from: bytes)
        return true
    }
}
