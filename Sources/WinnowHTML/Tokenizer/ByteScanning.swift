/// Scanning of many bytes at a time.
///
/// All functions read up to 32 bytes beyond the position they return, which the zeros behind the source allow
/// (`HTMLParser.padding`); the zero at the end is also what stops every scan.
enum ByteScanning {
    /// The first position from `start` on that holds `first`, `second` or zero.
    @inline(__always)
    static func find(
        _ first: UInt8,
        _ second: UInt8,
        from start: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        let firsts = SIMD16<UInt8>(repeating: first)
        let seconds = SIMD16<UInt8>(repeating: second)
        var position = start
        while true {
            let bytes = UnsafeRawPointer(position).loadUnaligned(as: SIMD16<UInt8>.self)
            let hits =
                (bytes .== firsts) .| (bytes .== seconds) .| (bytes .== SIMD16<UInt8>(repeating: 0))
            let words = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            // No branch on which half it is, which nothing would predict.
            if words[0] | words[1] != 0 {
                let word = words[0] != 0 ? words[0] : words[1]
                let place = words[0] != 0 ? position : position + 8
                return place + (word.trailingZeroBitCount >> 3)
            }
            position += 16
        }
    }

    /// The first position in `start ..< stop` that holds a null, or `stop`.
    @inline(__always)
    static func findNull(_ start: UnsafePointer<UInt8>, _ stop: UnsafePointer<UInt8>)
        -> UnsafePointer<UInt8>
    {
        var position = start
        while position < stop {
            let bytes = UnsafeRawPointer(position).loadUnaligned(as: SIMD16<UInt8>.self)
            let hits = bytes .== SIMD16<UInt8>(repeating: 0)
            let words = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            if words[0] | words[1] != 0 {
                let index =
                    words[0] != 0
                    ? words[0].trailingZeroBitCount >> 3 : 8 + (words[1].trailingZeroBitCount >> 3)
                return min(position + index, stop)
            }
            position += 16
        }
        return stop
    }

    /// Whether any of `count` bytes is not ASCII white space.
    static func hasNonSpace(_ start: UnsafePointer<UInt8>, count: Int) -> Bool {
        var index = 0
        while index < count {
            if !isHTMLSpace(start[index]) { return true }
            index += 1
        }
        return false
    }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var tops: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    static func word(_ position: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
    }

    /// The top bits of bytes that may end a name: controls, space, `/`, `>` and, if asked, `=`.
    ///
    /// Only the lowest set bit is exact: borrows can set bits above it.
    @inline(__always)
    static func nameEnds(_ word: UInt64, orEquals: Bool) -> UInt64 {
        let slash = word ^ (ones &* 0x2F)
        let greater = word ^ (ones &* 0x3E)
        var ends =
            ((word &- ones &* 0x21) & ~word) | ((slash &- ones) & ~slash)
            | ((greater &- ones) & ~greater)
        if orEquals {
            let equals = word ^ (ones &* 0x3D)
            ends |= (equals &- ones) & ~equals
        }
        return ends & tops
    }

    /// A word with its ASCII capitals made small.
    @inline(__always)
    static func lowercased(_ word: UInt64) -> UInt64 {
        let seven = word & ~tops
        let fromA = seven &+ ones &* (0x80 - 0x41)
        let aboveZ = seven &+ ones &* (0x7F - 0x5A)
        return word | (((fromA & ~aboveZ & ~word) & tops) >> 2)
    }
}

@inline(__always)
func isASCIILetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26
}

@inline(__always)
func isASCIIDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10
}

@inline(__always)
func lowercasedASCII(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
}
