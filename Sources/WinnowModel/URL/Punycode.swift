/// Punycode (RFC 3492). All arithmetic that the input decides is checked.
enum Punycode {
    private static let base: UInt32 = 36
    private static let initialBias: UInt32 = 72
    private static let initialCode: UInt32 = 128

    /// Labels longer than this are refused: no domain has one, and encoding
    /// takes time in the square of the length.
    static let longestLabel = 2000

    /// The characters of an encoded label without its `xn--`; nil if it is none.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt32]? {
        guard text.count <= longestLabel else { return nil }
        var output: [UInt32] = []
        var rest = text
        if let delimiter = text.lastIndex(of: 0x2D) {
            output = text[..<delimiter].map { UInt32($0) }
            rest = text[(delimiter + 1)...]
        }
        var code = initialCode
        var index: UInt32 = 0
        var bias = initialBias
        while !rest.isEmpty {
            guard let end = decodeInteger(&rest, from: index, bias: bias) else { return nil }
            let count = UInt32(output.count) + 1
            bias = adapt(end - index, count, isFirst: index == 0)
            let (sum, overflow) = code.addingReportingOverflow(end / count)
            guard !overflow, sum <= 0x10FFFF, sum & 0xFFFF_F800 != 0xD800 else { return nil }
            code = sum
            index = end % count
            output.insert(code, at: Int(index))
            index += 1
        }
        return output
    }

    /// Reads a generalised variable-length integer and adds it.
    private static func decodeInteger(
        _ rest: inout ArraySlice<UInt8>,
        from start: UInt32,
        bias: UInt32
    ) -> UInt32? {
        var index = start
        var weight: UInt32 = 1
        var position = base
        while true {
            guard let byte = rest.popFirst(), let digit = digitValue(byte) else { return nil }
            let (product, isLarge) = digit.multipliedReportingOverflow(by: weight)
            let (sum, overflow) = index.addingReportingOverflow(product)
            guard !isLarge, !overflow else { return nil }
            index = sum
            let threshold = threshold(position, bias)
            if digit < threshold { return index }
            let (next, overflows) = weight.multipliedReportingOverflow(by: base - threshold)
            guard !overflows else { return nil }
            weight = next
            position += base
        }
    }

    /// The encoded label without `xn--`; nil if it is too long.
    static func encode(_ label: [UInt32]) -> [UInt8]? {
        guard label.count <= longestLabel else { return nil }
        var output = label.filter { $0 < 0x80 }.map { UInt8($0) }
        let basicCount = UInt32(output.count)
        var handled = basicCount
        if basicCount > 0 { output.append(0x2D) }
        var code = initialCode
        var delta: UInt32 = 0
        var bias = initialBias
        // At most 2000 characters of 21 bits: a delta stays below 2 to the 32.
        while handled < label.count {
            guard let next = label.lazy.filter({ $0 >= code }).min() else { return nil }
            delta &+= (next - code) &* (handled + 1)
            code = next
            for scalar in label {
                if scalar < code { delta &+= 1 }
                guard scalar == code else { continue }
                appendInteger(delta, bias: bias, to: &output)
                bias = adapt(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta &+= 1
            code += 1
        }
        return output
    }

    private static func appendInteger(_ value: UInt32, bias: UInt32, to output: inout [UInt8]) {
        var rest = value
        var position = base
        while true {
            let threshold = threshold(position, bias)
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(digit(rest))
    }

    private static func threshold(_ position: UInt32, _ bias: UInt32) -> UInt32 {
        position <= bias ? 1 : min(position - bias, 26)
    }

    private static func adapt(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var steps: UInt32 = 0
        while delta > 455 {
            delta /= base - 1
            steps += base
        }
        return steps + 36 * delta / (delta + 38)
    }

    private static func digitValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30) + 26
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x61...0x7A: UInt32(byte - 0x61)
        default: nil
        }
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }
}
