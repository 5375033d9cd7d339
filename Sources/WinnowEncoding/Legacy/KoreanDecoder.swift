/// The EUC-KR decoder, that of windows-949 in full.
func decodeEUCKR(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    let table = MultiByteIndex.eucKR
    return decodeMultiByte(bytes, into: &output) { index, output in
        let lead = bytes[index]
        guard lead != 0x80, lead != 0xFF else { return .malformed(next: index + 1) }
        return twoByteStep(bytes, at: index, into: &output) { trail in
            guard trail >= 0x41, trail != 0xFF else { return 0 }
            return table.codePoint(Int(lead - 0x81) * 190 + Int(trail) - 0x41)
        }
    }
}
