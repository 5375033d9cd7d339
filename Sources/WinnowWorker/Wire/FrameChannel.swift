import Glibc

/// What a frame holds. Requests go to the worker, replies come back.
enum FrameKind: UInt8 {
    case configure = 1
    case document = 2
    case feed = 3
    case ready = 16
    case processed = 17
    case parsedFeed = 18
    case failed = 19
    /// As `failed`, and the worker ends: no other job gets an answer from it.
    case failedForGood = 20
}

/// One end of a worker's socket: sends and receives whole frames.
///
/// A frame is its payload's length (4 bytes), its kind (1 byte), three bytes
/// of zero, and the payload. Requests are answered in their order, so frames
/// need no numbers. The channel closes its descriptor when it goes.
final class FrameChannel {
    /// The longest payload either side accepts. Bodies are at most 64 MiB by
    /// configuration; a document's blocks and text together may double that.
    static let maximumPayload = 192 << 20

    private static let headerLength = 8

    let descriptor: Int32
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// Bytes of the buffer that were received.
    private var filled = 0
    /// Bytes of the frame that was given out last.
    private var taken = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    /// Sends one frame whose payload is `head` followed by `body`; the two are
    /// apart so that a body need not be copied.
    func send(
        _ kind: FrameKind,
        head: [UInt8],
        body: UnsafeRawBufferPointer? = nil,
        deadline: Deadline
    ) throws(WorkerError) {
        let length = head.count + (body?.count ?? 0)
        guard length <= Self.maximumPayload else {
            throw .malformedFrame("a payload of \(length) bytes")
        }
        var first: [UInt8] = []
        first.reserveCapacity(Self.headerLength + head.count)
        withUnsafeBytes(of: UInt32(length).littleEndian) { first.append(contentsOf: $0) }
        first.append(contentsOf: [kind.rawValue, 0, 0, 0])
        first.append(contentsOf: head)
        do {
            try first.withUnsafeBytes { try self.write($0, then: body, deadline: deadline) }
        } catch {
            throw error as? WorkerError ?? .malformedFrame("unexpected error")
        }
    }

    /// Receives one frame. The payload is valid until the next call.
    ///
    /// - Returns: nil if the other side closed the channel between frames.
    func receive(
        deadline: Deadline
    ) throws(WorkerError) -> (kind: FrameKind, payload: UnsafeRawBufferPointer)? {
        forgetTaken()
        guard try fill(to: Self.headerLength, deadline: deadline, mayEnd: true) else { return nil }
        let length = Int(UInt32(littleEndian: buffer.load(as: UInt32.self)))
        guard length <= Self.maximumPayload else {
            throw .malformedFrame("a payload of \(length) bytes announced")
        }
        guard let kind = FrameKind(rawValue: buffer[4]) else {
            throw .malformedFrame("the unknown frame kind \(buffer[4])")
        }
        let end = Self.headerLength + length
        grow(to: end)
        _ = try fill(to: end, deadline: deadline, mayEnd: false)
        taken = end
        return (kind, UnsafeRawBufferPointer(rebasing: buffer[Self.headerLength..<end]))
    }

    /// Gives memory back after an unusually large frame.
    func shrink() {
        guard buffer.count > 1 << 22, filled == taken else { return }
        buffer.deallocate()
        buffer = .allocate(byteCount: 1 << 16, alignment: 16)
        filled = 0
        taken = 0
    }

    /// Moves what was received behind the last frame to the front; mostly
    /// there is nothing.
    private func forgetTaken() {
        if filled > taken, taken > 0 {
            let rest = UnsafeRawBufferPointer(rebasing: buffer[taken..<filled])
            buffer.copyMemory(from: rest)
        }
        filled -= taken
        taken = 0
    }

