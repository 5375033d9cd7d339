/// Reads bytes of a date from left to right.
struct DateBytes {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private let end: Int

    /// Space at both ends does not count.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var end = bytes.count
        while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
        self.bytes = bytes
        self.end = end
        skipSpace()
    }

    var isAtEnd: Bool { position >= end }
    var current: UInt8? { position < end ? bytes[position] : nil }

    mutating func skipSpace() {
        while position < end, bytes[position] <= 0x20 { position += 1 }
    }

    /// Moves over the byte if it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// A number of so many digits; nil for fewer or more.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while let byte = current, isASCIIDigit(byte) {
            guard count < digits.upperBound else { return nil }
            value = value * 10 + Int(byte - 0x30)
            count += 1
            position += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    /// Milliseconds of the digits after a decimal sign.
    mutating func fraction() -> Int? {
        var value = 0
        var weight = 100
        guard let byte = current, isASCIIDigit(byte) else { return nil }
        while let byte = current, isASCIIDigit(byte) {
            value += Int(byte - 0x30) * weight
            weight /= 10
            position += 1
        }
        return value
    }

    /// The letters here, at most eight, in lower case, first letter highest; 0
    /// for none or more.
    mutating func word() -> UInt64 {
        var word: UInt64 = 0
        var count = 0
        while let byte = current, isASCIILetter(byte) {
            word = word << 8 | UInt64(byte | 0x20)
            count += 1
            position += 1
        }
        return count <= 8 ? word : 0
    }

    /// `+hh:mm`, `+hhmm` or `+hh` in seconds.
    mutating func offset() -> Int? {
        let isNegative = current == 0x2D
        guard skip(0x2B) || skip(0x2D), let hours = number(digits: 2...4) else { return nil }
        var seconds = hours * 3600
        if hours > 99 {
            seconds = hours / 100 * 3600 + hours % 100 * 60
        } else if skip(0x3A) {
            guard let minutes = number(digits: 2...2) else { return nil }
            seconds += minutes * 60
        }
        return seconds <= 24 * 3600 ? (isNegative ? -seconds : seconds) : nil
    }
}

/// Reads RFC 3339 and its near relatives: `2026-11-21T08:30:00Z`, also with a
/// space for the T, without seconds, zone or time.
struct InternetDateScanner {
    private var bytes: DateBytes

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = DateBytes(bytes)
    }

    /// Nil for any other form; the values are not checked.
    mutating func scan() -> DateFields? {
        guard let year = bytes.number(digits: 4...4), bytes.skip(0x2D),
            let month = bytes.number(digits: 2...2), bytes.skip(0x2D),
            let day = bytes.number(digits: 2...2)
        else { return nil }
        var fields = DateFields(year: year, month: month, day: day)
        if bytes.isAtEnd { return fields }
        guard bytes.skip(0x54) || bytes.skip(0x20) || bytes.skip(0x74),
            let hour = bytes.number(digits: 2...2), bytes.skip(0x3A),
            let minute = bytes.number(digits: 2...2)
        else { return nil }
        fields.hour = hour
        fields.minute = minute
        if bytes.skip(0x3A) {
            guard let second = bytes.number(digits: 2...2) else { return nil }
            fields.second = second
            if bytes.skip(0x2E) {
                guard let fraction = bytes.fraction() else { return nil }
                fields.milliseconds = fraction
            }
        }
        bytes.skipSpace()
        if bytes.isAtEnd { return fields }
        if bytes.skip(0x5A) || bytes.skip(0x7A) {
            fields.zone = 0
        } else {
            fields.zone = bytes.offset()
            guard fields.zone != nil else { return nil }
        }
        return bytes.isAtEnd ? fields : nil
    }
}

/// Reads RFC 822 as RFC 2822 amended it: `Sat, 21 Nov 2026 08:30:00 +0000`.
struct MessageDateScanner {
    private var bytes: DateBytes

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = DateBytes(bytes)
    }

    /// Nil for any other form; the values are not checked.
    mutating func scan() -> DateFields? {
        if let byte = bytes.current, isASCIILetter(byte) {
            guard bytes.word() != 0, bytes.skip(0x2C) else { return nil }
            bytes.skipSpace()
        }
        guard let day = bytes.number(digits: 1...2) else { return nil }
        bytes.skipSpace()
        guard let month = Self.month(bytes.word()) else { return nil }
        bytes.skipSpace()
        guard let year = bytes.number(digits: 4...4) else { return nil }
        var fields = DateFields(year: year, month: month, day: day)
        bytes.skipSpace()
        if bytes.isAtEnd { return fields }
        guard let hour = bytes.number(digits: 1...2), bytes.skip(0x3A),
            let minute = bytes.number(digits: 2...2)
        else { return nil }
        fields.hour = hour
        fields.minute = minute
        if bytes.skip(0x3A) {
            guard let second = bytes.number(digits: 2...2) else { return nil }
            fields.second = second
        }
        bytes.skipSpace()
        if bytes.isAtEnd { return fields }
        guard let zone = bytes.offset() ?? Self.zone(bytes.word()), bytes.isAtEnd else {
            return nil
        }
        fields.zone = zone
        return fields
    }

    private static func month(_ word: UInt64) -> Int? {
        switch word {
        case 0x6A_616E: 1
        case 0x66_6562: 2
        case 0x6D_6172: 3
        case 0x61_7072: 4
        case 0x6D_6179: 5
        case 0x6A_756E: 6
        case 0x6A_756C: 7
        case 0x61_7567: 8
        case 0x73_6570: 9
        case 0x6F_6374: 10
        case 0x6E_6F76: 11
        case 0x64_6563: 12
        default: nil
        }
    }

    /// The zones of RFC 822; other names are left to the general reader.
    private static func zone(_ word: UInt64) -> Int? {
        switch word {
        case 0x67_6D74, 0x75_7463, 0x7574, 0x7A: 0
        case 0x65_6474: -4 * 3600
        case 0x65_7374, 0x63_6474: -5 * 3600
        case 0x63_7374, 0x6D_6474: -6 * 3600
        case 0x6D_7374, 0x70_6474: -7 * 3600
        case 0x70_7374: -8 * 3600
        default: nil
        }
    }
}
