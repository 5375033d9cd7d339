/// The set of all windows of twelve letters or digits of a text, as hashes in
/// a bit set, to ask how much of another text was copied from it.
struct TextWindows {
    private static let width = 12
    private static let bitCount = 1 << 16

    private var bits: [UInt64] = []

    var isEmpty: Bool { bits.isEmpty }

    /// Adds a text's windows.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        if isEmpty { bits = Array(repeating: 0, count: Self.bitCount / 64) }
        var letters = TextLetters(capacity: text.count)
        letters.read(text)
        for start in 0..<Self.count(in: letters) {
            let slot = Self.slot(letters, start)
            bits[slot >> 6] |= 1 << UInt64(slot & 63)
        }
    }

    /// The shares of a text's windows that are in each of two sets, -1 for an
    /// empty set.
    static func shares(
        of letters: borrowing TextLetters,
        _ first: TextWindows,
        _ second: TextWindows
    ) -> (Float, Float) {
        let total = count(in: letters)
        guard total > 0 else { return (first.isEmpty ? -1 : 0, second.isEmpty ? -1 : 0) }
        var found = (0, 0)
        if second.isEmpty {
            for start in 0..<total { found.0 &+= first.bit(slot(letters, start)) }
        } else if first.isEmpty {
            for start in 0..<total { found.1 &+= second.bit(slot(letters, start)) }
        } else {
            for start in 0..<total {
                let slot = slot(letters, start)
                found.0 &+= first.bit(slot)
                found.1 &+= second.bit(slot)
            }
        }
        return (
            first.isEmpty ? -1 : Float(found.0) / Float(total),
            second.isEmpty ? -1 : Float(found.1) / Float(total)
        )
    }

    /// 1 if a bit is set.
    @inline(__always)
    private func bit(_ slot: Int) -> Int {
        Int(truncatingIfNeeded: bits[slot >> 6] >> UInt64(slot & 63) & 1)
    }

    private static func count(in letters: borrowing TextLetters) -> Int {
        max(0, letters.count - width + 1)
    }

    /// The bit of the window that begins here.
    @inline(__always)
    private static func slot(_ letters: borrowing TextLetters, _ start: Int) -> Int {
        let first = UInt64(letters.load(start, as: UInt32.self).byteSwapped)
        let last = letters.load(start &+ 4, as: UInt64.self).byteSwapped
        var hash = last &* 0x9E37_79B9_7F4A_7C15 ^ first &* 0xC2B2_AE3D_27D4_EB4F
        hash ^= hash >> 29
        hash = hash &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: hash >> 48)
    }
}

/// A text without its ASCII marks and spaces, in lower case.
struct TextLetters: ~Copyable {
    private let bytes: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private(set) var count = 0

    /// For each byte what is kept of it, 0 for nothing.
    private static let kept: [UInt8] = (0..<256).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(byte) | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            0x80...0xFF:
            UInt8(byte)
        default: 0
        }
    }

    /// - Parameter capacity: The bytes of the longest text to come.
    init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity + 1)
    }

    deinit { bytes.deallocate() }

    /// Takes a text in place of the one before.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        precondition(text.count <= capacity)
        let bytes = bytes
        count = Self.kept.withUnsafeBufferPointer { kept in
            var count = 0
            // Without a branch: where words end no one could guess.
            for byte in text {
                let letter = kept[Int(byte)]
                bytes[count] = letter
                count &+= (Int(letter) &+ 0xFF) >> 8
            }
            return count
        }
    }

    /// A number whose lowest byte is the one at an index.
    @inline(__always)
    func load<Number: FixedWidthInteger>(_ index: Int, as type: Number.Type) -> Number {
        assert(index >= 0 && index + MemoryLayout<Number>.size <= count)
        let place = UnsafeRawPointer(bytes + index)
        return Number(littleEndian: place.loadUnaligned(as: type))
    }
}

/// For each block how much of it stands in the page's own data.
struct CopiedShares {
    private(set) var body: [Float] = []
    private(set) var description: [Float] = []

    init(_ page: borrowing Page, _ evidence: PageEvidence) {
        let count = page.blocks.count
        guard !evidence.body.isEmpty || !evidence.description.isEmpty else {
            body = Array(repeating: -1, count: count)
            description = body
            return
        }
        body.reserveCapacity(count)
        description.reserveCapacity(count)
        let longest = page.blocks.reduce(0) { max($0, $1.textEnd - $1.textStart) }
        var letters = TextLetters(capacity: Int(longest))
        for block in page.blocks {
            letters.read(page.text.bytes(block.textStart, block.textEnd))
            let shares = TextWindows.shares(of: letters, evidence.body, evidence.description)
            body.append(shares.0)
            description.append(shares.1)
        }
    }
}
