/// The expanded indexes of the multi-byte encodings.
enum MultiByteIndex {
    static let big5 = PackedIndex.codePoints(MultiByteIndexes.big5)
    static let eucKR = PackedIndex.codePoints(MultiByteIndexes.eucKR)
    static let gb18030 = PackedIndex.codePoints(MultiByteIndexes.gb18030)
    static let jis0208 = PackedIndex.codePoints(MultiByteIndexes.jis0208)
    static let jis0212 = PackedIndex.codePoints(MultiByteIndexes.jis0212)
    static let gb18030Ranges = PackedIndex.pairs(GB18030Ranges.pairs)
}

extension [UInt32] {
    /// The code point at a pointer, 0 for none.
    @inline(__always)
    func codePoint(_ pointer: Int) -> UInt32 {
        pointer < count ? self[pointer] : 0
    }
}

/// What a decoder read at one place: the index to read on at, and whether the
/// bytes up to it are malformed.
struct DecodingStep {
    let next: Int
    let isMalformed: Bool

    static func decoded(next: Int) -> DecodingStep {
        DecodingStep(next: next, isMalformed: false)
    }

    static func malformed(next: Int) -> DecodingStep {
        DecodingStep(next: next, isMalformed: true)
    }
}

/// Decodes an encoding of ASCII and characters of a lead and further bytes:
/// copies the ASCII runs and calls `character` at each other byte, which
/// appends the character it reads there.
@inline(__always)
func decodeMultiByte(
    _ bytes: UnsafeBufferPointer<UInt8>,
    into output: inout [UInt8],
    character: (Int, inout [UInt8]) -> DecodingStep
) -> Int {
    var errors = 0
    var index = 0
    while index < bytes.count {
        if bytes[index] < 0x80 {
            let end = UTF8Scanner.asciiEnd(bytes, from: index)
            output.append(contentsOf: bytes[index..<end])
            index = end
            continue
        }
        let step = character(index, &output)
        if step.isMalformed {
            output.appendReplacement()
            errors += 1
        }
        index = step.next
    }
    return errors
}

/// Reads a character of two bytes: appends the code point found for the trail,
/// 0 meaning none.
///
/// An ASCII trail that fits no character is read again, so that a broken lead
/// swallows no markup; the standard calls it restoring the byte.
@inline(__always)
func twoByteStep(
    _ bytes: UnsafeBufferPointer<UInt8>,
    at index: Int,
    into output: inout [UInt8],
    codePoint: (UInt8) -> UInt32
) -> DecodingStep {
    guard index + 1 < bytes.count else { return .malformed(next: bytes.count) }
    let trail = bytes[index + 1]
    let found = codePoint(trail)
    if found != 0 {
        output.appendUTF8(found)
        return .decoded(next: index + 2)
    }
    return .malformed(next: trail < 0x80 ? index + 1 : index + 2)
}
