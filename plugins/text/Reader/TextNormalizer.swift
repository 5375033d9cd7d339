// Brings decoded text into one form: line feeds alone break lines, plain
// spaces alone separate words, no control characters.
//
// Directional marks and joiners stay: without them Arabic, Persian and Hebrew
// with numbers or Latin names read in another order.

/// Normalises line breaks, spaces and control characters.
public enum TextNormalizer {
    /// Returns normalised UTF-8 for well-formed UTF-8. At most twice as
    /// long as the input.
    public static func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte >= 0x20, byte < 0x7F {
                output.append(byte)
                position += 1
            } else if byte < 0x80 {
                position += appendControl(text, position, to: &output)
            } else {
                position += appendScalar(text, position, to: &output)
            }
        }
        return output
    }

    /// Handles one ASCII control character; returns the bytes it took.
    private static func appendControl(
        _ text: UnsafeBufferPointer<UInt8>,
        _ position: Int,
        to output: inout [UInt8]
    ) -> Int {
        switch text[position] {
        case 0x0A, 0x0B:
            output.append(0x0A)
        case 0x0C:
            // A form feed ends a page, and with it a paragraph.
            output.append(contentsOf: [0x0A, 0x0A])
        case 0x0D:
            output.append(0x0A)
            if position + 1 < text.count, text[position + 1] == 0x0A { return 2 }
        case 0x09:
            output.append(0x09)
        case 0x08:
            // Printers' overstrike, "x BS x" for bold: the second one counts.
            removeLastScalar(of: &output)
        default: break
        }
        return 1
    }

    private static func removeLastScalar(of output: inout [UInt8]) {
        while let last = output.last, last & 0xC0 == 0x80 { output.removeLast() }
        if let last = output.last, last != 0x0A { output.removeLast() }
    }

    /// Handles one scalar beyond ASCII; returns the bytes it took.
    private static func appendScalar(
        _ text: UnsafeBufferPointer<UInt8>,
        _ position: Int,
        to output: inout [UInt8]
    ) -> Int {
        let (scalar, length) = decode(text, position)
        switch scalar {
        case 0x85, 0x2028: output.append(0x0A)
        case 0x2029: output.append(contentsOf: [0x0A, 0x0A])
        case 0x80...0x9F, 0xAD, 0xFEFF, 0x200B, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF: break
        case _ where scalar & 0xFFFE == 0xFFFE: break
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F: output.append(0x20)
        default: output.append(contentsOf: text[position..<position + length])
        }
        return length
    }

    /// The scalar at a position, with its length in bytes. A malformed byte is
    /// one that stands for itself.
    static func decode(
        _ text: UnsafeBufferPointer<UInt8>,
        _ position: Int
    ) -> (scalar: UInt32, length: Int) {
        let first = UInt32(text[position])
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard length > 1, position + length <= text.count else { return (first, 1) }
        var scalar = first & (0xFF >> UInt32(length + 1))
        for byte in text[position + 1..<position + length] {
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return (scalar, length)
    }
}
