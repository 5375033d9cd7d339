import CSandbox
import Glibc

/// The bodies of jobs that stand in the memory which worker and parent share:
/// a socket would copy them twice, into memory that the kernel clears before.
///
/// The worker's side. One body at a time; the mapping is kept for the next.
final class SharedBody {
    /// Bodies from this size on are shared; smaller ones go with their frame.
    static let least = 1 << 15
    /// Memory that is kept for the next body, on both sides.
    static let kept = 1 << 22

    private static let step = 1 << 20

    private var memory: UnsafeRawPointer?
    private var mapped = 0

    deinit { unmap() }

    /// The body of `count` bytes that the parent wrote; valid until the next
    /// call of `bytes` or `shrink`.
    func bytes(_ count: Int) throws(WorkerError) -> UnsafeRawBufferPointer {
        guard count <= FrameChannel.maximumPayload else {
            throw .malformedFrame("a body of \(count) bytes")
        }
        if count > mapped {
            unmap()
            let length = (max(1, count) + Self.step - 1) / Self.step * Self.step
            let error = winnow_body_map(length, &memory)
            guard error == 0 else {
                memory = nil
                throw WorkerError(
                    code: .died,
                    subject: "winnow-worker",
                    message: "could not map a body of \(count) bytes",
                    underlying: error
                )
            }
            mapped = length
        }
        return UnsafeRawBufferPointer(start: memory, count: count)
    }

    /// Gives address space back after an unusually large body.
    func shrink() {
        if mapped > Self.kept { unmap() }
    }

    private func unmap() {
        if let memory { winnow_body_unmap(memory, mapped) }
        memory = nil
        mapped = 0
    }
}
