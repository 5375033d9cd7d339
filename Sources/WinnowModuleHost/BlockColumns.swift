// The blocks of a document as a structure of arrays: a module that looks at
// kinds and texts alone touches no hints. A block's slot is its id minus one,
// so ids stay whatever is inserted; the order is a doubly linked list over the
// slots, so inserting costs the same everywhere.

import CWinnowModule

struct BlockForm: BitwiseCopyable {
    var kind: UInt8
    var level: UInt8
    var listStyle: UInt8
}

struct BlockSpans: BitwiseCopyable {
    /// In the arena. Entries below `count` never change, so an array that was
    /// handed out stays good while spans are added behind it.
    var start: UnsafeMutablePointer<winnow_span>?
    var count: Int32
    var capacity: Int32
}

struct BlockLanguage: BitwiseCopyable {
    var tag: winnow_string
    var confidence: Float
}

struct BlockDrop: BitwiseCopyable {
    /// Index of the module's name plus one; 0 while the block is kept.
    var module: UInt32
    var rule: winnow_string
}

struct BlockLinks: BitwiseCopyable {
    var previous: UInt32
    var next: UInt32
}

struct BlockColumns {
    /// Stands for "none" in the order.
    static let noSlot = UInt32.max

    private(set) var count = 0
    private var capacity: Int
    private(set) var texts: UnsafeMutablePointer<winnow_string>
    private(set) var forms: UnsafeMutablePointer<BlockForm>
    private(set) var hints: UnsafeMutablePointer<winnow_hints>
    private(set) var spans: UnsafeMutablePointer<BlockSpans>
    private(set) var languages: UnsafeMutablePointer<BlockLanguage>
    private(set) var drops: UnsafeMutablePointer<BlockDrop>
    private var links: UnsafeMutablePointer<BlockLinks>
    private(set) var first = noSlot
    private var last = noSlot

    init(capacity: Int) {
        self.capacity = capacity
        texts = .allocate(capacity: capacity)
        forms = .allocate(capacity: capacity)
        hints = .allocate(capacity: capacity)
        spans = .allocate(capacity: capacity)
        languages = .allocate(capacity: capacity)
        drops = .allocate(capacity: capacity)
        links = .allocate(capacity: capacity)
    }

    func deallocate() {
        texts.deallocate()
        forms.deallocate()
        hints.deallocate()
        spans.deallocate()
        languages.deallocate()
        drops.deallocate()
        links.deallocate()
    }

    mutating func removeAll() {
        count = 0
        first = Self.noSlot
        last = Self.noSlot
    }

    /// The slot behind `slot` in document order, or `noSlot`.
    func next(after slot: UInt32) -> UInt32 { links[Int(slot)].next }

    /// The slot before `slot` in document order, or `noSlot`.
    func previous(before slot: UInt32) -> UInt32 { links[Int(slot)].previous }

    /// Adds a kept block behind `previous`, or in front for `noSlot`.
    mutating func insert(
        text: winnow_string,
        form: BlockForm,
        hints newHints: winnow_hints,
        after previous: UInt32
    ) -> UInt32 {
        if count == capacity { grow() }
        let slot = UInt32(truncatingIfNeeded: count)
        (texts + count).initialize(to: text)
        (forms + count).initialize(to: form)
        (hints + count).initialize(to: newHints)
        (spans + count).initialize(to: BlockSpans(start: nil, count: 0, capacity: 0))
        (languages + count).initialize(
            to: BlockLanguage(tag: winnow_string(), confidence: 0)
        )
        (drops + count).initialize(to: BlockDrop(module: 0, rule: winnow_string()))
        let next = previous == Self.noSlot ? first : links[Int(previous)].next
        (links + count).initialize(to: BlockLinks(previous: previous, next: next))
        if previous == Self.noSlot { first = slot } else { links[Int(previous)].next = slot }
        if next == Self.noSlot { last = slot } else { links[Int(next)].previous = slot }
        count += 1
        return slot
    }

    /// The last slot in document order, or `noSlot`.
    var lastSlot: UInt32 { last }

    private mutating func grow() {
        let larger = capacity * 2
        enlarge(&texts, to: larger)
        enlarge(&forms, to: larger)
        enlarge(&hints, to: larger)
        enlarge(&spans, to: larger)
        enlarge(&languages, to: larger)
        enlarge(&drops, to: larger)
        enlarge(&links, to: larger)
        capacity = larger
    }

    private func enlarge<Element>(_ column: inout UnsafeMutablePointer<Element>, to size: Int) {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: size)
        larger.moveInitialize(from: column, count: count)
        column.deallocate()
        column = larger
    }
}
