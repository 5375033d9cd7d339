/// Finds the first byte of `bytes` that no YAML text holds: malformed UTF-8
/// or a control character.
///
/// Runs before libyaml, which reports such faults without line and column.
enum TextCheck {
    /// A fault and the byte it begins at.
    struct Fault {
        let offset: Int
        let message: String
    }

    /// Returns the first fault, nil if the text is clean.
    static func firstFault(in bytes: [UInt8]) -> Fault? {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if let message = complaint(about: scalar) {
                    return Fault(offset: offset, message: message)
                }
                offset += encoded.count
            case .error:
                return Fault(offset: offset, message: malformed(bytes, at: offset))
            case .emptyInput:
                return nil
            }
        }
    }

    private static func complaint(about scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: nil
        case 0: "NUL byte; this is not a text file"
        case 0xFEFF: "byte order mark inside the text"
        default: "control character U+\(hex(scalar.value, digits: 4))"
        }
    }

    private static func malformed(_ bytes: [UInt8], at offset: Int) -> String {
        let first = "0x" + hex(UInt32(bytes[offset]), digits: 2)
        if offset == 0, bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return "the file is UTF-16; save it as UTF-8"
        }
        return "byte \(first) is not valid UTF-8 here"
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
