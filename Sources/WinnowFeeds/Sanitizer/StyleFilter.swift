// Style attributes.
//
// Declarations are read one by one. A property has to be known, and a value
// may only consist of words, numbers, colours and quoted names; anything that
// could be a function, an address, an escape or a comment drops the whole
// attribute, because what a browser makes of the rest is anybody's guess.

/// Keeps the harmless declarations of a style attribute.
struct StyleFilter: ~Copyable {
    private(set) var result = ByteBuffer(capacity: 256)

    nonisolated(unsafe) private static let properties: UnsafeMutablePointer<NameTable> = {
        let table = UnsafeMutablePointer<NameTable>.allocate(capacity: 1)
        table.initialize(to: NameTable([(plain, 1), (shorthand, 2), (svg, 4)]))
        return table
    }()

    private static let plain: StaticString = """
        azimuth background-color border-bottom-color border-collapse border-color
        border-left-color border-right-color border-top-color clear color cursor direction display
        elevation float font font-family font-size font-style font-variant font-weight height
        letter-spacing line-height overflow pause pause-after pause-before pitch pitch-range
        richness speak speak-header speak-numeral speak-punctuation speech-rate stress text-align
        text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space
        width
        """

    /// Words that the shorthand properties may have.
    private static let shorthand: StaticString = """
        auto aqua black block blue bold both bottom brown center collapse dashed dotted fuchsia
        gray green !important italic left lime maroon medium none navy normal nowrap olive pointer
        purple red right solid silver teal top transparent underline white yellow
        """

    private static let svg: StaticString = """
        fill fill-opacity fill-rule stroke stroke-linecap stroke-linejoin stroke-opacity
        stroke-width
        """

    /// Makes `result` what may stay of a style attribute.
    mutating func filter(_ style: UnsafeBufferPointer<UInt8>, isSVG: Bool) {
        result.removeAll()
        let text = withoutAddresses(style)
        text.withUnsafeBufferPointer { style in
            guard isHarmless(style), hasOnlyNumbersInBrackets(style) else { return }
            for declaration in style.split(separator: UInt8(ascii: ";")) {
                guard append(UnsafeBufferPointer(rebasing: declaration), isSVG: isSVG) else {
                    result.removeAll()
                    return
                }
            }
        }
    }

    /// Appends a declaration that is allowed; false where it cannot be read.
    private mutating func append(
        _ declaration: UnsafeBufferPointer<UInt8>,
        isSVG: Bool
    ) -> Bool {
        let text = trimmed(declaration)
        guard !text.isEmpty else { return true }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let property = trimmed(UnsafeBufferPointer(rebasing: text[..<colon]))
        var value = trimmed(UnsafeBufferPointer(rebasing: text[(colon + 1)...]))
        if let last = declaration.last, isSpace(last), !value.isEmpty {
            // One space before the semicolon, as written.
            value = UnsafeBufferPointer(start: value.baseAddress, count: value.count + 1)
        }
        guard !property.isEmpty, property.allSatisfy(isWordByte),
            !value.contains(UInt8(ascii: ":"))
        else { return false }
        guard !value.isEmpty, isAllowed(property, value, isSVG: isSVG) else { return true }
        if result.count > 0 { result.append(0x20) }
        result.append(property)
        result.append(": ")
        result.append(value)
        result.append(UInt8(ascii: ";"))
        return true
    }

    private func isAllowed(
        _ property: UnsafeBufferPointer<UInt8>,
        _ value: UnsafeBufferPointer<UInt8>,
        isSVG: Bool
    ) -> Bool {
        let flags = StyleFilter.properties.pointee.value(property)
        if flags & 1 != 0 || (isSVG && flags & 4 != 0) { return true }
        let family = property.prefix { $0 != UInt8(ascii: "-") }
        let name = UnsafeBufferPointer(rebasing: family)
        guard
            equalsFolded(name, "background") || equalsFolded(name, "border")
                || equalsFolded(name, "margin") || equalsFolded(name, "padding")
        else { return false }
        return value.split(whereSeparator: { isSpace($0) }).allSatisfy { word in
            let word = UnsafeBufferPointer(rebasing: word)
            return StyleFilter.properties.pointee.value(word) & 2 != 0 || isMeasure(word)
        }
    }
}

// MARK: - Bytes of a style

private func isHarmless(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    style.allSatisfy { isHarmlessByte($0) }
}

/// A style with every `url(...)` taken out.
private func withoutAddresses(_ style: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(style.count)
    var cursor = 0
    while cursor < style.count {
        if let end = addressEnd(style, at: cursor) {
            kept.append(0x20)
            cursor = end
        } else {
            kept.append(style[cursor])
            cursor += 1
        }
    }
    return kept
}

/// Index behind the `url(...)` at `start`, or nil.
private func addressEnd(_ style: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start + 4 < style.count,
        equalsFolded(UnsafeBufferPointer(rebasing: style[start..<(start + 3)]), "url")
    else { return nil }
    var cursor = start + 3
    while cursor < style.count && isSpace(style[cursor]) { cursor += 1 }
    guard cursor < style.count, style[cursor] == UInt8(ascii: "(") else { return nil }
    // An address is short, or it is not one; the bound keeps this linear.
    let limit = min(style.count, cursor + 2048)
    while cursor < limit && style[cursor] != UInt8(ascii: ")") { cursor += 1 }
    return cursor < limit ? cursor + 1 : nil
}

/// Numbers with their unit, colours, and the parts of `rgb()`.
private func isMeasure(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = word.first else { return false }
    if first == UInt8(ascii: "#") {
        return word.dropFirst().allSatisfy {
            isDigit($0) || (folded($0) >= 0x61 && folded($0) <= 0x66)
        }
    }
    if word.starts(with: "rgb(".utf8) {
        return word.dropFirst(4).allSatisfy {
            isDigit($0) || $0 == 0x2C || $0 == 0x25 || $0 == 0x29
        }
    }
    let number = word.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    let unit = word.dropFirst(number.count)
    let units = [
        "", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", ",", ")", "rem", "vw", "vh",
    ]
    return hasFewDigits(number) && units.contains { unit.elementsEqual($0.utf8) }
}

private func isHarmlessByte(_ byte: UInt8) -> Bool {
    let lower = folded(byte)
    if (lower >= 0x61 && lower <= 0x7A) || isDigit(byte) || isSpace(byte) { return true }
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "#"),
        UInt8(ascii: "%"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "-"),
        UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "_"):
        return true
    default: return false
    }
}

/// Publishers' measures have at most two digits on either side of the point;
/// more would let an entry cover the page around it.
private func hasFewDigits(_ number: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { $0.count <= 2 }
}

/// Whether nothing but numbers stands in brackets, as in `rgb(0, 0, 0)`.
private func hasOnlyNumbersInBrackets(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    var isInside = false
    for byte in style {
        if byte == UInt8(ascii: "(") {
            isInside = true
        } else if byte == UInt8(ascii: ")") {
            isInside = false
        } else if isInside {
            let isNumber =
                isDigit(byte) || isSpace(byte) || byte == UInt8(ascii: ",")
                || byte == UInt8(ascii: "%") || byte == UInt8(ascii: ".")
            if !isNumber { return false }
        }
    }
    return true
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

private func isWordByte(_ byte: UInt8) -> Bool {
    let lower = folded(byte)
    return (lower >= 0x61 && lower <= 0x7A) || isDigit(byte) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
}
