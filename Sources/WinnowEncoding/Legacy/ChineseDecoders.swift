/// The gb18030 decoder, which is also that of GBK.
func decodeGB18030(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    let table = MultiByteIndex.gb18030
    return decodeMultiByte(bytes, into: &output) { index, output in
        let lead = bytes[index]
        if lead == 0x80 {
            output.appendUTF8(0x20AC)
            return .decoded(next: index + 1)
        }
        guard lead != 0xFF else { return .malformed(next: index + 1) }
        if index + 1 < bytes.count, (0x30...0x39).contains(bytes[index + 1]) {
            return fourByteStep(bytes, at: index, into: &output)
        }
        return twoByteStep(bytes, at: index, into: &output) { trail in
            guard trail >= 0x40, trail != 0x7F, trail != 0xFF else { return 0 }
            let offset = trail < 0x7F ? 0x40 : 0x41
            return table.codePoint(Int(lead - 0x81) * 190 + Int(trail) - offset)
        }
    }
}

/// Reads a gb18030 character whose second byte is a digit.
private func fourByteStep(
    _ bytes: UnsafeBufferPointer<UInt8>,
    at index: Int,
    into output: inout [UInt8]
) -> DecodingStep {
    guard index + 2 < bytes.count else { return .malformed(next: bytes.count) }
    let third = bytes[index + 2]
    guard third >= 0x81, third != 0xFF else { return .malformed(next: index + 1) }
    guard index + 3 < bytes.count else { return .malformed(next: bytes.count) }
    let fourth = bytes[index + 3]
    guard (0x30...0x39).contains(fourth) else { return .malformed(next: index + 1) }
    var pointer = Int(bytes[index] - 0x81) * 10 + Int(bytes[index + 1] - 0x30)
    pointer = (pointer * 126 + Int(third - 0x81)) * 10 + Int(fourth - 0x30)
    guard let codePoint = gb18030RangesCodePoint(pointer) else {
        return .malformed(next: index + 4)
    }
    output.appendUTF8(codePoint)
    return .decoded(next: index + 4)
}

/// "Index gb18030 ranges code point".
private func gb18030RangesCodePoint(_ pointer: Int) -> UInt32? {
    if pointer > 39_419 && pointer < 189_000 || pointer > 1_237_575 { return nil }
    if pointer == 7457 { return 0xE7C7 }
    let ranges = MultiByteIndex.gb18030Ranges
    var low = 0
    var high = ranges.count
    while high - low > 1 {
        let middle = (low + high) / 2
        if Int(ranges[middle].pointer) <= pointer { low = middle } else { high = middle }
    }
    return ranges[low].codePoint + UInt32(pointer) - ranges[low].pointer
}

/// The Big5 decoder.
func decodeBig5(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    let table = MultiByteIndex.big5
    return decodeMultiByte(bytes, into: &output) { index, output in
        let lead = bytes[index]
        guard lead != 0x80, lead != 0xFF else { return .malformed(next: index + 1) }
        if index + 1 < bytes.count, let pair = big5Pair(lead, bytes[index + 1]) {
            output.appendUTF8(pair.letter)
            output.appendUTF8(pair.mark)
            return .decoded(next: index + 2)
        }
        return twoByteStep(bytes, at: index, into: &output) { trail in
            guard trail >= 0x40 && trail < 0x7F || trail >= 0xA1 && trail < 0xFF else { return 0 }
            let offset = trail < 0x7F ? 0x40 : 0x62
            return table.codePoint(Int(lead - 0x81) * 157 + Int(trail) - offset)
        }
    }
}

/// The four Big5 characters that Unicode writes as a letter and a mark.
private func big5Pair(_ lead: UInt8, _ trail: UInt8) -> (letter: UInt32, mark: UInt32)? {
    guard lead == 0x88 else { return nil }
    switch trail {
    case 0x62: return (0xCA, 0x304)
    case 0x64: return (0xCA, 0x30C)
    case 0xA3: return (0xEA, 0x304)
    case 0xA5: return (0xEA, 0x30C)
    default: return nil
    }
}
