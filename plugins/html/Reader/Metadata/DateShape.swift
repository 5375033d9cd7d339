/// A quick look whether a text can hold a date, before it is read as one.
enum DateShape {
    /// Whether a text has a number that can be a year, or three numbers with
    /// marks between, in any script.
    static func mayHoldDate(_ bytes: ByteText) -> Bool {
        var run = 0
        var first: UInt8 = 0
        var groups = 0
        var index = 0
        while index < bytes.count {
            if run == 0, !bytes.hasDigit(from: index) {
                index += 8
                continue
            }
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

    /// Whether a text may be a date with its day: one number alone has at least
    /// six digits then.
    ///
    /// Texts with digits of other scripts or Chinese numerals may always be.
    static func mayBeDate(_ text: ByteText) -> Bool {
        var numbers = 0
        var run = 0
        var longest = 0
        for byte in text {
            if byte >= 0x30, byte <= 0x39 {
                run += 1
                if run == 1 { numbers += 1 }
                longest = max(longest, run)
            } else {
                // Latin, Greek, Cyrillic letters and punctuation.
                if byte >= 0xD9, byte != 0xE2 { return true }
                run = 0
            }
        }
        return numbers > 1 || longest > 5
    }

    /// Whether a year stands in the text with all its digits, or in a script
    /// whose dates cannot be told so.
    static func hasFullYear(_ text: ByteText) -> Bool {
        var digits = 0
        var index = 0
        while index < text.count {
            let (isDigit, length) = digit(text, index)
            index += length
            guard isDigit else {
                if digits == 4 { return true }
                digits = 0
                continue
            }
            digits += 1
        }
        return digits == 4 || digits == 8
    }

    /// Whether a word has four digits in a row, or numbers with marks between.
    static func holdsYear(_ word: ByteText) -> Bool {
        var digits = 0
        var longest = 0
        var marks = 0
        var index = 0
        while index < word.count {
            let (isDigit, length) = digit(word, index)
            if isDigit {
                digits += 1
                longest = max(longest, digits)
            } else {
                let byte = word[index]
                if byte == 0x2E || byte == 0x2F || byte == 0x2D { marks += 1 }
                digits = 0
            }
            index += length
        }
        return longest == 4 || marks >= 2 && longest >= 2
    }

    /// Whether a digit of any script stands here, and its bytes.
    @inline(__always)
    private static func digit(_ text: ByteText, _ index: Int) -> (Bool, Int) {
        let byte = text[index]
        if byte < 0x80 { return (byte >= 0x30 && byte <= 0x39, 1) }
        let (scalar, length) = decodeScalar(text, at: index)
        return (ScalarKind.isDigit(scalar), length)
    }
}
