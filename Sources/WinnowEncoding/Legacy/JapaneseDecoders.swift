/// The Shift_JIS decoder.
func decodeShiftJIS(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    let table = MultiByteIndex.jis0208
    return decodeMultiByte(bytes, into: &output) { index, output in
        let lead = bytes[index]
        switch lead {
        case 0x80:
            output.appendUTF8(0x80)
            return .decoded(next: index + 1)
        case 0xA1...0xDF:
            output.appendUTF8(0xFF61 + UInt32(lead - 0xA1))
            return .decoded(next: index + 1)
        case 0xA0, 0xFD...0xFF:
            return .malformed(next: index + 1)
        default:
            return twoByteStep(bytes, at: index, into: &output) { trail in
                shiftJISCodePoint(lead, trail, table)
            }
        }
    }
}

@inline(__always)
private func shiftJISCodePoint(_ lead: UInt8, _ trail: UInt8, _ table: [UInt32]) -> UInt32 {
    guard trail >= 0x40, trail != 0x7F, trail <= 0xFC else { return 0 }
    let offset = trail < 0x7F ? 0x40 : 0x41
    let leadOffset = lead < 0xA0 ? 0x81 : 0xC1
    let pointer = (Int(lead) - leadOffset) * 188 + Int(trail) - offset
    // The user-defined rows keep their place in the private use area.
    if (8836...10715).contains(pointer) { return 0xE000 + UInt32(pointer - 8836) }
    return table.codePoint(pointer)
}

/// The EUC-JP decoder.
func decodeEUCJP(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    let jis0208 = MultiByteIndex.jis0208
    let jis0212 = MultiByteIndex.jis0212
    return decodeMultiByte(bytes, into: &output) { index, output in
        let lead = bytes[index]
        switch lead {
        case 0x8E:
            return twoByteStep(bytes, at: index, into: &output) { trail in
                (0xA1...0xDF).contains(trail) ? 0xFF61 + UInt32(trail - 0xA1) : 0
            }
        case 0x8F:
            guard index + 1 < bytes.count, (0xA1...0xFE).contains(bytes[index + 1]) else {
                return twoByteStep(bytes, at: index, into: &output) { _ in 0 }
            }
            let row = bytes[index + 1]
            return twoByteStep(bytes, at: index + 1, into: &output) { trail in
                eucCodePoint(row, trail, jis0212)
            }
        case 0xA1...0xFE:
            return twoByteStep(bytes, at: index, into: &output) { trail in
                eucCodePoint(lead, trail, jis0208)
            }
        default:
            return .malformed(next: index + 1)
        }
    }
}

@inline(__always)
private func eucCodePoint(_ lead: UInt8, _ trail: UInt8, _ table: [UInt32]) -> UInt32 {
    guard (0xA1...0xFE).contains(trail) else { return 0 }
    return table.codePoint(Int(lead - 0xA1) * 94 + Int(trail) - 0xA1)
}
