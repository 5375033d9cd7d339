/// An IPv6 address as the URL Standard parses and serialises it.
struct IPv6Address {
    private var pieces = [UInt16](repeating: 0, count: 8)

    /// The IPv6 parser of section 3.5; nil is failure.
    init?(_ text: ArraySlice<UInt8>) {
        var scanner = Scanner(rest: text)
        guard let pieces = scanner.scan() else { return nil }
        self.pieces = pieces
    }

    /// The address with its longest run of zero pieces as `::`, without
    /// brackets.
    var serialized: [UInt8] {
        let zeros = longestZeroRun
        var text = ""
        var index = 0
        while index < 8 {
            if let zeros, zeros.lowerBound == index {
                text += index == 0 ? "::" : ":"
                index = zeros.upperBound
                continue
            }
            text += String(pieces[index], radix: 16)
            if index != 7 { text += ":" }
            index += 1
        }
        return Array(text.utf8)
    }

    /// The first longest run of two or more zero pieces.
    private var longestZeroRun: Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, pieces[end] == 0 { end += 1 }
            if end - start > max(1, longest?.count ?? 1) { longest = start..<end }
            start = max(end, start + 1)
        }
        return longest
    }
}

private struct Scanner {
    var rest: ArraySlice<UInt8>
    var pieces = [UInt16](repeating: 0, count: 8)
    var count = 0
    var compress: Int?

    mutating func scan() -> [UInt16]? {
        if rest.first == 0x3A {
            guard rest.dropFirst().first == 0x3A else { return nil }
            rest = rest.dropFirst(2)
            compress = 0
        }
        while let byte = rest.first {
            guard count < 8 else { return nil }
            if byte == 0x3A {
                guard compress == nil else { return nil }
                rest = rest.dropFirst()
                compress = count
                continue
            }
            let start = rest
            let value = scanHexadecimal()
            if rest.first == 0x2E {
                guard rest.startIndex > start.startIndex, count <= 6 else { return nil }
                rest = start
                guard scanIPv4() else { return nil }
                break
            }
            guard endPiece() else { return nil }
            // A piece has 1 to 4 digits; none means a byte that fits nowhere.
            guard rest.startIndex > start.startIndex else { return nil }
            pieces[count] = value
            count += 1
        }
        return expanded()
    }

    private mutating func scanHexadecimal() -> UInt16 {
        var value: UInt16 = 0
        var length = 0
        while length < 4, let byte = rest.first, let digit = hexDigitValue(byte) {
            value = value << 4 | UInt16(digit)
            length += 1
            rest = rest.dropFirst()
        }
        return value
    }

    /// A colon that is not the last byte, or the end.
    private mutating func endPiece() -> Bool {
        guard let byte = rest.first else { return true }
        guard byte == 0x3A else { return false }
        rest = rest.dropFirst()
        return !rest.isEmpty
    }

    /// Four decimal numbers that take two pieces, to the end of the text.
    private mutating func scanIPv4() -> Bool {
        let parts = rest.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return false }
        var address: UInt32 = 0
        for part in parts {
            guard !part.isEmpty, part.count <= 3, part.allSatisfy(isASCIIDigit) else {
                return false
            }
            guard part.count == 1 || part.first != 0x30 else { return false }
            let value = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
            guard value <= 255 else { return false }
            address = address << 8 | value
        }
        pieces[count] = UInt16(address >> 16)
        pieces[count + 1] = UInt16(address & 0xFFFF)
        count += 2
        rest = []
        return true
    }

    /// The pieces with the compressed zeros in their place.
    private func expanded() -> [UInt16]? {
        guard let compress else { return count == 8 ? pieces : nil }
        let head = pieces[0..<compress]
        let tail = pieces[compress..<count]
        let zeros = [UInt16](repeating: 0, count: 8 - count)
        return Array(head) + zeros + Array(tail)
    }
}
