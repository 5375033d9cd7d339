/// A growable array of trivial values with a stable owner.
///
/// A Swift `Array` would check for unique ownership at each write; here the
/// owner is one document, and its capacity is kept from document to document.
/// The owner calls `deallocate` once.
struct GrowableBuffer<Element: BitwiseCopyable> {
    private(set) var elements: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        elements = .allocate(capacity: capacity)
    }

    func deallocate() {
        elements.deallocate()
    }

    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (elements + count).initialize(to: element)
        count += 1
    }

    mutating func removeAll() {
        count = 0
    }

    mutating func remove(at index: Int) {
        (elements + index).update(from: elements + index + 1, count: count - index - 1)
        count -= 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: elements, count: count)
        elements.deallocate()
        elements = larger
        capacity *= 2
    }
}
