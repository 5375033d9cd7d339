/// A growable array of trivial values without reference counting or exclusivity checks.
///
/// The parser appends to it millions of times a second. Capacity doubles, so an append costs constant time on
/// average; `removeAll` keeps the memory for the next page, unless it is much.
struct GrowableBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count: Int
    private(set) var capacity: Int

    init(minimumCapacity: Int = 16) {
        capacity = Swift.max(16, minimumCapacity)
        base = .allocate(capacity: capacity)
        count = 0
    }

    deinit {
        base.deallocate()
    }

    /// Accesses one element; an index outside `0 ..< count` ends the process instead of touching foreign memory.
    subscript(index: Int) -> Element {
        @inline(__always)
        _read {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            yield base[index]
        }
        @inline(__always)
        _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            yield &base[index]
        }
    }

    /// Appends one element.
    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        (base + count).initialize(to: element)
        count += 1
    }

    /// Appends a copy of `length` elements; `source` must not point into this buffer.
    @inline(__always)
    mutating func append(contentsOf source: UnsafePointer<Element>, count length: Int) {
        if length > capacity - count { grow(to: count + length) }
        (base + count).update(from: source, count: length)
        count += length
    }

    /// Appends a copy of elements that are already in this buffer.
    mutating func appendCopy(of range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        if range.count > capacity - count { grow(to: count + range.count) }
        (base + count).update(from: base + range.lowerBound, count: range.count)
        count += range.count
    }

    /// Makes room for `additional` elements and counts them, initialised to `value`.
    mutating func extend(by additional: Int, with value: Element) {
        if additional > capacity - count { grow(to: count + additional) }
        (base + count).initialize(repeating: value, count: additional)
        count += additional
    }

    /// Counts elements that were written to the room of an empty buffer.
    mutating func count(written: Int) {
        precondition(count == 0 && written >= 0 && written <= capacity)
        count = written
    }

    /// Shortens the buffer; the memory stays.
    @inline(__always)
    mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count)
        count = newCount
    }

    /// Empties the buffer for the next page, and gives back memory beyond what pages usually need: one huge page
    /// must not hold its memory for the rest of the process.
    mutating func removeAll() {
        count = 0
        let limit = 4 << 20
        guard capacity * MemoryLayout<Element>.stride > limit else { return }
        base.deallocate()
        capacity = 1024
        base = .allocate(capacity: capacity)
    }

    /// Makes room for `minimumCapacity` elements in one step.
    mutating func reserve(_ minimumCapacity: Int) {
        if minimumCapacity > capacity { grow(to: minimumCapacity) }
    }

    @inline(never)
    private mutating func grow(to minimumCapacity: Int) {
        let newCapacity = Swift.max(minimumCapacity, capacity * 2)
        let newBase = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
        newBase.moveInitialize(from: base, count: count)
        base.deallocate()
        base = newBase
        capacity = newCapacity
    }
}
