/// A percent-encode set of the URL Standard (section 1.3): the ASCII bytes
/// that are written as `%XX`. Every byte above 0x7E belongs to every set.
struct PercentEncodeSet: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// The controls 0x00 to 0x1F, DEL and the given characters.
    private init(_ characters: StaticString, including other: PercentEncodeSet? = nil) {
        var low: UInt64 = other?.low ?? 0xFFFF_FFFF
        var high: UInt64 = other?.high ?? 1 << 63
        characters.withUTF8Buffer { buffer in
            for byte in buffer {
                if byte < 64 {
                    low |= 1 << UInt64(byte)
                } else {
                    high |= 1 << UInt64(byte - 64)
                }
            }
        }
        self.low = low
        self.high = high
    }

    func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
        if byte < 128 { return high >> UInt64(byte - 64) & 1 == 1 }
        return true
    }

    static let control = PercentEncodeSet("")
    static let fragment = PercentEncodeSet(" \"<>`")
    static let query = PercentEncodeSet(" \"#<>")
    static let specialQuery = PercentEncodeSet("'", including: query)
    static let path = PercentEncodeSet("?^`{}", including: query)
    static let userinfo = PercentEncodeSet("/:;=@[\\]|", including: path)
}

/// The value of an ASCII hexadecimal digit, nil for any other byte.
func hexDigitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
}

extension [UInt8] {
    /// Appends bytes, those in `set` as `%XX`; runs without any are copied whole.
    mutating func append(percentEncoding bytes: ArraySlice<UInt8>, _ set: PercentEncodeSet) {
        var start = bytes.startIndex
        for index in bytes.indices where set.contains(bytes[index]) {
            append(contentsOf: bytes[start..<index])
            append(percentEncoded: bytes[index])
            start = index + 1
        }
        append(contentsOf: bytes[start...])
    }

    /// Appends `%XX`.
    mutating func append(percentEncoded byte: UInt8) {
        append(0x25)
        append(upperHexDigit(byte >> 4))
        append(upperHexDigit(byte & 15))
    }
}

private func upperHexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + 0x30 : value + 0x37
}

/// Replaces every `%XX` by its byte; a percent sign without two digits stays.
func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let byte = bytes[index]
        if byte == 0x25, bytes.endIndex - index > 2,
            let high = hexDigitValue(bytes[index + 1]),
            let low = hexDigitValue(bytes[index + 2])
        {
            decoded.append(high << 4 | low)
            index += 3
        } else {
            decoded.append(byte)
            index += 1
        }
    }
    return decoded
}