    private func grow(to count: Int) {
        guard count > buffer.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(count, buffer.count * 2),
            alignment: 16
        )
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
        buffer.deallocate()
        buffer = larger
    }

    /// Reads until `end` bytes are there, and more where more has come: head
    /// and payload mostly come together.
    private func fill(
        to end: Int,
        deadline: Deadline,
        mayEnd: Bool
    ) throws(WorkerError) -> Bool {
        while filled < end {
            try wait(for: Int16(POLLIN), deadline: deadline)
            let count = recv(
                descriptor,
                buffer.baseAddress! + filled,
                buffer.count - filled,
                deadline.isNever ? 0 : Int32(MSG_DONTWAIT)
            )
            if count > 0 {
                filled += count
            } else if count == 0 {
                if mayEnd && filled == 0 { return false }
                throw WorkerError(code: .died, subject: "", message: "channel closed in a frame")
            } else {
                try retryOrThrow("read from")
            }
        }
        return true
    }

    private func write(
        _ first: UnsafeRawBufferPointer,
        then second: UnsafeRawBufferPointer?,
        deadline: Deadline
    ) throws(WorkerError) {
        var first = first
        var second = second ?? UnsafeRawBufferPointer(start: nil, count: 0)
        while !first.isEmpty || !second.isEmpty {
            var sent = sendParts(first, second, blocking: deadline.isNever)
            if sent < 0 {
                try retryOrThrow("write to")
                try wait(for: Int16(POLLOUT), deadline: deadline)
                continue
            }
            let fromFirst = min(sent, first.count)
            first = UnsafeRawBufferPointer(rebasing: first[fromFirst...])
            sent -= fromFirst
            second = UnsafeRawBufferPointer(rebasing: second[sent...])
        }
    }

    private func sendParts(
        _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer,
        blocking: Bool
    ) -> Int {
        var parts = [
            iovec(
                iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress),
                iov_len: first.count
            ),
            iovec(
                iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress),
                iov_len: second.count
            ),
        ]
        return parts.withUnsafeMutableBufferPointer { parts in
            var message = msghdr()
            message.msg_iov = parts.baseAddress
            message.msg_iovlen = parts.count
            // A worker that died must give EPIPE, not a signal.
            var flags = Int32(MSG_NOSIGNAL)
            if !blocking { flags |= Int32(MSG_DONTWAIT) }
            return sendmsg(descriptor, &message, flags)
        }
    }

    /// Waits for readiness; without a deadline the blocking call itself waits.
    private func wait(for events: Int16, deadline: Deadline) throws(WorkerError) {
        guard !deadline.isNever else { return }
        while true {
            let milliseconds = deadline.millisecondsLeft
            guard milliseconds > 0 else {
                throw WorkerError(code: .timedOut, subject: "", message: "no answer in time")
            }
            var entry = pollfd(fd: descriptor, events: events, revents: 0)
            let count = poll(&entry, 1, milliseconds)
            if count > 0 { return }
            if count < 0 && errno != EINTR { try retryOrThrow("wait for") }
        }
    }

    private func retryOrThrow(_ verb: String) throws(WorkerError) {
        let error = errno
        if error == EINTR || error == EAGAIN { return }
        throw WorkerError(
            code: .died,
            subject: "",
            message: "could not \(verb) the channel",
            underlying: error
        )
    }
}

/// A point on the monotonic clock after which waiting ends.
struct Deadline {
    /// Nanoseconds of CLOCK_MONOTONIC, or nil for no end.
    private let end: UInt64?

    /// Waits for ever; what a worker does between jobs.
    static let never = Deadline(end: nil)

    static func after(_ duration: Duration) -> Deadline {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = UInt64(clamping: seconds) * 1_000_000_000
        return Deadline(end: now() + nanoseconds + UInt64(clamping: attoseconds / 1_000_000_000))
    }

    var isNever: Bool { end == nil }

    /// Rounded up, so that a wait never ends early and spins.
    var millisecondsLeft: Int32 {
        guard let end else { return -1 }
        let now = Deadline.now()
        return end <= now ? 0 : Int32(clamping: (end - now + 999_999) / 1_000_000)
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
