/// Reads what `WireWriter` wrote.
///
/// The daemon reads answers of workers that parsed hostile bytes, so each
/// length is held against the bytes that are there before anything is
/// allocated, and text that is not UTF-8 is repaired.
struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// Reads from memory that outlives the reader.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Bytes that were not read yet.
    var remaining: Int { bytes.count - offset }

    mutating func byte() throws(WorkerError) -> UInt8 {
        try take(1)[0]
    }

    mutating func bool() throws(WorkerError) -> Bool {
        try byte() != 0
    }

    mutating func uint32() throws(WorkerError) -> UInt32 {
        UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self))
    }

    mutating func int64() throws(WorkerError) -> Int64 {
        Int64(littleEndian: try take(8).loadUnaligned(as: Int64.self))
    }

    mutating func float() throws(WorkerError) -> Float {
        Float(bitPattern: try uint32())
    }

    mutating func string() throws(WorkerError) -> String {
        let count = Int(try uint32())
        return String(decoding: try take(count), as: UTF8.self)
    }

    mutating func blob() throws(WorkerError) -> [UInt8] {
        let count = Int(try uint32())
        return Array(try take(count))
    }

    /// A job's body where it stands: in the frame, as long as the memory that
    /// the reader was made with, or in the memory shared with the parent.
    mutating func body(_ shared: SharedBody) throws(WorkerError) -> UnsafeRawBufferPointer {
        let slot = try optional { reader throws(WorkerError) in Int(try reader.uint32()) }
        let count = Int(try uint32())
        if let slot { return try shared.bytes(count, inSlot: slot) }
        return UnsafeRawBufferPointer(rebasing: try take(count))
    }

    mutating func optional<Value>(
        _ read: (inout Self) throws(WorkerError) -> Value
    ) throws(WorkerError) -> Value? {
        try bool() ? try read(&self) : nil
    }

    mutating func optionalString() throws(WorkerError) -> String? {
        try bool() ? try string() : nil
    }

    /// Reads a list. An element takes at least one byte, which bounds a count
    /// that lies.
    mutating func list<Value>(
        _ read: (inout Self) throws(WorkerError) -> Value
    ) throws(WorkerError) -> [Value] {
        let count = Int(try uint32())
        guard count <= remaining else { throw .malformedFrame("a list longer than its frame") }
        var values: [Value] = []
        values.reserveCapacity(min(count, 1024))
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    mutating func strings() throws(WorkerError) -> [String] {
        try list { reader throws(WorkerError) in try reader.string() }
    }

    private mutating func take(_ count: Int) throws(WorkerError) -> Slice<UnsafeRawBufferPointer> {
        guard count <= remaining else { throw .malformedFrame("a value longer than its frame") }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }
}

extension Slice where Base == UnsafeRawBufferPointer {
    fileprivate func loadUnaligned<T: BitwiseCopyable>(as type: T.Type) -> T {
        base.loadUnaligned(fromByteOffset: startIndex, as: type)
    }

    fileprivate subscript(position: Int) -> UInt8 { base[startIndex + position] }
}
