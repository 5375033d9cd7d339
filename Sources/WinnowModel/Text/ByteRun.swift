/// Finds where a run of bytes that need no attention ends, eight at a time.
///
/// A byte's highest bit tells the answer for it; a borrow or carry out of a
/// byte that sets it may set it in the next one too, never without.
enum ByteRun {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highest: UInt64 = 0x8080_8080_8080_8080

    /// The first place from `start` on of a byte that is not printable ASCII,
    /// or the end.
    @inline(__always)
    static func printableEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        end(bytes, from: start) { word in
            // Below a space, DEL, or beyond ASCII.
            word | (word &- ones &* 0x20) | (word &+ ones)
        } isPlain: { byte in
            byte &- 0x20 < 0x5F
        }
    }

    /// The first place from `start` on of a byte that is not ASCII or that JSON
    /// escapes, or the end.
    @inline(__always)
    static func unescapedEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        end(bytes, from: start) { word in
            // Below a space, a quotation mark, a reverse solidus, or beyond ASCII.
            word | (word &- ones &* 0x20) | ((word ^ ones &* 0x22) &- ones)
                | ((word ^ ones &* 0x5C) &- ones)
        } isPlain: { byte in
            byte &- 0x20 < 0x60 && byte != 0x22 && byte != 0x5C
        }
    }

    /// The first place from `start` on of a byte that is ASCII, or begins a
    /// character from U+0080 to U+00BF or U+2000 to U+2FFF, where the line ends
    /// beyond ASCII are; or the end.
    @inline(__always)
    static func otherEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] >= 0x80, bytes[index] != 0xC2,
            bytes[index] != 0xE2
        {
            index &+= 1
        }
        return index
    }

    @inline(__always)
    private static func end(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        marks: (UInt64) -> UInt64,
        isPlain: (UInt8) -> Bool
    ) -> Int {
        let memory = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 8 <= memory.count {
            let word = memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if marks(word) & highest != 0 { break }
            index += 8
        }
        while index < bytes.count, isPlain(bytes[index]) { index += 1 }
        return index
    }
}
