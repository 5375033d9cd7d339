/// A resolved character reference: one or two code points (0: no second), and where it ends (0: none was found).
struct CharacterReference {
    var end = 0
    var first: UInt32 = 0
    var second: UInt32 = 0
}

extension HTMLTokenizer where Sink: ~Copyable {
    /// Resolves the reference whose `&` stands at `start`, by the standard's longest match.
    ///
    /// Names end with a semicolon, except for the legacy ones of at most six letters. So the run of letters and digits either
    /// is, with its semicolon, one whole name, or a legacy name begins it.
    mutating func readReference(at start: Int, inAttribute: Bool) -> CharacterReference {
        if base[start + 1] == UInt8(ascii: "#") { return readNumeric(at: start) }
        let nameStart = start + 1
        var nameEnd = nameStart
        while isASCIILetter(base[nameEnd]) || isASCIIDigit(base[nameEnd]) {
            nameEnd += 1
            if nameEnd - nameStart > CharacterReferenceTable.longestName { break }
        }
        let count = nameEnd - nameStart
        guard count > 1 else { return CharacterReference() }
        let table = CharacterReferenceTable.shared
        if base[nameEnd] == UInt8(ascii: ";"), count <= CharacterReferenceTable.longestName,
            let entry = table.find(base + nameStart, count: count)
        {
            return CharacterReference(end: nameEnd + 1, first: entry.first, second: entry.second)
        }
        return readLegacy(nameStart, count: count, inAttribute: inAttribute, table: table)
    }

    private mutating func readLegacy(
        _ nameStart: Int,
        count: Int,
        inAttribute: Bool,
        table: CharacterReferenceTable
    ) -> CharacterReference {
        var length = min(count, CharacterReferenceTable.longestLegacyName)
        while length > 1 {
            if let entry = table.find(base + nameStart, count: length), entry.isLegacy {
                let after = base[nameStart + length]
                if inAttribute,
                    after == UInt8(ascii: "=") || isASCIILetter(after) || isASCIIDigit(after)
                {
                    return CharacterReference()
                }
                return CharacterReference(
                    end: nameStart + length,
                    first: entry.first,
                    second: entry.second
                )
            }
            length -= 1
        }
        return CharacterReference()
    }

    private mutating func readNumeric(at start: Int) -> CharacterReference {
        var current = start + 2
        let isHexadecimal = base[current] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { current += 1 }
        let digits = current
        var value: UInt32 = 0
        while let digit = digitValue(base[current], isHexadecimal) {
            // Beyond the last code point only the fact matters, not by how much.
            value = min(value &* (isHexadecimal ? 16 : 10) &+ digit, 0x11_0000)
            current += 1
        }
        guard current > digits else { return CharacterReference() }
        if base[current] == UInt8(ascii: ";") { current += 1 }
        return CharacterReference(end: current, first: Self.codePoint(forNumber: value), second: 0)
    }

    @inline(__always)
    private func digitValue(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        if isASCIIDigit(byte) { return UInt32(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return isHexadecimal && letter < 6 ? UInt32(letter) + 10 : nil
    }

    /// The standard's replacements at the end of a numeric reference.
    private static func codePoint(forNumber value: UInt32) -> UInt32 {
        switch value {
        case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
        case 0x80...0x9F: windows1252[Int(value - 0x80)]
        default: value
        }
    }

    private static var windows1252: [UInt32] { CharacterReferenceTable.windows1252 }

    /// Appends the characters of a reference to the decoded text.
    mutating func append(_ reference: CharacterReference) {
        appendScalar(reference.first)
        if reference.second != 0 { appendScalar(reference.second) }
    }

    mutating func appendReplacementCharacter() {
        appendScalar(0xFFFD)
    }

    @inline(__always)
    private mutating func appendScalar(_ value: UInt32) {
        func byte(_ bits: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: bits) }
        if value < 0x80 {
            store.pointee.decoded.append(byte(value))
            return
        }
        if value < 0x800 {
            store.pointee.decoded.append(byte(0xC0 | value >> 6))
        } else {
            if value < 0x1_0000 {
                store.pointee.decoded.append(byte(0xE0 | value >> 12))
            } else {
                store.pointee.decoded.append(byte(0xF0 | value >> 18))
                store.pointee.decoded.append(byte(0x80 | (value >> 12 & 0x3F)))
            }
            store.pointee.decoded.append(byte(0x80 | (value >> 6 & 0x3F)))
        }
        store.pointee.decoded.append(byte(0x80 | (value & 0x3F)))
    }
}
