/// What the head of a page says that helps to find its main content.
struct PageEvidence {
    /// Hashes of the title's words, lower case.
    var titleWords: [UInt32] = []
    /// Windows of `articleBody` of JSON-LD; empty where there is none.
    var body = TextWindows()
    /// Windows of the page's description.
    var description = TextWindows()
    /// 0 unknown, 1 article, 2 product, 3 other, as `og:type` says.
    var openGraphType = 0
    /// Kinds of JSON-LD objects: bit 0 article, 1 product, 2 list or
    /// collection, 3 forum, 4 web page, 5 anything else.
    var linkedTypes = 0
    var hasOpenGraph = false
    var metaCount = 0
    /// Words of the names of the site and the authors.
    var names = PageNames()
}

/// The set of all windows of twelve letters or digits of a text, as hashes in
/// a bit set, to ask how much of another text was copied from it.
struct TextWindows {
    private static let width = 12
    private static let bitCount = 1 << 16
    private var bits: [UInt64] = []

    var isEmpty: Bool { bits.isEmpty }

    /// Adds a text's windows.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        if bits.isEmpty { bits = Array(repeating: 0, count: Self.bitCount / 64) }
        var window = RollingWindow()
        for byte in text where window.take(byte) {
            let slot = window.slot
            bits[slot >> 6] |= 1 << UInt64(slot & 63)
        }
    }

    /// The shares of a text's windows that are in each of two sets, -1 for an
    /// empty set; the text is read once.
    static func shares(
        of text: UnsafeBufferPointer<UInt8>,
        _ first: TextWindows,
        _ second: TextWindows
    ) -> (first: Float, second: Float) {
        guard !first.isEmpty, !second.isEmpty else {
            return (first.share(of: text), second.share(of: text))
        }
        var window = RollingWindow()
        var total: Float = 0
        var found: (first: Float, second: Float) = (0, 0)
        for byte in text where window.take(byte) {
            let slot = window.slot
            total += 1
            if first.bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0 { found.first += 1 }
            if second.bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0 { found.second += 1 }
        }
        return total == 0 ? (0, 0) : (found.first / total, found.second / total)
    }

    /// The share of a text's windows that are in the set, -1 for an empty set.
    func share(of text: UnsafeBufferPointer<UInt8>) -> Float {
        if bits.isEmpty { return -1 }
        var window = RollingWindow()
        var total: Float = 0
        var found: Float = 0
        for byte in text where window.take(byte) {
            let slot = window.slot
            total += 1
            if bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0 { found += 1 }
        }
        return total == 0 ? 0 : found / total
    }

    /// A rolling hash over the last twelve bytes that are no ASCII marks.
    private struct RollingWindow {
        private var ring: (UInt64, UInt64) = (0, 0)
        private var filled = 0

        /// Takes a byte; true once a whole window stands.
        @inline(__always)
        mutating func take(_ byte: UInt8) -> Bool {
            var byte = byte
            if byte < 0x80 {
                let folded = byte | 0x20
                if folded >= 0x61 && folded <= 0x7A {
                    byte = folded
                } else if byte < 0x30 || byte > 0x39 {
                    return false
                }
            }
            ring.1 = (ring.1 << 8 | ring.0 >> 56) & 0xFFFF_FFFF
            ring.0 = ring.0 << 8 | UInt64(byte)
            if filled < width { filled += 1 }
            return filled == width
        }

        var slot: Int {
            var hash = ring.0 &* 0x9E37_79B9_7F4A_7C15 ^ ring.1 &* 0xC2B2_AE3D_27D4_EB4F
            hash ^= hash >> 29
            hash = hash &* 0xBF58_476D_1CE4_E5B9
            return Int(hash >> 48)
        }
    }
}

/// Hashes of a text's words, letters and digits alone, ASCII in lower case.
///
/// Every ideograph is a word.
func wordHashes(_ text: UnsafeBufferPointer<UInt8>, limit: Int, classes: [CharacterClass])
    -> [UInt32]
{
    var result: [UInt32] = []
    addWordHashes(text, limit: limit, classes: classes, to: &result)
    return result
}

/// Adds at most `limit` hashes of words to an empty buffer; see `wordHashes`.
func addWordHashes(
    _ text: UnsafeBufferPointer<UInt8>,
    limit: Int,
    classes: [CharacterClass],
    to result: inout [UInt32]
) {
    var hash: UInt32 = 2_166_136_261
    var inWord = false
    var index = 0
    while index < text.count, result.count < limit {
        if text[index] &- 0x61 < 26 {
            // Small letters, of which most words are.
            repeat {
                hash = (hash ^ UInt32(text[index])) &* 16_777_619
                index += 1
            } while index < text.count && text[index] &- 0x61 < 26
            inWord = true
            continue
        }
        var scalar = UInt32(text[index])
        var length = 1
        var kind: CharacterClass
        if scalar < 0x80 {
            kind = classes[Int(scalar)]
            if kind == .upper { scalar |= 0x20 }
        } else {
            (scalar, length) = decodeScalar(text, at: index)
            kind = CharacterClass.of(scalar)
        }
        index += length
        if kind == .ideograph {
            if inWord { result.append(hash) }
            result.append(scalar)
            inWord = false
            hash = 2_166_136_261
        } else if kind.isLetter || kind == .digit {
            hash = (hash ^ scalar) &* 16_777_619
            inWord = true
        } else if inWord {
            result.append(hash)
            inWord = false
            hash = 2_166_136_261
        }
    }
    if inWord { result.append(hash) }
}
