/// A quick look whether a text can hold a date, before it is read as one.
enum DateShape {
    /// Whether a text has a number that can be a year, or three numbers with
    /// marks between, in any script.
    static func mayHoldDate(_ text: String) -> Bool {
        var text = text
        return text.withUTF8(mayHoldDate)
    }

    private static func mayHoldDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var run = 0
        var first: UInt8 = 0
        var groups = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x30, byte <= 0x39 {
                if run == 0 { first = byte }
                run += 1
            } else {
                if isYear(run, first) || run == 8 { return true }
                if run > 0 {
                    let isMark = byte == 0x2E || byte == 0x2F || byte == 0x2D
                    groups = isMark ? groups + 1 : 0
                    if groups == 2, index + 1 < bytes.count,
                        bytes[index + 1] >= 0x30, bytes[index + 1] <= 0x39
                    {
                        return true
                    }
                }
                run = 0
                if byte >= 0x80, isForeignDigit(bytes, index) { return true }
            }
            index += 1
        }
        return isYear(run, first) || run == 8
    }

    private static func isYear(_ digits: Int, _ first: UInt8) -> Bool {
        digits == 4 && (first == UInt8(ascii: "1") || first == UInt8(ascii: "2"))
    }

    /// Digits of other scripts, the ideograph of the year, and those of the
    /// eras whose years have two digits.
    private static func isForeignDigit(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ index: Int
    ) -> Bool {
        guard index + 1 < bytes.count else { return false }
        let second = bytes[index + 1]
        switch bytes[index] {
        case 0xD9: return second >= 0xA0 && second <= 0xA9
        case 0xDB: return second >= 0xB0 && second <= 0xB9
        case 0xE0, 0xEF, 0xE5:
            guard index + 2 < bytes.count else { return false }
            let third = bytes[index + 2]
            if bytes[index] == 0xE5 { return second == 0xB9 && third == 0xB4 }
            if bytes[index] == 0xEF { return second == 0xBC && third >= 0x90 && third <= 0x99 }
            let isThai = second == 0xB9 && third >= 0x90 && third <= 0x99
            return isThai || (second == 0xA5 || second == 0xA7) && third >= 0xA6 && third <= 0xAF
        default: return false
        }
    }
}
