extension Encoding {
    /// Decodes bytes as the Encoding Standard does, without looking for a byte
    /// order mark, and appends UTF-8 to the output.
    ///
    /// Any bytes decode: what is malformed becomes U+FFFD. The output grows by
    /// at most three times the input.
    ///
    /// - Returns: the number of U+FFFD that stand for malformed input.
    @discardableResult
    public func decode(_ bytes: Span<UInt8>, into output: inout [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { decode($0, into: &output) }
    }

    /// Decodes a buffer; see the overload for spans.
    @discardableResult
    public func decode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
        output.reserveCapacity(output.count + bytes.count)
        switch self {
        case .utf8: return decodeUTF8(bytes, into: &output)
        case .utf16BE: return decodeUTF16(bytes, isBigEndian: true, into: &output)
        case .utf16LE: return decodeUTF16(bytes, isBigEndian: false, into: &output)
        case .utf32BE: return decodeUTF32(bytes, isBigEndian: true, into: &output)
        case .utf32LE: return decodeUTF32(bytes, isBigEndian: false, into: &output)
        case .gbk, .gb18030: return decodeGB18030(bytes, into: &output)
        case .big5: return decodeBig5(bytes, into: &output)
        case .eucJP: return decodeEUCJP(bytes, into: &output)
        case .iso2022JP: return decodeISO2022JP(bytes, into: &output)
        case .shiftJIS: return decodeShiftJIS(bytes, into: &output)
        case .eucKR: return decodeEUCKR(bytes, into: &output)
        case .replacement:
            guard !bytes.isEmpty else { return 0 }
            output.appendReplacement()
            return 1
        default:
            return decodeSingleByte(bytes, SingleByteTable.table(of: self), into: &output)
        }
    }

    /// Decodes bytes to a new array of UTF-8.
    public func decode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        decode(bytes.span, into: &output)
        return output
    }
}
