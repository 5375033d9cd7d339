import CSandbox
import Glibc

/// The worker's view of the memory that its parent writes bodies to; see
/// `BodyRoom`. Mapped at the first use, for reading.
final class SharedBody {
    private var memory: UnsafeRawPointer?

    deinit {
        if let memory { winnow_bodies_unmap(memory, Self.length) }
    }

    private static let length = BodyRoom.slotBytes * BodyRoom.slotCount

    /// The body of `count` bytes in a slot; valid until the job is answered.
    func bytes(_ count: Int, inSlot slot: Int) throws(WorkerError) -> UnsafeRawBufferPointer {
        guard slot < BodyRoom.slotCount, count <= BodyRoom.slotBytes else {
            throw .malformedFrame("a body of \(count) bytes in slot \(slot)")
        }
        let start = try mapped() + slot * BodyRoom.slotBytes
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    private func mapped() throws(WorkerError) -> UnsafeRawPointer {
        if let memory { return memory }
        let error = winnow_bodies_map(Self.length, &memory)
        guard error == 0, let memory else {
            throw WorkerError(
                code: .died,
                subject: "winnow-worker",
                message: "could not map the bodies: \(String(cString: strerror(error)))",
                underlying: error
            )
        }
        return memory
    }
}
