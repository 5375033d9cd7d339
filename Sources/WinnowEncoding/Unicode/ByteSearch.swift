/// Search for one byte, 32 at a time.
enum ByteSearch {
    /// The first index from `start` on that holds the byte; the count if none
    /// does.
    @inline(__always)
    static func first(
        _ byte: UInt8,
        in buffer: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int {
        let raw = UnsafeRawBufferPointer(buffer)
        let wanted = SIMD32<UInt8>(repeating: byte)
        var index = start
        while index &+ 32 <= raw.count {
            let bytes = raw.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            let hits = unsafeBitCast(bytes .== wanted, to: SIMD4<UInt64>.self)
            if hits[0] | hits[1] | hits[2] | hits[3] != 0 {
                for lane in 0..<4 where hits[lane] != 0 {
                    let place = UInt64(littleEndian: hits[lane]).trailingZeroBitCount >> 3
                    return index &+ lane &* 8 &+ place
                }
            }
            index &+= 32
        }
        while index < raw.count, raw[index] != byte { index &+= 1 }
        return index
    }
}
