import CSandbox

/// Memory for the bodies of jobs, which a worker reads where the parent wrote
/// them: a socket would copy them twice, into memory that the kernel clears
/// before.
///
/// The file is sealed: only the parent's own mapping, made before, can be
/// written to, and nobody can change the length. So a body stays what it was,
/// whatever a worker does, and serves for a second try with another worker.
/// Used by one thread; it outlives the workers that read it.
final class BodyRoom {
    /// Bytes for one body; larger ones go with their frame.
    static let slotBytes = 1 << 22
    /// One for the job under way, one for the job that waits behind it.
    static let slotCount = 2

    let slots: [BodySlot]
    let descriptor: Int32
    private let memory: UnsafeMutableRawPointer

    /// Nil where the system has no such memory; bodies go with their frames.
    init?() {
        var descriptor: Int32 = -1
        var memory: UnsafeMutableRawPointer?
        let length = Self.slotBytes * Self.slotCount
        guard winnow_bodies_create(length, &descriptor, &memory) == 0, let memory else {
            return nil
        }
        self.descriptor = descriptor
        self.memory = memory
        slots = (0..<Self.slotCount).map { number in
            BodySlot(number, descriptor, memory + number * Self.slotBytes)
        }
    }

    deinit { winnow_bodies_close(descriptor, memory, Self.slotBytes * Self.slotCount) }
}

/// A place for one body in memory shared with a worker.
///
/// It is lent for the making of one job, and good for no longer.
public final class BodySlot {
    /// Memory is asked for in steps of this size, and kept for the next body.
    private static let step = 1 << 18

    let number: Int
    private let descriptor: Int32
    private let memory: UnsafeMutableRawPointer
    private var reserved = 0

    fileprivate init(_ number: Int, _ descriptor: Int32, _ memory: UnsafeMutableRawPointer) {
        self.number = number
        self.descriptor = descriptor
        self.memory = memory
    }

    /// Room for a body of `count` bytes; nil if it is too large, or memory is
    /// short: a mapping without memory behind it would end the process.
    public func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer? {
        guard count >= 0, count <= BodyRoom.slotBytes else { return nil }
        if count > reserved {
            let wanted = (count + Self.step - 1) / Self.step * Self.step
            let start = number * BodyRoom.slotBytes + reserved
            guard winnow_bodies_reserve(descriptor, start, wanted - reserved) == 0 else {
                return nil
            }
            reserved = wanted
        }
        return UnsafeMutableRawBufferPointer(start: memory, count: count)
    }
}
