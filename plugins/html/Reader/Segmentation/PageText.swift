/// A growable run of bytes behind a plain pointer.
///
/// The segmenter appends every visible byte of a page to one of these;
/// `Array` would check uniqueness and exclusivity each time.
struct PageText: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(minimumCapacity: Int) {
        capacity = max(64, minimumCapacity)
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    /// Makes room for `length` more bytes, which `appendReserved` relies on.
    @inline(__always)
    mutating func reserve(_ length: Int) {
        if length > capacity - count { grow(by: length) }
    }

    @inline(never)
    private mutating func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    /// Appends one byte; room must have been reserved.
    @inline(__always)
    mutating func appendReserved(_ byte: UInt8) {
        base[count] = byte
        count &+= 1
    }

    /// Counts the bytes up to a place that reserved ones were written before.
    @inline(__always)
    mutating func advance(to end: UnsafeMutablePointer<UInt8>) {
        count = end - base
    }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        appendReserved(byte)
    }

    /// Forgets the bytes from `newCount` on.
    mutating func truncate(to newCount: Int) {
        if newCount < count { count = max(0, newCount) }
    }

    /// The bytes of a range, which must lie inside.
    func bytes(_ start: Int32, _ end: Int32) -> UnsafeBufferPointer<UInt8> {
        precondition(start >= 0 && end >= start && Int(end) <= count)
        return UnsafeBufferPointer(start: base + Int(start), count: Int(end - start))
    }

    func string(_ start: Int32, _ end: Int32) -> String {
        String(decoding: bytes(start, end), as: UTF8.self)
    }
}
