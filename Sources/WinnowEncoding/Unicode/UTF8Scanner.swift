// UTF-8 validation. Every page passes through it, so ASCII is skipped 32 bytes
// at a time and other text is taken character by character without a table.
// The boundaries of an ill-formed sequence are the Unicode Standard's "maximal
// subparts", which is what the Encoding Standard's decoder does.

/// Finds where UTF-8 text is ill-formed.
public enum UTF8Scanner {
    /// The length of the longest well-formed prefix; `bytes.count` if all of it
    /// is UTF-8.
    public static func validPrefixLength(_ bytes: Span<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { validPrefixLength($0) }
    }

    /// The length of the longest well-formed prefix of a buffer.
    public static func validPrefixLength(_ buffer: UnsafeBufferPointer<UInt8>) -> Int {
        var index = 0
        while true {
            index = asciiEnd(buffer, from: index)
            // Runs of letters of one script: stay here until ASCII or the end
            // comes.
            while index < buffer.count, buffer[index] >= 0x80 {
                let length = sequenceLength(buffer, at: index)
                guard length > 0 else { return index }
                index += length
            }
            if index >= buffer.count { return index }
        }
    }

    /// Whether the bytes are UTF-8.
    public static func isValid(_ bytes: Span<UInt8>) -> Bool {
        validPrefixLength(bytes) == bytes.count
    }

    /// Whether the bytes of a buffer are UTF-8.
    public static func isValid(_ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
        validPrefixLength(buffer) == buffer.count
    }

    /// The index of the first byte from `start` on that is not ASCII.
    static func asciiEnd(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(buffer)
        var index = start
        while index &+ 32 <= raw.count {
            let first = raw.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            let both = first.lowHalf | first.highHalf
            if (both.x | both.y) & 0x8080_8080_8080_8080 != 0 { break }
            index &+= 32
        }
        while index &+ 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let high = UInt64(littleEndian: word) & 0x8080_8080_8080_8080
            if high != 0 { return index &+ high.trailingZeroBitCount >> 3 }
            index &+= 8
        }
        while index < raw.count, raw[index] < 0x80 { index &+= 1 }
        return index
    }

    /// The length of the well-formed sequence that starts with a non-ASCII
    /// byte, 0 if there is none.
    @inline(__always)
    static func sequenceLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = buffer[index]
        let left = buffer.count &- index
        if lead < 0xE0 {
            guard lead >= 0xC2, left >= 2, isContinuation(buffer[index &+ 1]) else { return 0 }
            return 2
        }
        if lead < 0xF0 {
            guard left >= 3, isSecond(buffer[index &+ 1], after: lead),
                isContinuation(buffer[index &+ 2])
            else { return 0 }
            return 3
        }
        guard lead <= 0xF4, left >= 4, isSecond(buffer[index &+ 1], after: lead),
            isContinuation(buffer[index &+ 2]), isContinuation(buffer[index &+ 3])
        else { return 0 }
        return 4
    }

    /// The length of the maximal subpart that an ill-formed sequence at the
    /// index replaces with one U+FFFD.
    static func illFormedLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = buffer[index]
        guard lead >= 0xE0, lead <= 0xF4, index + 1 < buffer.count,
            isSecond(buffer[index + 1], after: lead)
        else { return 1 }
        guard lead >= 0xF0, index + 2 < buffer.count, isContinuation(buffer[index + 2]) else {
            return 2
        }
        return 3
    }

    @inline(__always)
    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// Whether the byte may follow a lead of three or four bytes: no overlong
    /// forms, no surrogates, nothing above U+10FFFF.
    @inline(__always)
    private static func isSecond(_ byte: UInt8, after lead: UInt8) -> Bool {
        switch lead {
        case 0xE0: byte >= 0xA0 && byte <= 0xBF
        case 0xED: byte >= 0x80 && byte <= 0x9F
        case 0xF0: byte >= 0x90 && byte <= 0xBF
        case 0xF4: byte >= 0x80 && byte <= 0x8F
        default: isContinuation(byte)
        }
    }
}
