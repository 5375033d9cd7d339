/// "Domain to ASCII" of the URL Standard, not strict: UTS 46 ToASCII with
/// CheckBidi and CheckJoiners, without CheckHyphens, UseSTD3ASCIIRules and
/// VerifyDnsLength. Nil is failure.
func domainToASCII(_ domain: [UInt8]) -> [UInt8]? {
    if domain.allSatisfy({ $0 < 0x80 }) {
        let lowercased = domain.map(asciiLowercased)
        let labels = lowercased.split(separator: 0x2E)
        if !labels.contains(where: { $0.starts(with: "xn--".utf8) }) { return lowercased }
    }
    guard let labels = processedLabels(domain) else { return nil }
    var output: [UInt8] = []
    for (index, label) in labels.enumerated() {
        if index > 0 { output.append(0x2E) }
        if label.allSatisfy({ $0 < 0x80 }) {
            output.append(contentsOf: label.map { UInt8($0) })
        } else {
            guard let encoded = Punycode.encode(label) else { return nil }
            output.append(contentsOf: "xn--".utf8)
            output.append(contentsOf: encoded)
        }
    }
    return output
}

/// "Processing" of UTS 46, section 4: the labels in Unicode.
private func processedLabels(_ domain: [UInt8]) -> [[UInt32]]? {
    var mapped: [UInt32] = []
    for scalar in String(decoding: domain, as: UTF8.self).unicodeScalars {
        guard IDNAMapping.append(mappingOf: scalar.value, to: &mapped) else { return nil }
    }
    let normalized = Normalization.composed(mapped)
    var labels: [[UInt32]] = []
    for label in normalized.split(separator: 0x2E, omittingEmptySubsequences: false) {
        guard let label = unicodeLabel(Array(label)) else { return nil }
        labels.append(label)
    }
    // The bidi rule concerns every label of a domain that has any right-to-left
    // character.
    let isBidi = labels.contains { label in label.contains(where: isRightToLeft) }
    guard !isBidi || labels.allSatisfy(satisfiesBidiRule) else { return nil }
    return labels
}

/// The label, decoded if it is encoded; nil if it is not valid.
private func unicodeLabel(_ label: [UInt32]) -> [UInt32]? {
    guard label.starts(with: [0x78, 0x6E, 0x2D, 0x2D]) else {
        return isValidLabel(label) ? label : nil
    }
    guard label.allSatisfy({ $0 < 0x80 }) else { return nil }
    let encoded = label.dropFirst(4).map { UInt8($0) }
    // What decodes to nothing or to ASCII was never encoded by a ToASCII.
    guard let decoded = Punycode.decode(encoded[...]), decoded.contains(where: { $0 >= 0x80 }),
        Normalization.composed(decoded) == decoded, decoded.allSatisfy(IDNAMapping.isValid),
        !decoded.contains(0x2E), isValidLabel(decoded)
    else { return nil }
    return decoded
}

/// The validity criteria that mapping and normalisation leave to check.
private func isValidLabel(_ label: [UInt32]) -> Bool {
    guard let first = label.first else { return true }
    if first >= 0x300, UnicodeProperties(first).isMark { return false }
    // Punycode refuses such a label anyway, and the joiner rule would take time
    // in the square of its length.
    if label.count > Punycode.longestLabel { return label.allSatisfy { $0 < 0x80 } }
    return label.indices.allSatisfy { satisfiesJoinerRule(label, at: $0) }
}

/// The ContextJ rules of RFC 5892, appendix A.
private func satisfiesJoinerRule(_ label: [UInt32], at index: Int) -> Bool {
    guard label[index] == 0x200C || label[index] == 0x200D else { return true }
    if index > 0, UnicodeProperties(label[index - 1]).isVirama { return true }
    guard label[index] == 0x200C else { return false }
    let types: ([UInt32]) -> UnicodeProperties.JoiningType = { scalars in
        scalars.lazy.map { UnicodeProperties($0).joiningType }.first { $0 != .transparent }
            ?? .nonJoining
    }
    let before = types(label[..<index].reversed())
    let after = types(Array(label[(index + 1)...]))
    return (before == .left || before == .dual) && (after == .right || after == .dual)
}

private func isRightToLeft(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x590 else { return false }
    switch UnicodeProperties(scalar).bidiClass {
    case .right, .arabicLetter, .arabicNumber: return true
    default: return false
    }
}

/// The bidi rule of RFC 5893, section 2.
private func satisfiesBidiRule(_ label: [UInt32]) -> Bool {
    let classes = label.map { UnicodeProperties($0).bidiClass }
    guard let first = classes.first, let last = classes.last(where: { $0 != .nonspacingMark })
    else { return true }
    let neutral: Set<UnicodeProperties.BidiClass> = [
        .europeanNumber, .europeanSeparator, .commonSeparator, .europeanTerminator,
        .otherNeutral, .boundaryNeutral, .nonspacingMark,
    ]
    switch first {
    case .left:
        guard last == .left || last == .europeanNumber else { return false }
        return classes.allSatisfy { $0 == .left || neutral.contains($0) }
    case .right, .arabicLetter:
        let ends: Set<UnicodeProperties.BidiClass> = [
            .right, .arabicLetter, .europeanNumber, .arabicNumber,
        ]
        guard ends.contains(last) else { return false }
        if classes.contains(.europeanNumber), classes.contains(.arabicNumber) { return false }
        return classes.allSatisfy {
            $0 == .right || $0 == .arabicLetter || $0 == .arabicNumber || neutral.contains($0)
        }
    default:
        return false
    }
}
