/// Copies UTF-8, each maximal subpart of an ill-formed sequence as U+FFFD.
func decodeUTF8(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    var errors = 0
    var start = 0
    while start < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        let valid = UTF8Scanner.validPrefixLength(rest.span)
        output.append(contentsOf: rest[..<valid])
        start += valid
        if start < bytes.count {
            output.appendReplacement()
            errors += 1
            start += UTF8Scanner.illFormedLength(bytes, at: start)
        }
    }
    return errors
}

/// Decodes UTF-16; lone surrogates and an odd last byte become U+FFFD.
func decodeUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>,
    isBigEndian: Bool,
    into output: inout [UInt8]
) -> Int {
    let high = isBigEndian ? 0 : 1
    var errors = 0
    var lead: UInt32 = 0
    var index = 0
    while index + 1 < bytes.count {
        let unit = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + 1 - high])
        index += 2
        if lead != 0 {
            if unit & 0xFC00 == 0xDC00 {
                output.appendUTF8(0x10000 + (lead & 0x3FF) << 10 + unit & 0x3FF)
                lead = 0
                continue
            }
            output.appendReplacement()
            errors += 1
            lead = 0
        }
        switch unit & 0xFC00 {
        case 0xD800:
            lead = unit
        case 0xDC00:
            output.appendReplacement()
            errors += 1
        default:
            output.appendUTF8(unit)
        }
    }
    // A lead surrogate and an odd byte at the end are one error together.
    if lead != 0 || index < bytes.count {
        output.appendReplacement()
        errors += 1
    }
    return errors
}

/// Decodes UTF-32; what is no scalar value, and a short last unit, become
/// U+FFFD.
func decodeUTF32(
    _ bytes: UnsafeBufferPointer<UInt8>,
    isBigEndian: Bool,
    into output: inout [UInt8]
) -> Int {
    var errors = 0
    var index = 0
    while index + 3 < bytes.count {
        var unit: UInt32 = 0
        for offset in 0..<4 {
            unit = unit << 8 | UInt32(bytes[index + (isBigEndian ? offset : 3 - offset)])
        }
        index += 4
        if unit > 0x10FFFF || unit & 0xFFFF_F800 == 0xD800 {
            output.appendReplacement()
            errors += 1
        } else {
            output.appendUTF8(unit)
        }
    }
    if index < bytes.count {
        output.appendReplacement()
        errors += 1
    }
    return errors
}
