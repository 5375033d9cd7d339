/// The ISO-2022-JP decoder: escape sequences switch between character sets.
func decodeISO2022JP(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    var decoder = ISO2022JPDecoder()
    var index = 0
    while index < bytes.count {
        index = decoder.step(bytes, at: index, into: &output)
    }
    return decoder.errors
}

private struct ISO2022JPDecoder {
    enum CharacterSet { case ascii, roman, katakana, jis0208 }

    var characterSet = CharacterSet.ascii
    /// Whether an escape sequence came last: a second one in a row could hide
    /// text from filters and is an error.
    var followsEscape = false
    var errors = 0
    let table = MultiByteIndex.jis0208

    /// Reads one character or escape sequence; returns the index after it.
    mutating func step(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int,
        into output: inout [UInt8]
    ) -> Int {
        let byte = bytes[index]
        if byte == 0x1B {
            return escape(bytes, at: index, into: &output)
        }
        switch (characterSet, byte) {
        case (.jis0208, 0x21...0x7E):
            return doubleByte(bytes, at: index, into: &output)
        case (.katakana, 0x21...0x5F):
            output.appendUTF8(0xFF61 + UInt32(byte - 0x21))
        case (.roman, 0x5C):
            output.appendUTF8(0xA5)
        case (.roman, 0x7E):
            output.appendUTF8(0x203E)
        case (.ascii, 0x00...0x7F), (.roman, 0x00...0x7F):
            guard byte != 0x0E, byte != 0x0F else { return fail(index + 1, &output) }
            output.append(byte)
        default:
            return fail(index + 1, &output)
        }
        followsEscape = false
        return index + 1
    }

    private mutating func fail(_ next: Int, _ output: inout [UInt8]) -> Int {
        followsEscape = false
        errors += 1
        output.appendReplacement()
        return next
    }

    private mutating func doubleByte(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int,
        into output: inout [UInt8]
    ) -> Int {
        followsEscape = false
        guard index + 1 < bytes.count else {
            errors += 1
            output.appendReplacement()
            return index + 1
        }
        let trail = bytes[index + 1]
        // An escape here is both an error and an escape.
        let next = trail == 0x1B ? index + 1 : index + 2
        var codePoint: UInt32 = 0
        if (0x21...0x7E).contains(trail) {
            codePoint = table.codePoint(Int(bytes[index] - 0x21) * 94 + Int(trail) - 0x21)
        }
        if codePoint == 0 {
            errors += 1
            output.appendReplacement()
        } else {
            output.appendUTF8(codePoint)
        }
        return next
    }

    private mutating func escape(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int,
        into output: inout [UInt8]
    ) -> Int {
        guard index + 2 < bytes.count,
            let selected = Self.characterSet(bytes[index + 1], bytes[index + 2])
        else { return fail(index + 1, &output) }
        characterSet = selected
        if followsEscape {
            errors += 1
            output.appendReplacement()
        }
        followsEscape = true
        return index + 3
    }

    private static func characterSet(_ first: UInt8, _ second: UInt8) -> CharacterSet? {
        switch (first, second) {
        case (0x28, 0x42): .ascii
        case (0x28, 0x4A): .roman
        case (0x28, 0x49): .katakana
        case (0x24, 0x40), (0x24, 0x42): .jis0208
        default: nil
        }
    }
}
