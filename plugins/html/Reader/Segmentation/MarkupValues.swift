import WinnowHTML

/// What the class and id values of a page say.
///
/// Two of three class values stood before on their page, and the page's head
/// and its blocks both ask for them, so each is read once. A page with more
/// values than there is room for only has some read again.
final class MarkupValues {
    /// What one value says.
    struct Reading {
        /// The categories of `MarkupWords`.
        var categories: UInt64 = 0
        /// Equal for values that differ in digits alone, 0 where there is
        /// nothing else.
        var digest: UInt32 = 0
        /// What it says of the element's text.
        var mark: NodeMark?
    }

    private struct Slot {
        /// Stands for the value; as with `TextNumber`, a page made to have one
        /// number for two values only spoils its own reading.
        var number: UInt64 = 0
        var reading = Reading()
    }

    private static let size = 1024
    /// Longer values are hardly ever repeated.
    private static let longest = 400

    private let words = MarkupWordMatcher()
    /// One slot for all values with the same last bits of their number; a
    /// later one takes it.
    private let slots: UnsafeMutablePointer<Slot>

    init() {
        slots = .allocate(capacity: Self.size)
        slots.initialize(repeating: Slot(), count: Self.size)
    }

    deinit { slots.deallocate() }

    /// Begins with another page.
    func forget() {
        slots.update(repeating: Slot(), count: Self.size)
    }

    /// What the value of a class or id attribute says.
    func reading(of value: ByteText) -> Reading {
        guard value.count <= Self.longest else { return read(value) }
        let number = value.number
        let slot = slots + Int(truncatingIfNeeded: number & UInt64(Self.size - 1))
        if slot.pointee.number != number {
            slot.pointee = Slot(number: number, reading: read(value))
        }
        return slot.pointee.reading
    }

    private func read(_ value: ByteText) -> Reading {
        let (categories, digest) = words.read(value)
        return Reading(
            categories: categories,
            digest: digest,
            mark: NodeMarker.mark(ofValue: value)
        )
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// A number that stands for the bytes, taken eight at a time, all digits
    /// alike: they only divide words.
    fileprivate var number: UInt64 {
        let raw = UnsafeRawBufferPointer(self)
        var number = UInt64(truncatingIfNeeded: count &+ 1) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        while index &+ 8 < count {
            number = Self.mix(number, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        return Self.mix(number, lastWord)
    }

    /// The last eight bytes; of less, all of them.
    private var lastWord: UInt64 {
        let raw = UnsafeRawBufferPointer(self)
        if count >= 8 { return raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) }
        if count >= 4 {
            let first = raw.loadUnaligned(as: UInt32.self)
            let last = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            return UInt64(first) << 32 | UInt64(last)
        }
        var word: UInt64 = 0
        for byte in self { word = word << 8 | UInt64(byte) }
        return word
    }

    @inline(__always)
    private static func mix(_ number: UInt64, _ word: UInt64) -> UInt64 {
        let product = (number ^ withoutDigits(word)) &* 0xFF51_AFD7_ED55_8CCD
        return product ^ product >> 32
    }

    /// Bytes with each digit made a zero digit.
    @inline(__always)
    private static func withoutDigits(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & (ones &* 0x7F)
        let digits = (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46) & ~word & (ones &* 0x80)
        return word & ~((digits >> 7) &* 0x0F)
    }
}
