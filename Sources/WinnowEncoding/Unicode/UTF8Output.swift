extension [UInt8] {
    /// Appends U+FFFD.
    @inline(__always)
    mutating func appendReplacement() {
        append(0xEF)
        append(0xBF)
        append(0xBD)
    }

    /// Appends a code point that is no surrogate as UTF-8.
    @inline(__always)
    mutating func appendUTF8(_ codePoint: UInt32) {
        if codePoint < 0x80 {
            append(UInt8(truncatingIfNeeded: codePoint))
        } else if codePoint < 0x800 {
            append(UInt8(truncatingIfNeeded: 0xC0 | codePoint >> 6))
            append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        } else if codePoint < 0x10000 {
            append(UInt8(truncatingIfNeeded: 0xE0 | codePoint >> 12))
            append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        } else {
            append(UInt8(truncatingIfNeeded: 0xF0 | codePoint >> 18))
            append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 12 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        }
    }
}
