// The host parser of the URL Standard (section 3.5) and its serialisers.

/// Parses a host and serialises it; nil is failure.
func parseURLHost(_ text: ArraySlice<UInt8>, isOpaque: Bool) -> [UInt8]? {
    if text.first == 0x5B {
        guard text.last == 0x5D, text.count >= 2 else { return nil }
        let inner = text[(text.startIndex + 1)..<(text.endIndex - 1)]
        return IPv6Address(inner).map { [0x5B] + $0.serialized + [0x5D] }
    }
    if isOpaque { return parseOpaqueHost(text) }
    if isPlainDomain(text) { return Array(text) }
    let decoded = text.contains(0x25) ? percentDecoded(text) : Array(text)
    guard let domain = domainToASCII(decoded), !domain.isEmpty,
        !domain.contains(where: isForbiddenDomainByte)
    else { return nil }
    if endsInNumber(domain) {
        return parseIPv4(domain).map(serializedIPv4)
    }
    return domain
}

/// Whether a host is what nearly all are, a domain that its ASCII form is the
/// same as: small letters, digits, dots and single hyphens, with a letter at
/// the beginning of the last label, which therefore is no number.
private func isPlainDomain(_ text: ArraySlice<UInt8>) -> Bool {
    var previous = UInt8(ascii: ".")
    var isNamed = false
    for byte in text {
        let isLetter = byte >= 0x61 && byte <= 0x7A
        guard isLetter || isASCIIDigit(byte) || byte == 0x2E || byte == 0x2D && previous != byte
        else { return false }
        if previous == 0x2E { isNamed = isLetter }
        previous = byte
    }
    return isNamed
}

private func parseOpaqueHost(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.contains(where: isForbiddenHostByte) else { return nil }
    var host: [UInt8] = []
    host.append(percentEncoding: text, .control)
    return host
}

/// "Forbidden host code point".
private func isForbiddenHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x09, 0x0A, 0x0D, 0x20, 0x23, 0x2F, 0x3A, 0x3C, 0x3E, 0x3F, 0x40,
        0x5B, 0x5C, 0x5D, 0x5E, 0x7C:
        true
    default:
        false
    }
}

/// "Forbidden domain code point".
private func isForbiddenDomainByte(_ byte: UInt8) -> Bool {
    isForbiddenHostByte(byte) || byte <= 0x1F || byte == 0x25 || byte == 0x7F
}

// MARK: - IPv4

/// "Ends in a number": the host must then be a valid IPv4 address.
private func endsInNumber(_ domain: [UInt8]) -> Bool {
    var parts = domain.split(separator: 0x2E, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true {
        if parts.count == 1 { return false }
        parts.removeLast()
    }
    guard let last = parts.last else { return false }
    if !last.isEmpty && last.allSatisfy(isASCIIDigit) { return true }
    return parseIPv4Number(last) != nil
}

private func parseIPv4(_ domain: [UInt8]) -> UInt32? {
    var parts = domain.split(separator: 0x2E, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true, parts.count > 1 { parts.removeLast() }
    guard parts.count <= 4 else { return nil }
    var numbers: [UInt64] = []
    for part in parts {
        guard let number = parseIPv4Number(part) else { return nil }
        numbers.append(number)
    }
    guard let last = numbers.popLast(), numbers.allSatisfy({ $0 <= 255 }),
        last < 1 << UInt64(8 * (4 - numbers.count))
    else { return nil }
    var address = last
    for (index, number) in numbers.enumerated() {
        address += number << UInt64(8 * (3 - index))
    }
    return UInt32(truncatingIfNeeded: address)
}

/// A decimal, `0x` hexadecimal or `0` octal number; values that no address can
/// hold are returned as a large one.
private func parseIPv4Number(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var digits = text
    var radix: UInt64 = 10
    if digits.count >= 2, digits.first == 0x30 {
        if digits[digits.startIndex + 1] | 0x20 == 0x78 {
            digits = digits.dropFirst(2)
            radix = 16
        } else {
            digits = digits.dropFirst()
            radix = 8
        }
    }
    var number: UInt64 = 0
    for byte in digits {
        guard let value = hexDigitValue(byte), value < radix else { return nil }
        number = min(number * radix + UInt64(value), 1 << 40)
    }
    return number
}

private func serializedIPv4(_ address: UInt32) -> [UInt8] {
    let parts = [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }
    return Array(parts.joined(separator: ".").utf8)
}
